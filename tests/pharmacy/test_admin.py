"""An administrator keeps the list of drugs of their own puskesmas."""

import pytest
from django.apps import apps
from django.urls import reverse

from pharmacy.models import Drug
from puskesmas.facility.models import Service
from tests import cast

from .conftest import drug, stocked


@pytest.fixture
def admin(dharma_rini, client):
    user = cast.staff(dharma_rini, "admin").user
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def typed(facility, **more):
    return {
        "facility": facility.pk,
        "code": "ZINK",
        "name": "Zink",
        "strength": "20 mg",
        "form": "tablet",
        "unit": "tablet",
        "route": "oral",
        "label_kind": "white",
        "substances": "zink",
        "teaches": "",
        "is_active": "on",
    } | more


def test_a_drug_is_added_and_the_audit_keeps_who_added_it(admin, dharma_rini):
    assert admin.post(reverse("admin:pharmacy_drug_add"), typed(dharma_rini)).status_code == 302

    added = drug(dharma_rini, "ZINK")
    kept = apps.get_model("pharmacy", "DrugEvent").objects.select_related("pgh_context").get(pgh_obj=added)
    assert kept.pgh_context.metadata["role"] == "admin"


def test_what_the_database_would_refuse_is_said_in_words(admin, dharma_rini, sungai_kakap):
    elsewhere = Service.objects.filter(facility=sungai_kakap).first()
    wrong = typed(dharma_rini, label_kind="blue", teaches="umum", service=elsewhere.pk)

    answer = admin.post(reverse("admin:pharmacy_drug_add"), wrong)

    assert set(answer.context["adminform"].form.errors) == {"label_kind", "teaches", "service"}
    assert not Drug.objects.filter(code="ZINK").exists()


def test_a_drug_of_another_puskesmas_is_not_there(admin, sungai_kakap):
    path = reverse("admin:pharmacy_drug_change", args=[drug(sungai_kakap, "DMPA").pk])

    assert admin.get(path).status_code == 302


def test_stock_is_shown_and_never_typed(admin, dharma_rini):
    batch = stocked(dharma_rini, "DMPA", 5)

    assert admin.get(reverse("admin:pharmacy_stockbatch_changelist")).status_code == 200
    path = reverse("admin:pharmacy_stockbatch_change", args=[batch.pk])
    assert admin.post(path, {"quantity": 500}).status_code == 403

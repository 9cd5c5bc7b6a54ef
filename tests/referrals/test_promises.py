"""What the database itself keeps, and what each model decided about personal data."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from puskesmas.demo import laboratory
from referrals import lab
from referrals.models import Appointment, FollowUp, LabOrder, LabTest, LooseEnd
from tests import cast
from tests.referrals.people import in_the_room, menu


@pytest.fixture
def order(galis, dr_ayu):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    return lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=dr_ayu)


def refused_by(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize(
    ("change", "promise"),
    [
        ({"sampled_at": timezone.now()}, "who_takes_a_sample_says_when"),
        ({"status": "resulted"}, "a_lab_order_with_a_result_has_its_giver"),
        ({"status": "follows_later"}, "a_lab_order_put_off_says_why"),
        ({"status": "lost"}, "lab_order_is_in_a_known_state"),
    ],
)
def test_a_lab_order_keeps_who_with_when(order, change, promise):
    with refused_by(promise), transaction.atomic():
        LabOrder.objects.filter(pk=order.pk).update(**change)


def test_a_status_is_not_written_by_hand(order):
    with pytest.raises(AttributeError):
        order.status = "resulted"


def test_only_choice_tests_offer_choices(galis):
    with refused_by("only_choice_tests_offer_choices"), transaction.atomic():
        LabTest.objects.filter(facility=galis, code="HB").update(choices=["tinggi"])
    with refused_by("lab_test_code_once_per_facility"), transaction.atomic():
        LabTest.objects.create(facility=galis, code="HB", name="Hb", group="rapid", kind="numeric")


def test_a_task_has_an_owner_in_the_database_too(galis, dr_ayu):
    with refused_by("a_task_has_an_owner"), transaction.atomic():
        FollowUp.objects.create(
            facility=galis,
            patient=cast.pak_budi(galis),
            action="Kunjungan",
            due_on="2024-05-10",
            given_by=dr_ayu,
            given_at=timezone.now(),
        )


def test_an_appointment_at_a_pustu_names_it_in_the_database_too(galis, dr_ayu):
    with refused_by("an_appointment_names_the_place_it_says"), transaction.atomic():
        Appointment.objects.create(
            facility=galis,
            patient=cast.pak_budi(galis),
            service=galis.services.get(code="GIGI"),
            place_kind="pustu",
            on="2024-05-10",
            made_by=dr_ayu,
            made_at=timezone.now(),
        )


def test_a_paper_is_left_behind_once(order, dr_ayu):
    words = {
        "facility": order.facility,
        "visit": order.visit,
        "kind": "lab",
        "paper": order.code,
        "owner": dr_ayu,
        "note": "Hasil belum ada.",
        "opened_by": dr_ayu,
        "opened_at": timezone.now(),
    }
    LooseEnd.objects.create(**words)

    with refused_by("a_paper_is_left_behind_once"), transaction.atomic():
        LooseEnd.objects.create(**words)


def test_every_model_decided_about_personal_data():
    for model in apps.get_app_config("referrals").get_models():
        named = {field.name for field in model._meta.get_fields()}
        assert set(model.Personal.fields) <= named, model


def test_the_menu_is_added_once_however_often(galis):
    before = (galis.lab_tests.count(), galis.services.count())

    laboratory.add(galis)

    assert (galis.lab_tests.count(), galis.services.count()) == before
    assert galis.lab_tests.get(code="HB").service.code == "LAB-HB"


def test_the_administrator_keeps_the_menu_of_the_own_puskesmas(galis, sungai_kakap, client):
    administrator = cast.staff(galis, "admin").user
    administrator.is_staff = True
    administrator.save()
    client.force_login(administrator)

    page = client.get("/admin/referrals/labtest/")
    hb = galis.lab_tests.get(code="HB")
    own = client.get(f"/admin/referrals/labtest/{hb.pk}/change/")
    other = client.get(f"/admin/referrals/labtest/{sungai_kakap.lab_tests.get(code='HB').pk}/change/")

    assert page.status_code == own.status_code == 200
    assert page.context["cl"].result_count == galis.lab_tests.count()
    assert {service.facility_id for service in own.context["adminform"].form.fields["service"].queryset} == {galis.pk}
    assert other.status_code == 302


def test_a_test_given_another_name_in_the_menu_is_still_known_by_the_old_one(galis):
    (test,) = menu(galis, "HB")

    LabTest.objects.filter(pk=test.pk).update(name="Hb (fotometer)")

    kept = apps.get_model("referrals", "LabTestEvent").objects.filter(pgh_obj=test).order_by("pgh_id")
    assert [event.name for event in kept] == [test.name, "Hb (fotometer)"]

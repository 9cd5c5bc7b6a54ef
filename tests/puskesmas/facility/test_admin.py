"""Master data in the admin: an administrator's own puskesmas, and nobody else's."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from puskesmas.facility.models import Service, ServicePoint, Staff

from .conftest import at_work

PASSWORD = "jalan-panjang-ke-pasar-2024"


@pytest.fixture
def admin(galis):
    return at_work("Admin", "admin", galis, is_staff=True)


@pytest.fixture
def page(client, admin, settings):
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(admin.user, backend="puskesmas.facility.signing.StaffBackend")
    return client


def url(model, what="changelist", *args):
    return reverse(f"admin:facility_{model}_{what}", args=args)


def test_the_list_holds_ones_own_points_only(page, loket, sungai_kakap):
    ServicePoint.objects.create(facility=sungai_kakap, place="LOKET", name="Loket Kakap")

    shown = page.get(url("servicepoint")).content.decode()

    assert "Loket</a>" in shown
    assert "Kakap" not in shown


def test_another_facilitys_point_cannot_be_opened(page, sungai_kakap):
    theirs = ServicePoint.objects.create(facility=sungai_kakap, place="LOKET", name="Loket Kakap")

    assert page.get(url("servicepoint", "change", theirs.pk)).status_code == 302
    assert page.get(url("servicepoint", "delete", theirs.pk)).status_code in {302, 403}


def test_a_service_is_added_to_ones_own_puskesmas_and_to_no_other(page, galis, sungai_kakap):
    typed = {"code": "ANC", "name": "ANC", "place": "KIA", "cluster": "k2", "bookable": "on", "is_active": "on"}

    assert page.post(url("service", "add"), typed | {"facility": sungai_kakap.pk}).status_code == 200
    assert not Service.objects.exists()

    assert page.post(url("service", "add"), typed | {"facility": galis.pk}).status_code == 302
    assert Service.objects.get().facility == galis


def staff_typed(facility, *, point=None, **changes):
    postings = {"postings-TOTAL_FORMS": "1" if point else "0", "postings-INITIAL_FORMS": "0"}
    return (
        postings
        | {
            "postings-0-point": point.pk if point else "",
            "facility": facility.pk,
            "username": "bidan.baru",
            "password": PASSWORD,
            "role": "bidan",
            "name": "Rina",
            "is_active": "on",
        }
        | changes
    )


def test_a_midwife_is_taken_on_with_her_account_and_her_room(page, galis, loket):
    assert page.post(url("staff", "add"), staff_typed(galis, point=loket)).status_code == 302

    rina = Staff.objects.get(name="Rina")
    assert list(rina.points.all()) == [loket]
    assert rina.user.check_password(PASSWORD)
    assert not rina.user.is_staff


def test_nobody_is_taken_on_for_another_puskesmas_or_for_the_district(page, galis, sungai_kakap):
    theirs = ServicePoint.objects.create(facility=sungai_kakap, place="LOKET", name="Loket Kakap")

    for typed in (
        staff_typed(sungai_kakap),
        staff_typed(galis, role="dinas"),
        staff_typed(galis, point=theirs),
    ):
        assert page.post(url("staff", "add"), typed).status_code == 200
    assert not Staff.objects.filter(name="Rina").exists()


def test_a_taken_name_or_a_missing_password_is_said_beside_its_field(page, galis, admin):
    shown = page.post(url("staff", "add"), staff_typed(galis, username=admin.user.username, password=""))

    assert "Nama akun ini sudah dipakai" in shown.content.decode()
    assert "Akun baru memerlukan kata sandi" in shown.content.decode()


def test_who_leaves_loses_the_account_but_stays_in_the_books(page, galis, dedi):
    typed = staff_typed(galis, username="loket.galis", password="", role="loket", name="Dedi")
    del typed["is_active"]

    assert page.post(url("staff", "change", dedi.pk), typed).status_code == 302

    assert not get_user_model().objects.get(pk=dedi.user_id).is_active
    assert not Staff.objects.get(pk=dedi.pk).is_active


def test_nothing_is_deleted(page, loket):
    assert page.get(url("servicepoint", "delete", loket.pk)).status_code == 403


def test_a_clerk_has_no_business_here(client, dedi, settings):
    settings.SECURE_SSL_REDIRECT = False
    dedi.user.is_staff = True
    dedi.user.save()
    client.force_login(dedi.user, backend="puskesmas.facility.signing.StaffBackend")

    assert client.get(url("servicepoint")).status_code == 403

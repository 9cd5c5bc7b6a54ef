"""The guarded doors: one's own puskesmas stands open, another's is not there."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from puskesmas.facility import access
from puskesmas.facility.middleware import FacilityZoneMiddleware
from puskesmas.facility.models import Desk, Pustu, Service, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.signing import StaffBackend

from .conftest import at_work


@pytest.fixture
def siti(sungai_kakap):
    return at_work("Siti", "loket", sungai_kakap)


def rows_of(facility, point):
    """Return one row of each kind with the door that leads to it."""
    village = Village.objects.create(facility=facility, kemendagri_code="35.28.05.2001", name="Galis")
    service = Service.objects.create(facility=facility, code="ANC", name="ANC", place="KIA", cluster="k2")
    return [
        (access.point_by_code, point),
        (access.desk_by_code, Desk.objects.create(point=point, label="Loket 1")),
        (access.service_by_code, service),
        (access.village_by_code, village),
    ]


def test_every_door_opens_to_ones_own_and_not_to_another_facility(galis, loket, dedi, siti):
    for door, row in rows_of(galis, loket):
        assert door(dedi.user, row.code) == row
        with pytest.raises(Http404):
            door(siti.user, row.code)


def test_lists_hold_ones_own_rows_only(galis, loket, dedi, siti):
    Pustu.objects.create(facility=galis, name="Pustu Polagan")

    for rows_for in (access.points_for, access.pustu_for, access.staff_for):
        assert rows_for(dedi.user).exists()
    assert not access.points_for(siti.user).exists()
    assert not access.pustu_for(siti.user).exists()
    assert list(access.staff_for(siti.user)) == [siti]


def test_the_district_finds_no_rows_of_any_puskesmas(galis, loket, dedi):
    dinas = at_work("Kepala seksi", "dinas")

    for door, row in [*rows_of(galis, loket), (access.staff_by_code, dedi)]:
        with pytest.raises(Http404):
            door(dinas.user, row.code)
    with pytest.raises(Http404):
        access.facility_of(dinas.user)


def test_an_account_without_staff_is_told_whom_to_ask(db):
    user = get_user_model().objects.create(username="baru")

    with pytest.raises(PermissionDenied, match="belum terhubung"):
        access.staff_of(user)


def test_who_has_left_no_longer_signs(dedi):
    dedi.is_active = False
    dedi.save()

    with pytest.raises(PermissionDenied):
        access.staff_of(dedi.user)


@access.staff_with(Permission.PATIENT_READ, Permission.PATIENT_WRITE)
def patient_page(request):
    return HttpResponse(request.staff.name)


def ask(rf, user):
    request = rf.get("/pasien/")
    request.user = user
    return patient_page(request)


def test_a_view_opens_to_who_holds_its_permissions_and_knows_them(rf, dedi):
    assert ask(rf, dedi.user).content == b"Dedi"
    assert patient_page.permissions == (Permission.PATIENT_READ, Permission.PATIENT_WRITE)


def test_a_view_refuses_who_lacks_one_of_them(rf, galis):
    with pytest.raises(PermissionDenied, match="Peran dokter tidak berwenang"):
        ask(rf, at_work("dr. Ayu", "dokter", galis).user)


def test_a_stranger_is_asked_to_sign_in(rf, db):
    response = ask(rf, AnonymousUser())

    assert response.status_code == 302
    assert response["Location"].endswith("?next=/pasien/")


def test_the_page_speaks_the_time_of_its_readers_puskesmas(rf, siti):
    request = rf.get("/")
    request.user = siti.user
    zones = []

    FacilityZoneMiddleware(lambda _request: zones.append(timezone.get_current_timezone_name()))(request)

    assert zones == ["Asia/Pontianak"]
    assert timezone.get_current_timezone_name() == "Asia/Jakarta"


def test_account_staff_and_facility_come_in_one_query(dedi, django_assert_num_queries):
    with django_assert_num_queries(1):
        user = StaffBackend().get_user(dedi.user_id)
        assert access.facility_of(user).code == "galis"


def test_a_closed_account_brings_nobody(dedi):
    dedi.user.is_active = False
    dedi.user.save()

    assert StaffBackend().get_user(dedi.user_id) is None
    assert StaffBackend().get_user(0) is None

"""What the database promises about a puskesmas."""

from datetime import UTC, date, datetime

import pghistory.models
import pytest
from django.apps import apps
from django.db import IntegrityError, InternalError, transaction

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Desk, Facility, Hamlet, Service, ServicePoint, Staff, Village
from puskesmas.facility.permissions import Permission

from .conftest import at_work


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_place_has_one_standing_point(galis, loket):
    with refused("one_standing_point_per_place"), transaction.atomic():
        ServicePoint.objects.create(facility=galis, place="LOKET", name="Loket baru")

    loket.closed_for_good_on = date(2024, 5, 6)
    loket.save()
    ServicePoint.objects.create(facility=galis, place="LOKET", name="Loket baru")

    assert [point.name for point in galis.points.standing()] == ["Loket baru"]


def test_another_puskesmas_has_a_counter_of_its_own(loket, sungai_kakap):
    assert ServicePoint.objects.create(facility=sungai_kakap, place="LOKET", name="Loket")


def test_beds_stand_only_where_people_lie(galis):
    with refused("beds_stand_only_where_people_lie"):
        ServicePoint.objects.create(facility=galis, place="KASIR", name="Kasir", has_beds=True, beds=2)


def test_a_point_of_an_unknown_place_is_refused(galis):
    with refused("point_is_of_a_known_place"):
        ServicePoint.objects.create(facility=galis, place="WARUNG", name="Warung")


def test_desk_labels_are_unlike_within_a_point(loket):
    Desk.objects.create(point=loket, label="Loket 1")

    with refused("desk_label_once_per_point"):
        Desk.objects.create(point=loket, label="Loket 1")


def test_a_service_code_is_unique_within_a_puskesmas_only(galis, sungai_kakap):
    kb = {"code": "KB-SUNTIK", "name": "KB suntik", "place": "KIA", "cluster": "k2", "teaches": ["kb_procedure"]}
    Service.objects.create(facility=galis, **kb)
    Service.objects.create(facility=sungai_kakap, **kb)

    with refused("service_code_once_per_facility"):
        Service.objects.create(facility=galis, **kb)


def test_only_the_district_works_without_a_puskesmas(galis):
    assert at_work("Kepala seksi", "dinas").facility is None

    with refused("only_the_district_has_no_facility"), transaction.atomic():
        at_work("Rina", "bidan")


def test_the_district_works_at_no_puskesmas(galis):
    with refused("the_district_belongs_to_no_facility"):
        at_work("Kepala seksi", "dinas", galis)


def test_a_clock_outside_indonesia_is_refused(galis):
    with refused("facility_keeps_an_indonesian_clock"):
        Facility.objects.filter(pk=galis.pk).update(timezone="Europe/Paris")


@pytest.mark.parametrize(
    ("zone", "day", "label"),
    [("Asia/Jakarta", 6, "WIB"), ("Asia/Makassar", 7, "WITA"), ("Asia/Jayapura", 7, "WIT")],
)
def test_midnight_comes_to_each_zone_in_its_turn(galis, zone, day, label):
    galis.timezone = zone

    assert galis.local_date(datetime(2024, 5, 6, 16, 30, tzinfo=UTC)) == date(2024, 5, day)
    assert galis.zone_label == label


def test_who_has_left_may_do_nothing(dedi):
    assert dedi.can(Permission.PATIENT_WRITE)

    dedi.is_active = False

    assert not dedi.can(Permission.PATIENT_WRITE)


AUDITED = ["Facility", "ServicePoint", "Desk", "Service", "Staff", "Posting", "Village", "Hamlet", "Pustu", "Posyandu"]


@pytest.mark.parametrize("name", AUDITED)
def test_master_data_is_audited(name):
    events = apps.get_model("facility", f"{name}Event")

    assert events.pgh_tracked_model is apps.get_model("facility", name)


def test_a_change_of_role_is_kept_with_who_made_it(dedi, galis):
    admin = at_work("Admin", "admin", galis)

    with signed(admin):
        Staff.objects.filter(pk=dedi.pk).update(role="rekam_medis")

    kept = apps.get_model("facility", "StaffEvent").objects.filter(pgh_obj=dedi).order_by("pgh_id")
    assert [event.role for event in kept] == ["loket", "rekam_medis"]
    assert pghistory.models.Context.objects.get(pk=kept[1].pgh_context_id).metadata["by"] == admin.code


def test_the_pairing_of_staff_and_points_is_kept(dedi, loket):
    dedi.points.add(loket)
    dedi.points.remove(loket)

    kept = apps.get_model("facility", "PostingEvent").objects.order_by("pgh_id")
    assert [event.pgh_label for event in kept] == ["insert", "delete"]


def test_a_dusun_given_another_name_is_still_known_by_the_old_one(galis):
    village = Village.objects.create(facility=galis, kemendagri_code="35.28.05.2001", name="Galis")
    hamlet = Hamlet.objects.create(village=village, name="Krajan")

    Hamlet.objects.filter(pk=hamlet.pk).update(name="Krajan Timur")

    kept = apps.get_model("facility", "HamletEvent").objects.filter(pgh_obj=hamlet).order_by("pgh_id")
    assert [event.name for event in kept] == ["Krajan", "Krajan Timur"]


def test_nobody_alters_what_the_audit_keeps(dedi):
    with pytest.raises(InternalError, match="Cannot update"):
        apps.get_model("facility", "StaffEvent").objects.update(role="admin")

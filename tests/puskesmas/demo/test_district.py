"""The demo district: five puskesmas, each with everything a walk needs."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from puskesmas.demo.district import PASSWORD, build
from puskesmas.facility.models import Facility, Posyandu, Pustu, Service, ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Coverage, Patient, PatientChange
from puskesmas.patients.services import Identity, register

pytestmark = pytest.mark.usefixtures("district_db")

CODES = ["dharma_rini", "galis", "kemenkes", "sitiung_1", "sungai_kakap"]


def places_of(code):
    return set(ServicePoint.objects.filter(facility__code=code).values_list("place", flat=True))


def test_five_puskesmas_of_two_thousand_people():
    assert sorted(Facility.objects.values_list("code", flat=True)) == CODES
    for facility in Facility.objects.all():
        assert facility.patients.count() == 2000
        assert Coverage.objects.filter(patient__facility=facility).count() == 2000
        assert PatientChange.objects.filter(facility=facility, kind="registered").count() == 2000


def test_building_again_adds_nothing():
    said = []

    build(progress=said.append)

    assert said == []
    assert Patient.objects.count() == 10_000


def test_the_next_patient_gets_the_next_number():
    clerk = Staff.objects.get(user__username="loket.galis")
    typed = Identity.of(Patient.objects.filter(facility=clerk.facility, nik=None, bpjs="").first())

    assert register(typed, by=clerk).record_number == "002001"


def test_every_role_signs_in_everywhere():
    accounts = set(Staff.objects.values_list("user__username", flat=True))

    assert accounts == {f"{r}.{c}" for r in RoleCode.values for c in CODES if r != "dinas"} | {"dinas"}
    for username in ("bidan.dharma_rini", "dinas"):
        assert authenticate(RequestFactory().post("/"), username=username, password=PASSWORD).username == username


def test_only_administrators_reach_the_master_data():
    assert set(Staff.objects.filter(user__is_staff=True).values_list("role", flat=True)) == {"admin"}


@pytest.mark.parametrize("code", CODES)
def test_each_has_what_every_walk_needs(code):
    needed = {"LOKET", "KIA", "ANAK", "KLASTER3", "IGD", "LAB", "GIGI", "FARMASI", "KASIR", "PINTU"}

    assert needed <= places_of(code)


def test_not_every_puskesmas_has_every_room():
    lacking = {place: {code for code in CODES if place not in places_of(code)} for place in Place}

    assert lacking[Place.RANAP] == {"dharma_rini", "sungai_kakap"}
    assert lacking[Place.GIZI] == {"dharma_rini", "sitiung_1"}
    assert lacking[Place.FISIO] == {"dharma_rini", "galis", "sitiung_1", "sungai_kakap"}


def test_the_counter_of_galis_has_three_desks():
    counter = ServicePoint.objects.get(facility__code="galis", place="LOKET")

    assert [desk.label for desk in counter.desks.all()] == ["Loket 1", "Loket 2", "Loket 3"]


def test_a_service_is_given_only_where_there_is_its_room():
    for service in Service.objects.select_related("facility"):
        assert service.place in places_of(service.facility.code)


@pytest.mark.parametrize(("code", "place"), [("dharma_rini", "KIA"), ("galis", "KB")])
def test_kb_by_injection_and_implant_teach_that_a_procedure_follows(code, place):
    kb = {s.code: s for s in Service.objects.filter(facility__code=code, code__startswith="KB-")}

    assert kb["KB-SUNTIK"].teaches == kb["KB-IMPLAN"].teaches == ["kb_procedure"]
    assert kb["KB-PIL"].teaches == []
    assert {service.place for service in kb.values()} == {place}


def test_every_room_has_somebody_who_works_there():
    assert not ServicePoint.objects.filter(staff=None).exists()


def test_sitiung_has_nagari_and_jorong_and_pontianak_its_own_clock():
    nagari = Facility.objects.get(code="sitiung_1").villages.get(name="Siguntur")

    assert str(nagari) == "Nagari Siguntur"
    assert str(nagari.hamlets.first()).startswith("Jorong ")
    assert Facility.objects.get(code="sungai_kakap").timezone == "Asia/Pontianak"


def test_every_village_in_the_area_has_its_posyandu_and_every_pustu_its_villages():
    for facility in Facility.objects.all():
        for village in facility.villages.filter(in_area=True):
            assert Posyandu.objects.filter(village=village).exists()
        assert facility.villages.filter(in_area=False).count() == 1
    assert not Pustu.objects.filter(villages=None).exists()
    assert Staff.objects.filter(role="pustu", pustu=None).count() == 0

"""The door: a number in one press, emergencies without a form, and the scales before anyone has a name."""

from django.urls import reverse

from clusters.models import VitalSigns
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit
from tests import cast


def test_one_press_gives_a_number_and_sends_on_to_the_counter(galis, signed_in):
    nurse = signed_in(galis, "pandu")

    answer = nurse.post(reverse("registration:give"), {"count": 1})
    page = nurse.get(answer["Location"]).content.decode()

    assert cast.place_of(Visit.objects.get()) == "LOKET"
    assert "A-001" in page and "Loket pendaftaran" in page


def test_what_is_seen_at_the_door_goes_first(galis, signed_in):
    signed_in(galis, "pandu").post(reverse("registration:give"), {"count": 1, "seen": ["elderly", "wheelchair"]})

    visit = Visit.objects.get()
    assert visit.number == "P-001"
    assert {Fact.ELDERLY, Fact.WHEELCHAIR} <= visit.facts.keys()


def test_a_party_gets_numbers_one_after_the_other(galis, signed_in):
    signed_in(galis, "pandu").post(reverse("registration:give"), {"count": 3})

    visits = Visit.objects.order_by("number")
    assert [visit.number for visit in visits] == ["A-001", "A-002", "A-003"]
    assert len({visit.party for visit in visits}) == 1 and visits[0].party


def test_a_party_too_large_is_said_beside_the_field(galis, signed_in):
    answer = signed_in(galis, "pandu").post(reverse("registration:give"), {"count": 30})

    assert answer.status_code == 400
    assert "Satu rombongan paling banyak 8 orang" in answer.content.decode()
    assert not Visit.objects.exists()


def test_an_emergency_is_in_igd_after_one_press(galis, signed_in):
    signed_in(galis, "pandu").post(reverse("registration:emergency"))

    assert cast.place_of(Visit.objects.get()) == "IGD"


def test_a_woman_in_labour_is_in_the_delivery_room_after_one_press(galis, signed_in):
    signed_in(galis, "pandu").post(reverse("registration:labour"))

    assert cast.place_of(Visit.objects.get()) == "BERSALIN"


def test_the_scales_come_before_the_name(sitiung, signed_in):
    visit = cast.arrive(sitiung)
    nurse = signed_in(sitiung, "pandu")

    called = nurse.post(reverse("registration:call_to_measure"))
    saved = nurse.post(called["Location"], {"blood_pressure": "128/84", "weight": "61,5", "advance": "1"})

    assert saved.status_code == 302
    assert VitalSigns.objects.get().systolic == 128
    assert (cast.fresh(visit).patient, cast.place_of(visit)) == (None, "LOKET")


def test_a_value_that_cannot_be_is_said_beside_its_field_and_the_rest_stays(sitiung, signed_in):
    visit = cast.arrive(sitiung)
    address = reverse("registration:measure", args=[cast.entry_of(visit).code])

    answer = signed_in(sitiung, "pandu").post(address, {"blood_pressure": "84/128", "weight": "61,5", "advance": "1"})
    page = answer.content.decode()

    assert answer.status_code == 400
    assert "Diastolik harus lebih kecil" in page and "61,5" in page
    assert cast.place_of(visit) == "PANDU"


def test_red_at_the_scales_goes_to_igd(sitiung, signed_in):
    visit = cast.arrive(sitiung)
    address = reverse("registration:measure", args=[cast.entry_of(visit).code])

    signed_in(sitiung, "pandu").post(address, {"blood_pressure": "128/84", "colour": "merah", "advance": "1"})

    assert cast.place_of(visit) == "IGD"


def test_the_door_is_for_those_who_may_open_a_visit(galis, signed_in):
    for role in ("kasir", "admin", "kapus"):
        assert signed_in(galis, role).get(reverse("registration:door")).status_code == 403
        assert signed_in(galis, role).post(reverse("registration:emergency")).status_code == 403
    assert not Visit.objects.exists()


def test_nobody_measures_a_patient_of_another_puskesmas(sitiung, galis, signed_in):
    visit = cast.arrive(sitiung)
    address = reverse("registration:measure", args=[cast.entry_of(visit).code])

    assert signed_in(galis, "pandu").post(address, {"weight": "60"}).status_code == 404


def test_who_has_gone_on_is_not_measured_again(sitiung, signed_in):
    visit = cast.arrive(sitiung)
    address = reverse("registration:measure", args=[cast.entry_of(visit).code])
    cast.go_on(visit, "pandu")

    answer = signed_in(sitiung, "pandu").post(address, {"weight": "60"})

    assert answer["Location"] == reverse("registration:door")
    assert not VitalSigns.objects.exists()

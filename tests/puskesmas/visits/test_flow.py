"""Which step comes next, as arithmetic."""

from dataclasses import replace

import pytest

from puskesmas.visits import sop
from puskesmas.visits.facts import Fact as F
from puskesmas.visits.facts import holding
from puskesmas.visits.flow import Standing, arrived_at, finished, legs_ahead, next_leg
from puskesmas.visits.states import State
from tests.cast import PLACES

SOPS = {key: sop.parse(text, key=key) for key, text in sop.shipped().items()}


def walk(key, *facts, booked=(), learns=None, stage=""):
    """Walk a whole visit and give the places in order; ``learns`` maps a step to facts taught there."""
    line, present = SOPS[key], frozenset(PLACES[key].split())
    known = holding({fact: ["test"] for fact in facts})
    at = Standing(State.ARRIVED, "", "", "", frozenset(), known, tuple(booked), stage)
    places = []
    for _ in range(20):
        taught = (learns or {}).get(at.step, ())
        gone = {F.BILL_OPEN: F.BILL_CLEAR} if at.state == State.CASHIER else {}
        gone |= {F.PRESCRIBED: F.NO_PRESCRIPTION} if at.state == State.PHARMACY else {}
        names = {fact: ["x"] for fact in at.facts if fact not in gone} | {fact: ["x"] for fact in taught}
        at = finished(line, replace(at, facts=holding(names) if at.step else at.facts))
        leg = next_leg(line, at, present)
        if leg.state == State.DISCHARGED:
            return places
        at = arrived_at(line, at, leg)
        places.append(leg.place)
    raise AssertionError(f"never went home: {places}")


def test_a_jkn_adult_at_sungai_kakap_goes_straight_to_the_pharmacy():
    assert walk("sungai_kakap", F.JKN, F.KLASTER_3, learns={"periksa": [F.PRESCRIBED]}) == [
        "LOKET",
        "LOKET",
        "KLASTER3",
        "FARMASI",
    ]


def test_an_umum_adult_at_sungai_kakap_pays_after_the_exam():
    learns = {"daftar": [F.BILL_OPEN], "periksa": [F.PRESCRIBED]}

    assert walk("sungai_kakap", F.UMUM, F.KLASTER_3, learns=learns) == [
        "LOKET",
        "LOKET",
        "KLASTER3",
        "KASIR",
        "FARMASI",
    ]


def test_an_umum_adult_at_sitiung_pays_before_screening_and_is_measured_before_registering():
    learns = {"daftar": [F.BILL_OPEN], "periksa": [F.PRESCRIBED]}

    assert walk("sitiung_1", F.UMUM, F.KLASTER_3, learns=learns) == [
        "PANDU",
        "LOKET",
        "KASIR",
        "SKRINING",
        "KLASTER3",
        "FARMASI",
    ]


def test_a_bill_opened_in_the_room_brings_the_late_cashier_back_at_sitiung():
    learns = {"daftar": [F.BILL_OPEN], "periksa": [F.PRESCRIBED, F.BILL_OPEN]}

    assert walk("sitiung_1", F.UMUM, F.KLASTER_3, learns=learns) == [
        "PANDU",
        "LOKET",
        "KASIR",
        "SKRINING",
        "KLASTER3",
        "KASIR",
        "FARMASI",
    ]


def test_dental_comes_before_the_cluster_in_the_ministrys_flow():
    assert walk("kemenkes", F.JKN, F.KLASTER_3, F.DENTAL) == ["PINTU", "LOKET", "GIGI", "KLASTER3"]


def test_infection_stays_in_one_room():
    assert walk("kemenkes", F.JKN, F.KLASTER_2, F.INFECTIOUS) == ["PINTU", "INFEKSI", "INFEKSI"]


def test_labour_goes_straight_to_the_delivery_room_and_registers_after():
    assert walk("dharma_rini", F.JKN, F.KLASTER_2, F.LABOUR) == ["BERSALIN", "LOKET"]


def test_a_kb_injection_fetches_the_drug_first_and_returns_for_the_procedure():
    learns = {"periksa": [F.PRESCRIBED, F.KB_PROCEDURE]}

    assert walk("dharma_rini", F.JKN, F.KLASTER_2, booked=["KIA"], learns=learns) == ["LOKET", "KIA", "FARMASI", "KIA"]


def test_a_kb_pill_ends_at_the_pharmacy():
    learns = {"periksa": [F.PRESCRIBED]}

    assert walk("dharma_rini", F.JKN, F.KLASTER_2, booked=["KIA"], learns=learns) == ["LOKET", "KIA", "FARMASI"]


def test_galis_sorts_in_the_cluster_and_sends_an_emergency_from_there():
    learns = {"triase": [F.EMERGENCY]}

    assert walk("galis", F.JKN, F.KLASTER_2, learns=learns) == ["PINTU", "LOKET", "ANAK", "IGD"]


def test_two_booked_rooms_are_two_stops():
    assert walk("sungai_kakap", F.JKN, F.KLASTER_2, booked=["KIA", "GIGI"]) == ["LOKET", "LOKET", "KIA", "GIGI"]


@pytest.mark.parametrize("key", sorted(SOPS))
def test_an_emergency_at_the_door_is_registered_after_the_care(key):
    places = walk(key, F.EMERGENCY, F.JKN, F.KLASTER_3)

    assert places.index("IGD") < places.index("LOKET")
    assert "KLASTER3" not in places


def test_an_emergency_that_took_the_patient_out_of_the_counter_brings_them_back_there():
    line = SOPS["sungai_kakap"]
    at = Standing(State.EMERGENCY, "", "IGD", "daftar", frozenset(), holding({}))

    leg = next_leg(line, finished(line, at), frozenset(PLACES["sungai_kakap"].split()))

    assert leg.step.key == "daftar"


def test_a_referral_decided_late_is_still_written_before_home():
    learns = {"farmasi": [F.TO_BE_REFERRED], "periksa": [F.PRESCRIBED]}

    assert walk("sungai_kakap", F.JKN, F.KLASTER_3, learns=learns)[-2:] == ["FARMASI", "FARMASI"]


def test_the_rest_of_the_line_can_be_drawn_before_it_is_walked():
    line = SOPS["sungai_kakap"]
    at = Standing(
        State.REGISTRATION,
        "daftar",
        "LOKET",
        "daftar",
        frozenset(),
        holding({F.UMUM: ["x"], F.KLASTER_3: ["x"], F.BILL_OPEN: ["x"], F.PRESCRIBED: ["x"]}),
    )

    legs = legs_ahead(line, finished(line, at), frozenset(PLACES["sungai_kakap"].split()))

    assert [leg.step.key for leg in legs] == ["triase", "periksa", "kasir", "farmasi", "pulang"]

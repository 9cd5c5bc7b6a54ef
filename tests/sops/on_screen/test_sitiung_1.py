"""UPT Puskesmas Sitiung I 001/SOP/UKP/PKM-SIT/2024, a to o, in Chromium, by keyboard; each test names its clauses."""

from datetime import date

import pytest

from referrals.models import FollowUp
from tests import cast
from tests.sops.on_screen.walk import Walk

SOP = "sitiung_1"


@pytest.fixture
def walk(house):
    return Walk(house)


def test_an_umum_adult_is_measured_registers_pays_is_screened_examined_and_followed_up_at_home(walk, next_week):
    """a, c, d, e, f, g, h, i, j, m, n, o; notes 7.1 to 7.3; units 8.1, 8.3, 8.5; daftar tilik 1, 3 to 9, 13 to 15."""
    walk.comes().is_measured()
    assert (walk.place, walk.visit.patient) == ("LOKET", None)
    walk.registers("adult", "umum", to="Klaster 3", complaint="Tengkuk berat", living={"village": "Nagari Siguntur"})
    assert walk.place == "KASIR"
    walk.pays(short="500")
    desk = walk.enters("skrining", "SKRINING")
    desk.screen("Tekanan darah", note="Ayah stroke, mohon dilihat tensinya")
    desk.goes_on("Klaster 3")
    room = walk.enters("dokter", "KLASTER3")
    room.at.says("124/78")
    room.reads_note("Ayah stroke")
    room.diagnose("I10")
    room.write(subjective="Tengkuk berat", objective="TD naik", plan="Amlodipin")
    room.prescribe("AMLODIPIN-5", quantity="30")
    room.follow_up("Ukur tekanan darah di rumah", next_week)
    room.goes_on("Farmasi")
    walk.fetches_medicine("")
    if walk.place == "KASIR":  # medicine with a tariff opens the bill once more
        walk.pays()

    assert walk.ended == "home"
    assert FollowUp.objects.get(patient=walk.visit.patient).pustu.name == "Pustu Siguntur"
    answers = walk.checklist()
    assert (answers["1"], answers["2"], answers["4"], answers["8"], answers["14"]) == (
        "Ya", "Tidak berlaku", "Ya", "Ya", "Ya")  # fmt: skip


def test_a_jkn_mother_shows_her_card_is_referred_to_klaster_4_and_comes_back_for_consultation(walk, house):
    """a, c, d, e, g, h, i, j, k, m; note 7.2; units 8.2, 8.4; document kartu BPJS."""
    mother = cast.a_patient(house.facility, "Wati Ningsih", born=date(1993, 4, 4), payer="jkn")
    walk.comes("pregnant").is_measured().is_found(mother, "jkn", to="KIA", services=["ANC"], shown=True)
    assert walk.place == "SKRINING"
    desk = walk.enters("skrining", "SKRINING")
    desk.screen("Anemia")
    desk.goes_on("KIA")
    room = walk.enters("dokter", "KIA")
    room.diagnose("Z34")
    room.write(subjective="Batuk dua minggu", objective="Ronki", plan="Rujuk ke klaster 4")
    room.refer("KLASTER4", "Suspek TB, mohon TCM")
    assert walk.place == "KLASTER4"
    walk.enters("dokter", "KLASTER4").answer("Dahak diambil, hasil menyusul ke KIA")

    room = walk.enters("dokter", "KIA")
    room.at.says("Dahak diambil")
    room.give("ANC")
    room.goes_on("pulang")

    assert walk.ended == "home"
    assert {"coverage_checked", "card_shown", "returned"} <= walk.kinds()


def test_specialist_care_is_a_letter_to_a_higher_facility(walk):
    """a, c, d, e, f, g, h, i, l."""
    walk.comes("elderly").is_measured().registers("adult", "jkn", to="Klaster 3", complaint="Buram")
    desk = walk.enters("skrining", "SKRINING")
    desk.screen("Gula darah")
    desk.goes_on("Klaster 3")
    room = walk.enters("dokter", "KLASTER3")
    room.diagnose("H25")
    room.write(subjective="Buram", objective="Lensa keruh", plan="Rujuk mata")
    room.refer_out("RSUD Sungai Dareh", "Katarak", diagnosis="H25 Katarak")
    room.leaves_with_the_letter()

    assert walk.ended == "fkrtl"


def test_an_emergency_goes_straight_to_ugd(walk):
    """b: langsung ke lintas klaster (UGD)."""
    walk.comes_at_once("f")

    walk.enters("dokter", "IGD")

    assert (walk.place, walk.visit.state) == ("IGD", "emergency")

"""The ministry's general flow, points 1 to 10, in Chromium, by keyboard alone; each test names the points it covers."""

import pytest

from tests.sops.on_screen.walk import Walk

SOP = "kemenkes"


@pytest.fixture
def walk(house):
    return Walk(house)


def test_a_jkn_adult_goes_to_the_laboratory_and_comes_back_for_what_was_not_given(walk, next_week):
    """1, 3, 4, 6, 9, 11."""
    walk.comes("wheelchair").registers("adult", "jkn", to="Klaster 3", complaint="Lemas")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("D50")
    room.order("HB")
    walk.lab_takes()
    room = walk.room("dokter", "KLASTER3")
    room.take_early(walk.number)
    room.at.shows(".decide .why", "asil laboratorium belum diisi")
    room.is_refused_home("hasil laboratorium belum diisi")
    walk.lab_answers(HB="10,8")
    room = walk.room("dokter", "KLASTER3")
    room.open(walk.number)
    room.reads_result("10,8")
    room.appoint("Skrining penyakit tidak menular", next_week)
    room.prescribe("TTD", quantity="30")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"
    assert {"appointment_made", "lab_result", "exam_recorded"} <= walk.kinds()


def test_an_umum_adult_with_a_toothache_sees_the_dentist_first_then_the_cluster_and_pays(walk):
    """1, 3, 4; borrowed: sungai_kakap 5.4."""
    walk.comes().registers("adult", "umum", to="gigi", complaint="Sakit gigi", marks=["dental"])
    dentist = walk.enters("gigi", "GIGI")
    dentist.write(subjective="Sakit gigi", objective="Karies 36", plan="Tambal")
    dentist.goes_on("Klaster 3")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("Z00")
    room.is_refused_home("Menurut SOP masih ada langkah 5.4")
    room.goes_on("Kasir")
    walk.pays(short="500")

    assert walk.ended == "home"


def test_physiotherapy_is_a_detour_and_the_patient_comes_back_and_is_referred_and_answered(walk):
    """1, 3, 7, 8, 10."""
    walk.comes("needs_help").registers("adult", "jkn", to="Klaster 3", complaint="Nyeri bahu")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("M75")
    room.refer("FISIO", "Nyeri bahu, mohon latihan")
    walk.enters("fisio", "FISIO").answer("Latihan diberikan, belum membaik")
    room = walk.enters("dokter", "KLASTER3")
    room.refer_out("RSUP Teladan", "Nyeri menetap", diagnosis="M75 Lesi bahu")
    room.leaves_with_the_letter()
    assert walk.ended == "fkrtl"

    letters = walk.letters("dokter")
    letters.open("RSUP Teladan")
    letters.answer(diagnosis="M75.0", advice="Latihan di puskesmas tiap minggu")

    assert "referral_answered" in walk.kinds()


def test_an_emergency_is_handled_at_once(walk):
    """2."""
    walk.comes_at_once("f")

    walk.enters("dokter", "IGD")

    assert (walk.place, walk.visit.state) == ("IGD", "emergency")

"""The ministry's general flow, points 1 to 10, in Chromium, by keyboard alone; each test names the points it covers."""

from datetime import date

import pytest

from tests.sops.on_screen.screens import Counter
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


def test_an_infected_adult_is_visited_by_counter_and_pharmacy_in_one_room(walk):
    """3, 5: ruang infeksi, One Stop Services; 9."""
    walk.comes("infectious")
    assert (walk.place, walk.step) == ("INFEKSI", "daftar")
    counter = Counter(walk.house.at("loket"))
    counter.at.says("Didatangi di ruang infeksi")
    walk.registers("adult", "jkn", to="infeksi", complaint="Batuk darah")
    room = walk.enters("dokter", "INFEKSI")
    room.examine("A15")
    room.prescribe("PARASETAMOL")
    room.goes_on("Farmasi")
    assert (walk.place, walk.visit.state) == ("INFEKSI", "pharmacy")
    walk.fetches_medicine()

    assert walk.ended == "home"


def test_a_patient_of_the_cluster_sees_the_dentist_afterwards(walk):
    """4: sebaliknya, pasien klaster melanjutkan pemeriksaan gigi."""
    walk.comes().registers("adult", "jkn", to="Klaster 3", complaint="Pegal")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("M79.1")
    room.refer("GIGI", "Karang gigi, mohon dibersihkan")
    walk.enters("gigi", "GIGI").answer("Karang gigi dibersihkan")
    room = walk.enters("dokter", "KLASTER3")
    room.at.says("Karang gigi dibersihkan")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_what_was_asked_for_and_not_given_is_promised_on_leaving(walk, next_week):
    """4: pelayanan yang belum diberikan dijadwalkan pada waktu dan tempat yang disepakati."""
    walk.comes().registers("adult", "jkn", to="Klaster 3", complaint="Lemas", services=["SKRINING-PTM"])
    room = walk.enters("dokter", "KLASTER3")
    room.examine("R53")
    room.leave(promised={"n-0-on": next_week})

    assert walk.ended == "home"
    assert {"service_not_given", "appointment_made"} <= walk.kinds()
    promise = walk.visit.appointments.get()
    assert (promise.service.code, promise.on) == ("SKRINING-PTM", next_week)


def test_a_bed_by_recommendation_and_home_from_the_ward(walk):
    """7: rawat inap sesuai rekomendasi pemeriksaan."""
    walk.comes().registers("adult", "jkn", to="Klaster 3", complaint="Muntah")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("A09")
    room.move("Rawat inap", "Perlu observasi")
    ward = walk.enters("dokter", "RANAP")
    ward.goes_on("pulang")

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


def test_social_and_legal_letters_go_home_with_the_patient(walk):
    """8: rujukan sosial dan hukum, di samping cara keluar."""
    walk.comes().registers("mother", "jkn", to="Klaster 3", complaint="Dipukul suami")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("T07")
    room.refer_out("Dinas Sosial Kab. Teladan", "Perlu rumah aman", kind="social")
    room.refer_out("Unit PPA Polres Teladan", "Visum, diduga kekerasan", kind="legal")
    room.goes_on("pulang")

    assert walk.ended == "home"
    kinds = walk.visit.referrals.values_list("kind", "status")
    assert set(kinds) == {("social", "sent"), ("legal", "sent")}


def test_an_emergency_is_handled_at_once(walk):
    """2."""
    walk.comes_at_once("f")

    room = walk.enters("dokter", "IGD")
    assert (walk.place, walk.visit.state) == ("IGD", "emergency")
    room.name_as("Darwis Gawat", "L", date(1984, 4, 4))
    room.examine("J45")
    room.leave(why="Membaik, pendaftaran dilengkapi di IGD")

    assert walk.ended == "home"

"""Puskesmas Sungai Kakap 451/Sop/Admin/Pusk-Kakap/2024 in Chromium, by keyboard alone; each test names its clauses."""

import pytest

from tests.sops.on_screen.walk import Walk

SOP = "sungai_kakap"


@pytest.fixture
def walk(house):
    return Walk(house)


def test_an_umum_adult_waits_for_a_result_pays_and_fetches_medicine(walk):
    """5.1, 5.2, 5.3, 5.4, 5.5, 5.6; units 7.1, 7.3, 7.6, 7.7; documents 8.1, 8.2."""
    walk.comes_to_the_counter().registers("adult", "umum", to="Klaster 3", called=False, complaint="Sering haus")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("E11.9")
    room.order("GDS")
    walk.lab_takes()
    room = walk.room("dokter", "KLASTER3")
    room.take_early(walk.number)
    room.at.shows(".decide .no", "hasil laboratorium belum diisi")
    walk.lab_answers(GDS="214")

    room = walk.room("dokter", "KLASTER3")
    room.open(walk.number)
    room.reads_result("214")
    room.prescribe("METFORMIN", quantity="20")
    room.is_refused_home("Menurut SOP masih ada langkah 5.4")
    room.goes_on("Kasir")
    walk.pays(short="500")
    assert walk.place == "FARMASI"
    walk.fetches_medicine("")
    if walk.place == "KASIR":  # medicine with a tariff opens the bill once more
        walk.pays()

    assert walk.ended == "home"
    assert {"paid", "label_explained", "handed_over", "service_rendered"} <= walk.kinds()


def test_a_jkn_adult_is_referred_internally_by_the_doctor_and_goes_straight_to_the_pharmacy(walk):
    """5.1, 5.3, 5.4, 5.5, 5.6; unit 7.5."""
    walk.comes_to_the_counter().registers("adult", "jkn", to="Klaster 3", called=False, complaint="Gusi bengkak")
    nurse = walk.enters("perawat", "KLASTER3")
    nurse.at.shows(".decide .no", "menurut SOP dibuat oleh dokter")
    room = walk.room("dokter", "KLASTER3")
    room.open(walk.number)
    room.examine("K05.2")
    room.refer("GIGI", "Gusi bengkak, mohon tindakan")
    walk.enters("gigi", "GIGI").answer("Dibersihkan, antibiotik")

    room = walk.enters("dokter", "KLASTER3")
    room.at.says("Dibersihkan, antibiotik")
    room.prescribe("AMOKSISILIN", quantity="9")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"


def test_a_jkn_child_goes_to_its_cluster_by_age(walk):
    """5.2: menuju klaster sesuai siklus hidupnya (usianya)."""
    walk.comes_to_the_counter().registers("child", "jkn", to="Anak", called=False, complaint="Batuk")
    room = walk.enters("dokter", "ANAK")
    room.examine("J00", weight="13,9", height="94", temperature="37,2")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_the_doctor_refers_an_umum_adult_to_a_higher_facility(walk):
    """5.3: merujuk ke fasilitas kesehatan yang lebih tinggi."""
    walk.comes_to_the_counter().registers("adult", "umum", to="Klaster 3", called=False, complaint="Sesak")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("I50")
    room.refer_out("RSUD dr. Soedarso", "Gagal jantung", diagnosis="I50 Gagal jantung")
    room.goes_on("siapkan berangkat")
    room.goes_on("Kasir")
    walk.pays()

    assert walk.ended == "fkrtl"


def test_an_emergency_is_sent_to_igd(walk):
    """5.2: jika pasien gawat darurat diarahkan ke IGD; unit 7.2."""
    walk.comes_at_once("f")
    assert walk.place == "IGD"

    walk.enters("dokter", "IGD")

"""Puskesmas Dharma Rini, klaster 2, in Chromium, by keyboard alone; each test names the clauses it covers."""

import pytest

from tests.sops.on_screen.walk import Walk

SOP = "dharma_rini"


@pytest.fixture
def walk(house):
    return Walk(house)


def test_a_jkn_mother_takes_her_number_waits_is_called_examined_and_fetches_medicine(walk):
    """5.1, 5.2, 5.3, 5.4, 5.5, 5.8; units 8.1, 8.3, 8.5."""
    walk.comes("pregnant").registers("mother", "jkn", to="KIA", complaint="Periksa hamil", services=["ANC"])
    room = walk.enters("bidan", "KIA")
    room.examine("Z34")
    room.give("ANC")
    room.order("HB")
    walk.lab_takes()
    room = walk.room("bidan", "KIA")
    room.take_early(walk.number)
    room.is_refused_home("hasil laboratorium belum diisi")
    walk.lab_answers(HB="11,2")
    room = walk.room("bidan", "KIA")
    room.open(walk.number)
    room.reads_result("11,2")
    room.prescribe("TTD", quantity="30")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"
    assert "record_fetched" in walk.kinds()  # written as the room takes the patient and compares who it is


def test_an_umum_mother_pays_fetches_her_kb_injection_and_returns_for_it(walk):
    """5.1, 5.3, 5.9; note 7.2."""
    walk.comes().registers("mother", "umum", to="KIA", complaint="KB suntik", services=["KB-SUNTIK"])
    room = walk.enters("bidan", "KIA")
    room.examine("Z30")
    room.prescribe("DMPA", quantity="1", dose="1 vial", frequency="1x1", days="1")
    room.goes_on("Kasir")
    walk.pays(short="500")
    walk.fetches_medicine("kembali ke tindakan KB")
    assert (walk.place, walk.step) == ("KIA", "tindakan")

    room = walk.enters("bidan", "KIA")
    room.give("KB-SUNTIK")
    room.goes_on("Kasir")  # the injection itself has its tariff
    walk.pays()

    assert walk.ended == "home"


def test_a_jkn_child_is_examined_in_the_childrens_unit_and_goes_home_with_medicine(walk):
    """5.6, 5.7."""
    walk.comes().registers("child", "jkn", to="Anak", complaint="Panas", services=["MTBS"])
    room = walk.enters("dokter", "ANAK")
    room.examine("J00", weight="13,9", height="94", temperature="38,2")
    room.give("MTBS")
    room.order("HB")
    walk.lab_takes()
    walk.lab_answers(HB="10,9")
    assert walk.place == "ANAK"
    room = walk.enters("dokter", "ANAK")
    room.reads_result("10,9")
    room.prescribe("PARASETAMOL-SIRUP", quantity="1", dose="1 sendok takar")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"


@pytest.mark.parametrize(("service", "drug"), [("KB-PIL", "PIL-KB"), ("KB-PIL", "KONDOM")])
def test_kb_pill_and_condom_end_at_the_pharmacy(walk, service, drug):
    """5.9: KB pil, kondom: dilayani di Unit KIA, diberi resep ke apotek lalu pulang."""
    walk.comes().registers("mother", "jkn", to="KIA", complaint="KB", services=[service])
    room = walk.enters("bidan", "KIA")
    room.examine("Z30")
    room.give(service)
    room.prescribe(drug, quantity="1")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"


def test_a_kb_implant_is_fetched_and_fitted(walk):
    """5.9: KB implan: mengambil obat dan kembali untuk tindakan."""
    walk.comes().registers("mother", "jkn", to="KIA", complaint="KB implan", services=["KB-IMPLAN"])
    room = walk.enters("bidan", "KIA")
    room.examine("Z30")
    room.prescribe("IMPLAN", quantity="1", dose="1 set", frequency="1x1", days="1")
    room.goes_on("Farmasi")
    walk.fetches_medicine("kembali ke tindakan KB")
    assert (walk.place, walk.step) == ("KIA", "tindakan")

    room = walk.enters("bidan", "KIA")
    room.give("KB-IMPLAN")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_an_iud_is_fitted_and_she_goes_home(walk):
    """5.9: khusus KB IUD dilakukan pemasangan, lalu pulang."""
    walk.comes().registers("mother", "jkn", to="KIA", complaint="KB IUD", services=["KB-IUD"])
    room = walk.enters("bidan", "KIA")
    room.examine("Z30")
    room.give("KB-IUD")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_an_elderly_patient_is_called_before_one_who_came_first(walk, house):
    """Note 7.1: sesuai nomor antrean kecuali pasien prioritas; 5.1, 5.2."""
    first = Walk(house).comes()
    walk.comes("elderly")

    walk.registers("adult", "jkn", to="Klaster 3", complaint="Pegal")
    first.registers("adult", "jkn", to="Klaster 3", complaint="Batuk")

    assert (walk.place, first.place) == ("KLASTER3", "KLASTER3")


def test_a_child_is_immunized_at_kia(walk):
    """5.10."""
    walk.comes().registers("child", "jkn", to="KIA", complaint="Imunisasi", services=["IMUNISASI"])
    room = walk.enters("bidan", "KIA")
    room.examine("Z27", weight="13,9", height="94", temperature="36,8")
    room.give("IMUNISASI")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_an_umum_adult_pays_the_tariff_of_the_regional_rule(walk):
    """7.2; borrowed: kemenkes 3 (klaster 3)."""
    walk.comes().registers("adult", "umum", to="Klaster 3", complaint="Batuk")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("J00")
    room.is_refused_home("Menurut SOP masih ada langkah 7.2: Pasien umum membayar tarif Perda 12/2023")
    room.goes_on("Kasir")
    walk.pays()

    assert walk.ended == "home"


def test_an_adult_with_jkn_walks_home(walk):
    """Borrowed: kemenkes 3 (klaster 3)."""
    walk.comes("elderly").registers("adult", "jkn", to="Klaster 3", complaint="Pegal")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("M79.1")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_labour_goes_straight_to_the_delivery_room(walk):
    """5.11: pasien yang bersalin langsung ke ruang persalinan."""
    walk.comes_at_once("l")

    walk.enters("bidan", "BERSALIN")

    assert (walk.place, walk.visit.state) == ("BERSALIN", "delivery")

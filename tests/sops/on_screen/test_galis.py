"""UPT Puskesmas Galis 002/ILP/SOP/2024 in Chromium, by keyboard alone; each test names the clauses it covers."""

from datetime import date

import pytest

from tests.sops.on_screen.walk import Walk

SOP = "galis"


@pytest.fixture
def walk(house):
    return Walk(house)


def test_a_pregnant_mother_with_jkn_goes_to_the_lab_and_back_and_home_with_medicine(walk):
    """6.1, 6.2, 6.3, 6.6, 6.8; document 10.1; units Pendaftaran and Laboratorium."""
    walk.comes("pregnant").registers("mother", "jkn", to="KIA", complaint="Periksa hamil", services=["ANC"])
    room = walk.enters("bidan", "KIA")
    room.sort()
    room.examine("Z34")
    room.give("ANC")
    room.order("HB", question="Pucat")
    walk.lab_takes()
    walk.room("bidan", "KIA").is_kept_from(walk.number, "Hasil belum keluar")
    walk.lab_answers(HB="11,8")

    room = walk.enters("bidan", "KIA")
    room.reads_result("11,8")
    room.prescribe("TTD", quantity="30")
    room.goes_on("Farmasi")
    walk.fetches_medicine()

    assert walk.ended == "home"
    assert {"identity_confirmed", "triaged", "exam_recorded", "diagnosed", "handed_over"} <= walk.kinds()


def test_an_umum_child_is_referred_to_the_dentist_and_comes_back_and_pays(walk):
    """6.1, 6.2, 6.3, 6.6; unit Poli gigi; borrowed: sungai_kakap 5.4."""
    walk.comes().registers("child", "umum", to="Anak", complaint="Demam, gigi sakit")
    room = walk.enters("dokter", "ANAK")
    room.sort()
    room.examine("J00", weight="13,9", height="94", temperature="37,2")
    room.refer("GIGI", "Gigi berlubang, mohon diperiksa")
    assert walk.place == "GIGI"

    room = walk.enters("gigi", "GIGI")
    room.answer("Karies, ditambal sementara")
    room = walk.enters("dokter", "ANAK")
    room.at.says("Karies, ditambal sementara")
    room.is_refused_home("Menurut SOP masih ada langkah 5.4")
    room.goes_on("Kasir")
    walk.pays()

    assert walk.ended == "home"


def test_a_child_is_referred_to_the_nutritionist_and_comes_back(walk):
    """6.6; unit Poli Gizi."""
    walk.comes().registers("child", "jkn", to="Anak", complaint="Berat tidak naik")
    room = walk.enters("dokter", "ANAK")
    room.sort()
    room.examine("E46", weight="9,8", height="90", temperature="36,8")
    room.refer("GIZI", "Berat tidak naik, mohon konseling")
    walk.enters("gizi", "GIZI").answer("Konseling makan, kontrol dua pekan")
    room = walk.enters("dokter", "ANAK")
    room.at.says("Konseling makan")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_a_child_who_needs_a_bed_is_admitted_and_goes_home_from_the_ward(walk):
    """6.6: rawat inap (bila ada)."""
    walk.comes().registers("child", "jkn", to="Anak", complaint="Mencret")
    room = walk.enters("dokter", "ANAK")
    room.sort("kuning")
    room.examine("A09", weight="12,4", height="94", temperature="38,1")
    room.move("Rawat inap", "Diare dengan dehidrasi")
    assert (walk.place, walk.visit.state) == ("RANAP", "inpatient")
    ward = walk.enters("ranap", "RANAP")
    ward.lay("1", "Rehidrasi")
    ward = walk.room("dokter", "RANAP")
    ward.open(walk.number)
    ward.goes_on("pulang")

    assert walk.ended == "home"


def test_an_umum_adult_pays_on_the_way_home(walk):
    """Borrowed: kemenkes 1, 3 (door, counter, klaster 3) and sungai_kakap 5.4 (cashier)."""
    walk.comes().registers("adult", "umum", to="Klaster 3", complaint="Batuk")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("J00")
    room.is_refused_home("Menurut SOP masih ada langkah 5.4: Pasien umum membayar ke kasir")
    room.goes_on("Kasir")
    walk.pays(short="1000")

    assert walk.ended == "home"


def test_an_adult_with_jkn_goes_home_without_a_cashier(walk):
    """Borrowed: kemenkes 1, 3."""
    walk.comes("elderly").registers("adult", "jkn", to="Klaster 3", complaint="Pegal")
    room = walk.enters("dokter", "KLASTER3")
    room.examine("M79.1")
    room.goes_on("pulang")

    assert walk.ended == "home"


def test_an_emergency_found_on_sorting_is_handled_in_the_emergency_room_and_goes_home(walk):
    """6.3, 6.4: kasus gawat darurat ditangani di ruang gawat darurat."""
    walk.comes().registers("child", "jkn", to="Anak", complaint="Sesak")
    room = walk.enters("dokter", "ANAK")
    room.sort("merah")
    assert walk.place == "IGD"

    room = walk.enters("dokter", "IGD")
    assert walk.visit.state == "emergency"
    room.survive("Diantar", airway="bebas", breathing="40x, mengi", actions="Oksigen, nebulisasi salbutamol")
    room.write(subjective="Sesak sejak subuh", objective="Mengi berkurang", plan="Kontrol besok")
    room.goes_on("pulang")

    assert walk.ended == "home"
    assert walk.visit.emergencies.get().actions == "Oksigen, nebulisasi salbutamol"


def test_a_mother_in_labour_gives_birth_in_the_delivery_room_and_both_go_home(walk):
    """6.5: kasus ibu bersalin ditangani di ruang bersalin; 6.8."""
    walk.comes_at_once("l")
    assert walk.place == "BERSALIN"
    room = walk.enters("bidan", "BERSALIN")
    assert walk.visit.state == "delivery"
    room.name_as("Rukmini Bersalin", "P", date(1997, 3, 9))
    child = Walk(walk.house, room.deliver("Perempuan", weight="3100", length="49", apgar=("8", "9")))
    assert (child.place, child.visit.patient.name) == ("BERSALIN", "By. Ny. Rukmini Bersalin")

    room.leave(why="Keluarga melengkapi pendaftaran di loket")
    room = child.room("bidan", "BERSALIN")
    room.open(child.number)
    room.goes_on("pulang")

    assert (walk.ended, child.ended) == ("home", "home")


def test_labour_that_cannot_be_handled_leaves_for_a_more_able_fktp(walk):
    """6.5: tidak bisa ditangani, rujukan ke puskesmas/FKTP lain yang lebih kompeten."""
    walk.comes_at_once("l")
    room = walk.enters("bidan", "BERSALIN")
    room.name_as("Juwairiyah Rujukan", "P", date(1995, 2, 11))
    room.refer_out("Puskesmas PONED Larangan", "Partus lama", kind="fktp", diagnosis="O63 Partus lama")
    room.leave("other_fktp", "Berangkat segera")

    assert walk.ended == "other_fktp"


def test_a_mother_who_needs_a_specialist_leaves_with_a_letter(walk):
    """6.7: rujukan FKRTL."""
    walk.comes("pregnant").registers("mother", "jkn", to="KIA", complaint="Bengkak, pusing")
    room = walk.enters("dokter", "KIA")
    room.sort("kuning")
    room.examine("O14", blood_pressure="160/110", weight="70", height="155")
    room.refer_out("RSUD dr. H. Slamet Martodirdjo", "Preeklamsia", diagnosis="O14 Preeklamsia")
    room.leaves_with_the_letter()

    assert walk.ended == "fkrtl"

"""The walk as it is drawn."""

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.moves import options
from puskesmas.visits.timeline import sentences, walk_of
from tests import cast
from tests.cast import at_counter, called_in, entry_of, fresh, go_on, staff


def marks(walk):
    return [(stop.label, str(stop.mark)) for stop in walk.stops]


def test_a_jkn_walk_shows_the_cashier_passed_over_with_its_reason(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")

    assert marks(walk_of(fresh(visit))) == [
        ("Karcis", "done"),
        ("Loket pendaftaran", "done"),
        ("Klaster 3", "here"),
        ("Kasir", "passed"),
        ("Farmasi", "passed"),
        ("Pulang", "next"),
    ]
    assert walk_of(fresh(visit)).stops[3].note == "tidak singgah, JKN"


def test_a_patient_at_the_lab_is_a_loop_on_the_room_that_sent(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    doctor = staff(sungai_kakap, "dokter")
    movement.detour(called_in(visit, by=doctor), ["LAB"], by=doctor)

    walk = walk_of(fresh(visit))
    assert walk.away
    assert [(loop.label, str(loop.mark)) for loop in walk.stops[2].loops] == [("Laboratorium", "here")]

    go_on(visit, "lab")
    walk = walk_of(fresh(visit))
    assert not walk.away
    (loop,) = walk.stops[2].loops
    assert loop.back.startswith("kembali ") and "kembali" not in loop.sub and loop.sub
    assert [str(loop.mark) for loop in walk.stops[2].loops] == ["done"]


def test_the_next_button_and_the_refused_ones_say_why(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")

    offered = options(fresh(visit), entry_of(visit))

    assert (offered.next.label, offered.next.clause) == ("Pulang", "5.6")
    refused = {move.label: [reason.message for reason in move.reasons] for move in offered.moves if not move.allowed}
    assert refused["Kasir"] == ["pasien JKN, tidak ada tagihan"]
    assert refused["Rawat inap"] == ["tidak ada di puskesmas ini"]
    assert "Laboratorium" in {move.label for move in offered.moves if move.allowed and move.move == "detour"}


def test_the_sentences_of_a_visit_read_in_order(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")

    labels = [said.label for said in sentences(fresh(visit))]

    assert labels == ["Datang", "Pindah", "Identitas dipastikan", "Mulai dilayani", "Pindah"]


def at_the_doctors(facility, patient):
    visit = at_counter(facility, patient)
    go_on(visit, "loket")
    go_on(visit, "loket")
    return visit


def test_who_owes_no_return_is_led_on_along_the_sop_and_not_to_the_sender(sungai_kakap):
    visit = at_the_doctors(sungai_kakap, cast.pak_budi(sungai_kakap))
    doctor = staff(sungai_kakap, "dokter")
    movement.detour(called_in(visit, by=doctor), ["GIGI", "GIZI"], by=doctor, must_return=False)

    assert options(fresh(visit), entry_of(visit)).next.label == "Gizi"
    go_on(visit, "gigi")
    assert options(fresh(visit), entry_of(visit)).next.label == "Pulang"

    go_on(visit, "gizi")
    assert fresh(visit).state == "discharged"


def test_a_detour_within_a_detour_that_owes_no_return_leads_to_who_sent_first(sungai_kakap):
    visit = at_the_doctors(sungai_kakap, cast.pak_budi(sungai_kakap))
    doctor, dentist = staff(sungai_kakap, "dokter"), staff(sungai_kakap, "gigi")
    movement.detour(called_in(visit, by=doctor), ["GIGI"], by=doctor)
    movement.detour(called_in(visit, by=dentist), ["GIZI"], by=doctor, must_return=False)

    assert options(fresh(visit), entry_of(visit)).next.label == "Klaster 3"

    go_on(visit, "gizi")
    assert entry_of(visit).place == "KLASTER3"


def test_the_cashier_is_drawn_once_while_the_bill_is_open_there(sungai_kakap):
    visit = at_the_doctors(sungai_kakap, cast.pak_joko(sungai_kakap))
    clerk = staff(sungai_kakap, "dokter")
    movement.learn(visit, Fact.BILL_OPEN, source="bill:x", by=clerk)
    movement.learn(visit, Fact.PRESCRIBED, source="rx:x", by=clerk)
    go_on(visit, "dokter")
    assert entry_of(visit).place == "KASIR"

    labels = [stop.label for stop in walk_of(fresh(visit)).stops]

    assert labels == ["Karcis", "Loket pendaftaran", "Klaster 3", "Kasir", "Farmasi", "Pulang"]

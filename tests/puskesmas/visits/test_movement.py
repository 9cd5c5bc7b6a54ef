"""The verbs move a patient as the SOP says, and say why when they do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puskesmas.visits import movement, queueing
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.states import State
from tests import cast
from tests.cast import arrive, at_counter, called_in, entry_of, fresh, go_on, place_of, staff


def test_pak_budi_with_jkn_walks_home_past_the_cashier(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))

    go_on(visit, "loket")
    go_on(visit, "loket")
    assert place_of(visit) == "KLASTER3"
    go_on(visit, "dokter")

    assert fresh(visit).state == State.DISCHARGED
    assert fresh(visit).disposition == "home"


def test_the_counter_cannot_let_go_before_it_knows_who_pays(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.a_patient(sungai_kakap, "Nina", born=cast.date(1990, 1, 1), payer=""))

    with pytest.raises(MoveRefused, match="Tentukan dahulu: JKN atau umum"):
        go_on(visit, "loket")
    movement.tell(visit, Fact.UMUM, by=staff(sungai_kakap, "loket"))
    go_on(visit, "loket")

    assert fresh(visit).state == State.TRIAGE


def test_an_unknown_patient_cannot_be_examined(sungai_kakap):
    visit = at_counter(sungai_kakap, None)
    clerk = staff(sungai_kakap, "loket")
    movement.tell(visit, Fact.UMUM, by=clerk)
    movement.tell(visit, Fact.KLASTER_3, by=clerk)
    go_on(visit, "loket")

    with pytest.raises(MoveRefused, match="Identitas pasien belum dipastikan") as refused:
        go_on(visit, "loket")

    assert refused.value.code == "guard_refused"
    assert fresh(visit).state == State.TRIAGE


def test_the_second_click_reads_who_moved_the_patient_and_when(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    clerk = staff(sungai_kakap, "loket")
    entry = called_in(visit, by=clerk)
    movement.advance(entry, by=clerk)

    with pytest.raises(MoveRefused, match=r"A?P?-001 sudah dipindahkan oleh Dedi Kurniawan pukul 08\.\d\d") as late:
        movement.advance(entry, by=clerk)

    assert late.value.code == "stale_entry"


def test_another_lawful_step_needs_a_reason(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")

    with pytest.raises(MoveRefused, match="Tulis alasannya"):
        go_on(visit, "loket", to="GIGI")
    go_on(visit, "loket", to="GIGI", reason="sakit gigi hebat")

    assert place_of(visit) == "GIGI"
    assert fresh(visit).events.last().data["deviates"] is True


def test_a_patient_comes_back_from_the_lab_with_the_arrival_time_they_had(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    doctor = staff(sungai_kakap, "dokter")
    sent = called_in(visit, by=doctor)

    movement.detour(sent, ["LAB"], by=doctor, reason="GDS")
    assert fresh(visit).state == State.LAB
    go_on(visit, "lab")

    back = entry_of(visit)
    assert (back.place, back.arrived_at, back.waits_for_id) == ("KLASTER3", sent.arrived_at, doctor.pk)
    assert back.is_return


def test_a_nested_detour_finds_its_way_home(dharma_rini):
    visit = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC"])
    go_on(visit, "loket")
    midwife, dentist = staff(dharma_rini, "bidan"), staff(dharma_rini, "gigi")
    first = called_in(visit, by=midwife)
    movement.detour(first, ["GIGI"], by=midwife, reason="gusi berdarah")
    second = called_in(visit, by=dentist)
    movement.detour(second, ["LAB"], by=dentist, reason="Hb")

    go_on(visit, "lab")
    assert place_of(visit) == "GIGI"
    assert entry_of(visit).arrived_at == second.arrived_at
    go_on(visit, "gigi")

    home = entry_of(visit)
    assert (home.place, home.arrived_at, home.step) == ("KIA", first.arrived_at, "periksa")
    assert home.returns_to is None


def test_several_rooms_in_turn_have_one_return(dharma_rini):
    visit = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC"])
    go_on(visit, "loket")
    midwife = staff(dharma_rini, "bidan")
    movement.detour(called_in(visit, by=midwife), ["LAB", "GIGI"], by=midwife)

    places = [place_of(visit)]
    go_on(visit, "lab")
    places.append(place_of(visit))
    go_on(visit, "gigi")
    places.append(place_of(visit))

    assert places == ["LAB", "GIGI", "KIA"]


def test_a_detour_that_need_not_return_walks_on(dharma_rini):
    visit = at_counter(dharma_rini, cast.bu_wati(dharma_rini, payer="jkn"), services=["ANC"])
    go_on(visit, "loket")
    midwife = staff(dharma_rini, "bidan")
    movement.detour(called_in(visit, by=midwife), ["GIGI"], by=midwife, must_return=False)

    go_on(visit, "gigi")

    assert fresh(visit).state == State.DISCHARGED


def test_at_sungai_kakap_only_the_doctor_refers_internally(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    nurse, doctor = staff(sungai_kakap, "perawat"), staff(sungai_kakap, "dokter")
    entry = called_in(visit, by=nurse)

    with pytest.raises(MoveRefused, match="rujukan internal dibuat oleh dokter"):
        movement.detour(entry, ["GIGI"], by=nurse)
    movement.detour(entry, ["GIGI"], by=doctor)

    assert place_of(visit) == "GIGI"


def test_an_exam_handed_on_goes_on_from_the_new_room(dharma_rini):
    visit = at_counter(dharma_rini, cast.raka(dharma_rini), services=["MTBS"])
    go_on(visit, "loket")
    nurse = staff(dharma_rini, "perawat")
    movement.hand_on(called_in(visit, by=nurse), "KIA", by=nurse, reason="perlu bidan")
    assert (place_of(visit), fresh(visit).state) == ("KIA", State.EXAM)

    go_on(visit, "bidan")

    assert fresh(visit).state == State.DISCHARGED


def test_an_emergency_in_the_middle_of_a_detour_goes_to_igd_and_the_rest_remains(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    doctor = staff(sungai_kakap, "dokter")
    movement.detour(called_in(visit, by=doctor), ["LAB"], by=doctor)

    movement.escalate(visit, by=staff(sungai_kakap, "lab"), reason="pingsan")
    assert (place_of(visit), entry_of(visit).band) == ("IGD", 0)
    go_on(visit, "dokter")

    assert fresh(visit).state == State.DISCHARGED


def test_a_false_emergency_returns_to_the_place_it_left(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    left = entry_of(visit)
    movement.escalate(visit, by=staff(sungai_kakap, "loket"), reason="sesak")

    doctor = staff(sungai_kakap, "dokter")
    movement.stand_down(called_in(visit, by=doctor), by=doctor, reason="hanya cemas")

    back = entry_of(visit)
    assert (back.place, back.arrived_at) == ("KLASTER3", left.arrived_at)
    assert Fact.NOT_EMERGENCY in fresh(visit).holding


def test_a_false_emergency_from_the_door_takes_its_number_at_the_counter(kemenkes):
    visit = arrive(kemenkes, facts=[Fact.EMERGENCY])
    go_on(visit, "pandu")
    assert place_of(visit) == "IGD"
    doctor = staff(kemenkes, "dokter")

    movement.stand_down(called_in(visit, by=doctor), by=doctor, reason="luka lecet")

    assert place_of(visit) == "LOKET"


def test_a_wrong_click_is_taken_back_within_two_minutes(sungai_kakap, monday_morning):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    clerk = staff(sungai_kakap, "loket")
    go_on(visit, "loket")
    go_on(visit, "loket")
    moved = fresh(visit).last_seq

    movement.undo(visit, moved, by=clerk)

    assert (fresh(visit).state, place_of(visit)) == (State.TRIAGE, "LOKET")
    assert fresh(visit).events.last().undoes == moved


def test_a_click_older_than_two_minutes_stays(sungai_kakap, monday_morning):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    monday_morning.shift(130)

    with pytest.raises(MoveRefused, match="lewat dua menit"):
        movement.undo(visit, fresh(visit).last_seq, by=staff(sungai_kakap, "loket"))


def test_an_exit_can_be_taken_back(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    for role in ("loket", "loket", "dokter"):
        go_on(visit, role)

    movement.undo(visit, fresh(visit).last_seq, by=staff(sungai_kakap, "dokter"))

    assert (fresh(visit).state, fresh(visit).closed_at, place_of(visit)) == (State.EXAM, None, "KLASTER3")


def test_nothing_is_undone_once_the_patient_was_called_elsewhere(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    moved = fresh(visit).last_seq
    queueing.call_next(cast.point(sungai_kakap, "KLASTER3"), by=staff(sungai_kakap, "dokter"))

    with pytest.raises(MoveRefused, match="sudah ada kejadian sesudahnya"):
        movement.undo(visit, moved, by=staff(sungai_kakap, "loket"))


def test_one_who_leaves_is_closed_from_any_state_with_a_reason(sungai_kakap):
    visit = arrive(sungai_kakap)
    clerk = staff(sungai_kakap, "dokter")

    with pytest.raises(MoveRefused, match="Tulis alasan"):
        movement.close(visit, by=clerk, disposition="left")
    movement.close(visit, by=clerk, disposition="left", reason="tidak sabar menunggu")

    assert (fresh(visit).state, fresh(visit).disposition, entry_of(visit)) == (State.DISCHARGED, "left", None)


def test_twins_are_born_one_is_referred_and_the_mother_stays(dharma_rini):
    visit = arrive(dharma_rini, facts=[Fact.LABOUR])
    clerk, midwife = staff(dharma_rini, "loket"), staff(dharma_rini, "bidan")
    movement.identify(visit, cast.bu_wati(dharma_rini), by=clerk)
    entry = called_in(visit, by=midwife)

    first, second = movement.born(entry, [movement.Child(1, "L", 2600), movement.Child(2, "P", 1900)], by=midwife)
    movement.learn(second, Fact.TO_BE_REFERRED, source="fkrtl:TEST", by=midwife)
    go_on(second, "bidan")
    go_on(second, "bidan")
    go_on(first, "bidan")

    assert fresh(second).disposition == "fkrtl"
    assert fresh(first).disposition == "home"
    assert fresh(visit).state == State.DELIVERY
    assert str(fresh(first).patient) == "By. Ny. Wati Ningsih I"


@pytest.mark.parametrize("verb", ["open", "advance", "call_next", "identify"])
def test_a_verb_needs_few_statements(sungai_kakap, verb):
    patient, clerk = cast.pak_budi(sungai_kakap), staff(sungai_kakap, "loket")
    visit = at_counter(sungai_kakap, patient)
    point = cast.point(sungai_kakap, "LOKET")
    other = arrive(sungai_kakap)
    entry = called_in(visit, by=clerk)
    nina = cast.a_patient(sungai_kakap, "Nina", born=cast.date(1990, 1, 1))

    with CaptureQueriesContext(
        connection,
    ) as captured:
        match verb:
            case "open":
                movement.open_visit(sungai_kakap, by=clerk)
            case "advance":
                movement.advance(entry, by=clerk)
            case "call_next":
                queueing.call_next(point, by=clerk)
            case "identify":
                movement.identify(other, nina, by=clerk)

    statements = [one["sql"] for one in captured if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(statements) <= 12, "\n".join(statements)

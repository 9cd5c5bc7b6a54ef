"""The line at a point: who is called, in which order, and what happens to those who are not there."""

import pytest

from puskesmas.visits import movement, queueing
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import VisitEvent
from tests import cast
from tests.cast import arrive, at_counter, called_in, entry_of, fresh, go_on, place_of, point, staff


def call(facility, place="LOKET", role="loket", **words):
    entry = queueing.call_next(point(facility, place), by=staff(facility, role), **words)
    return entry.number if entry else None


def test_numbers_follow_the_door_and_priority_has_its_own_letter(dharma_rini):
    numbers = [arrive(dharma_rini).number, arrive(dharma_rini, facts=[Fact.ELDERLY]).number, arrive(dharma_rini).number]

    assert numbers == ["A-001", "P-001", "A-002"]


def test_an_empty_line_calls_nobody(dharma_rini):
    assert call(dharma_rini) is None


def test_after_two_lansia_one_regular_goes(dharma_rini):
    for _ in range(3):
        arrive(dharma_rini)
    for _ in range(4):
        arrive(dharma_rini, facts=[Fact.ELDERLY])

    called = [call(dharma_rini) for _ in range(7)]

    assert called == ["P-001", "P-002", "A-001", "P-003", "P-004", "A-002", "A-003"]


def test_each_row_says_why_it_stands_where_it_stands(dharma_rini):
    lansia, regular = arrive(dharma_rini, facts=[Fact.ELDERLY]), arrive(dharma_rini)

    assert (entry_of(lansia).band_reason, entry_of(regular).band_reason) == ("Lansia", "Menurut jam datang")


def test_emergency_is_called_first_and_outside_the_interleave(sungai_kakap):
    waiting = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    urgent = arrive(sungai_kakap, facts=[Fact.EMERGENCY])

    assert call(sungai_kakap, "IGD", "dokter") == urgent.number
    assert place_of(waiting) == "LOKET"


def test_at_dharma_rini_one_who_returns_from_the_lab_goes_before_the_regular_numbers(dharma_rini, monday_morning):
    sent = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC"])
    go_on(sent, "loket")
    midwife = staff(dharma_rini, "bidan")
    movement.detour(called_in(sent, by=midwife), ["LAB"], by=midwife)
    for name in ("Ani", "Ina"):
        other = at_counter(dharma_rini, cast.a_patient(dharma_rini, name, born=cast.date(1999, 1, 1)), services=["ANC"])
        go_on(other, "loket")
    go_on(sent, "lab")

    assert entry_of(sent).band_reason == "Rujukan internal"
    assert call(dharma_rini, "KIA", "bidan") == sent.number


def test_another_midwife_takes_one_who_waits_for_a_colleague_and_the_event_says_so(dharma_rini):
    sent = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC"])
    go_on(sent, "loket")
    rina, other = staff(dharma_rini, "bidan"), staff(dharma_rini, "bidan", suffix="2", name="Endah")
    movement.detour(called_in(sent, by=rina), ["LAB"], by=rina)
    go_on(sent, "lab")

    entry = queueing.call_next(point(dharma_rini, "KIA"), by=other)

    assert entry.number == sent.number
    assert VisitEvent.objects.filter(visit=sent).last().data["instead_of"] == rina.code


def test_a_patient_is_absent_only_after_three_calls_and_keeps_the_number(sungai_kakap):
    visit = arrive(sungai_kakap)
    clerk = staff(sungai_kakap, "loket")
    call(sungai_kakap)

    with pytest.raises(MoveRefused, match="baru dipanggil 1 kali"):
        queueing.skip(entry_of(visit), by=clerk)
    queueing.recall(entry_of(visit), by=clerk)
    queueing.recall(entry_of(visit), by=clerk)
    queueing.skip(entry_of(visit), by=clerk)
    assert call(sungai_kakap) is None
    queueing.recall(entry_of(visit), by=clerk)

    assert (entry_of(visit).number, entry_of(visit).state) == (visit.number, "called")


def test_the_desk_that_calls_is_on_the_entry_and_in_the_event(sungai_kakap):
    visit = arrive(sungai_kakap)
    desk = point(sungai_kakap, "LOKET").desks.get(label="Loket 2")

    call(sungai_kakap, desk=desk)

    assert entry_of(visit).desk == desk
    assert VisitEvent.objects.filter(visit=visit).last().data["desk"] == desk.code


def test_a_desk_of_another_room_is_refused(sungai_kakap, dharma_rini):
    arrive(sungai_kakap)
    desk = point(dharma_rini, "LOKET").desks.first()

    with pytest.raises(MoveRefused, match="bukan meja"):
        call(sungai_kakap, desk=desk)


def test_a_room_that_closes_at_noon_asks_where_each_of_twelve_goes_and_keeps_their_time(dharma_rini):
    visits = []
    for n in range(12):
        visit = at_counter(
            dharma_rini, cast.a_patient(dharma_rini, f"Ibu {n}", born=cast.date(1999, 1, 1)), services=["ANC"]
        )
        go_on(visit, "loket")
        visits.append(visit)
    midwife, kia, kb = staff(dharma_rini, "bidan"), point(dharma_rini, "KIA"), point(dharma_rini, "KB")
    times = {visit.code: entry_of(visit).arrived_at for visit in visits}

    with pytest.raises(MoveRefused, match="12 pasien masih menunggu") as refused:
        queueing.close_point(kia, by=midwife, reason="bidan sakit", goes_to={})
    assert len(refused.value.reasons) == 12
    queueing.close_point(kia, by=midwife, reason="bidan sakit", goes_to={entry_of(v).code: kb for v in visits})

    assert {place_of(visit) for visit in visits} == {"KB"}
    assert {visit.code: entry_of(visit).arrived_at for visit in visits} == times


def test_nobody_is_sent_to_a_room_that_is_closed_today(dharma_rini):
    visit = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC"])
    queueing.close_point(point(dharma_rini, "KIA"), by=staff(dharma_rini, "bidan"), reason="listrik", goes_to={})

    with pytest.raises(MoveRefused, match="KIA sedang tutup hari ini"):
        go_on(visit, "loket")

    assert fresh(visit).state == "registration"


def test_a_mother_with_two_booked_rooms_and_her_toddler_walk_side_by_side(dharma_rini):
    mother = at_counter(dharma_rini, cast.bu_wati(dharma_rini), services=["ANC", "GIGI"], party="keluarga-1")
    child = at_counter(dharma_rini, cast.raka(dharma_rini), services=["IMUNISASI"], party="keluarga-1")
    go_on(mother, "loket")
    go_on(child, "loket")
    assert (place_of(mother), place_of(child)) == ("KIA", "KIA")

    go_on(mother, "bidan")
    go_on(child, "bidan")

    assert place_of(mother) == "GIGI"
    assert fresh(child).state == "discharged"


def test_a_chosen_patient_is_called_before_the_turn_with_the_reason_in_the_sentence(dharma_rini):
    _first, chosen = arrive(dharma_rini), arrive(dharma_rini)
    clerk = staff(dharma_rini, "loket")
    with pytest.raises(MoveRefused, match="bukan giliran berikutnya") as refused:
        queueing.call_this(entry_of(chosen), by=clerk)
    assert refused.value.reasons[0].field == "reason"

    entry = queueing.call_this(entry_of(chosen), by=clerk, reason="tampak pucat")

    said = chosen.events.get(kind="called")
    assert (entry.state, said.reason, said.data["out_of_turn"]) == ("called", "tampak pucat", True)
    assert call(dharma_rini) == "A-001"


def test_whose_turn_it_is_needs_no_reason(dharma_rini):
    visit = arrive(dharma_rini)

    queueing.call_this(entry_of(visit), by=staff(dharma_rini, "loket"), reason="tidak perlu")

    said = visit.events.get(kind="called")
    assert said.reason == "" and "out_of_turn" not in said.data


def test_who_calls_second_reads_who_was_first_and_when(dharma_rini):
    visit = arrive(dharma_rini)
    entry = entry_of(visit)
    queueing.call_this(entry, by=staff(dharma_rini, "loket"))

    with pytest.raises(MoveRefused, match=r"A-001 sudah dipanggil oleh Dedi Kurniawan pukul 08\.00"):
        queueing.call_this(entry, by=staff(dharma_rini, "loket", suffix="2"), reason="dekat")
    queueing.start(entry_of(visit), by=staff(dharma_rini, "loket"))
    with pytest.raises(MoveRefused, match="sudah dilayani oleh Dedi"):
        queueing.call_this(entry, by=staff(dharma_rini, "loket", suffix="2"), reason="dekat")


def test_a_chosen_call_counts_in_the_interleave(dharma_rini):
    arrive(dharma_rini)
    lansia = [arrive(dharma_rini, facts=[Fact.ELDERLY]) for _ in range(3)]
    clerk = staff(dharma_rini, "loket")
    for visit in lansia[:2]:
        queueing.call_this(entry_of(visit), by=clerk)

    assert call(dharma_rini) == "A-001"


def test_who_waits_for_a_result_is_not_called(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")
    go_on(visit, "loket")
    doctor = staff(sungai_kakap, "dokter")
    movement.detour(called_in(visit, by=doctor), ["LAB"], by=doctor)
    movement.learn(visit, Fact.AWAITING_RESULT, source="order:x", by=doctor)
    go_on(visit, "lab")

    with pytest.raises(MoveRefused, match="masih menunggu hasil laboratorium"):
        queueing.call_this(entry_of(visit), by=doctor, reason="dekat")

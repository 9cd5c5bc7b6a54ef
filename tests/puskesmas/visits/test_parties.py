"""Those who came together are called one after the other where both wait, and nobody pays for it with their turn."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from puskesmas.visits import priority, queueing
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import PointDay, VisitEvent
from tests import cast
from tests.cast import arrive, entry_of, point, staff
from tests.puskesmas.visits.test_races import together


def call(facility, place="LOKET", role="loket"):
    entry = queueing.call_next(point(facility, place), by=staff(facility, role))
    return entry.number if entry else None


def line_of(facility, *party_of_each, facts=None):
    """Let people come in, each of the party named, and give their numbers."""
    facts = facts or {}
    return [arrive(facility, party=party, facts=facts.get(n, ())).number for n, party in enumerate(party_of_each)]


def test_the_toddler_comes_after_the_mother_though_another_came_between(dharma_rini):
    mother, other, toddler = line_of(dharma_rini, "kel", "", "kel")

    assert [call(dharma_rini) for _ in range(3)] == [mother, toddler, other]
    last = VisitEvent.objects.get(visit__number=toddler, kind="called")
    assert last.reason == f"serombongan dengan {mother}"


def test_who_came_alone_is_called_without_a_word_about_others(dharma_rini):
    line_of(dharma_rini, "", "")

    call(dharma_rini)

    assert VisitEvent.objects.get(kind="called").reason == ""


def test_a_party_does_not_come_before_the_turn_of_its_first(dharma_rini):
    first, mother, second, toddler = line_of(dharma_rini, "", "kel", "", "kel")

    assert [call(dharma_rini) for _ in range(4)] == [first, mother, toddler, second]


def test_an_emergency_still_goes_before_the_toddler(dharma_rini):
    mother, _other, toddler = line_of(dharma_rini, "kel", "", "kel")
    assert call(dharma_rini) == mother
    urgent = arrive(dharma_rini)
    entry = entry_of(urgent)
    type(entry).objects.filter(pk=entry.pk).update(band=priority.FIRST)

    assert [call(dharma_rini), call(dharma_rini)] == [urgent.number, toddler]


def test_who_was_called_out_of_turn_does_not_pull_the_party_along(dharma_rini):
    first, _mother, toddler = line_of(dharma_rini, "", "kel", "kel")
    queueing.call_this(
        entry_of(VisitEvent.objects.get(visit__number=toddler, kind="arrived").visit),
        by=staff(dharma_rini, "loket"),
        reason="menangis",
    )

    assert call(dharma_rini) == first


def test_one_who_joins_after_the_call_waits_for_their_own_turn(dharma_rini):
    mother, other = line_of(dharma_rini, "kel", "")
    call(dharma_rini)
    (late,) = line_of(dharma_rini, "kel")

    assert mother and [call(dharma_rini), call(dharma_rini)] == [other, late]


def test_a_large_family_of_a_lansia_uses_up_the_priority_turns(dharma_rini):
    elder = {0: [Fact.ELDERLY]}
    grandmother, *kin = line_of(dharma_rini, "kel", "kel", "kel", "kel", facts=elder)
    others = line_of(dharma_rini, "", "")
    earlier = arrive(dharma_rini, facts=[Fact.ELDERLY]).number

    called = [call(dharma_rini) for _ in range(7)]

    assert called[:2] == [grandmother, kin[0]]  # two on priority, then a regular one in the order they came
    assert called[2] == kin[1] and sorted(called) == sorted([grandmother, *kin, *others, earlier])
    assert called.index(others[0]) < 6


def test_the_regular_ones_before_a_lansias_family_are_not_passed_more_often_than_the_file_says(dharma_rini):
    waiting = line_of(dharma_rini, "", "", "")
    grandmother, *kin = line_of(dharma_rini, *["kel"] * 4, facts={0: [Fact.ELDERLY]})

    called = [call(dharma_rini) for _ in range(7)]

    assert called == [grandmother, kin[0], waiting[0], kin[1], kin[2], waiting[1], waiting[2]]


def test_choosing_the_toddler_whose_turn_it_is_needs_no_reason_and_says_with_whom(dharma_rini):
    mother, _other, toddler = line_of(dharma_rini, "kel", "", "kel")
    call(dharma_rini)
    visit = VisitEvent.objects.get(visit__number=toddler, kind="arrived").visit

    queueing.call_this(entry_of(visit), by=staff(dharma_rini, "loket"))

    event = VisitEvent.objects.get(visit=visit, kind="called")
    assert event.reason == f"serombongan dengan {mother}" and "out_of_turn" not in event.data


def test_calling_one_of_a_party_takes_no_more_than_twelve_statements(dharma_rini):
    line_of(dharma_rini, "kel", "", "kel")
    call(dharma_rini)
    counter, clerk = point(dharma_rini, "LOKET"), staff(dharma_rini, "loket")

    with CaptureQueriesContext(connection) as asked:
        queueing.call_next(counter, by=clerk)

    assert len(asked) <= 12


@pytest.mark.parametrize("regular_turn", [False, True])
def test_the_database_orders_as_the_rule_says(dharma_rini, regular_turn):
    bands = [priority.REGULAR, priority.PRIORITY]
    for head, own in product(bands, bands):
        one, two = arrive(dharma_rini, party=f"{head}{own}"), arrive(dharma_rini, party=f"{head}{own}")
        entries = type(entry_of(one)).objects
        entries.filter(visit=two).update(band=own)
        mother = entry_of(one)
        entries.filter(visit=one).update(band=head, state="called", called_at=entry_of(two).queued_at)
        assert mother.number
    arrive(dharma_rini)
    counter, clerk = point(dharma_rini, "LOKET"), staff(dharma_rini, "loket")
    after = queueing.core.current_profile(dharma_rini).sop.regular_after
    PointDay.objects.update_or_create(
        point=counter, on=dharma_rini.today(), defaults={"in_a_row": after if regular_turn else 0}
    )
    waiting = list(queueing.in_company(type(mother).objects.filter(point=counter, state="waiting")))
    expected = min(
        waiting,
        key=lambda one: (priority.turn(one.band, one.beside, regular_turn=regular_turn), one.arrived_at, one.pk),
    )

    assert queueing.call_next(counter, by=clerk).number == expected.number


def test_two_counters_take_mother_and_toddler_and_nobody_twice(committed_db):
    puskesmas = cast.a_puskesmas("dharma_rini")
    mother, _other, toddler = line_of(puskesmas, "kel", "", "kel")
    counter, clerk = point(puskesmas, "LOKET"), staff(puskesmas, "loket")

    got = together(*[lambda: queueing.call_next(counter, by=clerk).number] * 2)

    assert sorted(got) == sorted([mother, toddler])


def test_the_list_shows_the_order_in_which_they_will_be_called(dharma_rini):
    line_of(dharma_rini, "a", "", "b", "a", "", "b", facts={2: [Fact.ELDERLY], 4: [Fact.ELDERLY]})
    counter = point(dharma_rini, "LOKET")
    shown = []
    called = []
    while True:
        waiting = queueing.in_company(counter.entries.filter(state="waiting").select_related("visit"))
        in_a_row = PointDay.objects.filter(point=counter).values_list("in_a_row", flat=True).first() or 0
        ahead = priority.in_calling_order(waiting, regular_after=2, in_a_row=in_a_row)
        if not ahead:
            break
        shown.append([one.number for one in ahead])
        called.append(call(dharma_rini))

    assert len(called) == 6 and shown == [called[n:] for n in range(6)]

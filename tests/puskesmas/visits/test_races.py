"""Two terminals at once, on real commits: nobody is served twice, nobody is lost, one wins and the other reads why."""

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial

import pytest
from django.db import connections

from puskesmas.visits import movement, queueing
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit, VisitEvent
from puskesmas.visits.models.line import EntryState
from tests import cast, processes
from tests.cast import arrive, at_counter, called_in, entry_of, fresh, point, staff


@pytest.fixture
def puskesmas(committed_db):
    return cast.a_puskesmas("dharma_rini")


def together(*acts):
    """Let several terminals act at the same instant, each on its own connection; give what each got."""
    ready = threading.Barrier(len(acts))

    def one(act):
        try:
            ready.wait(timeout=10)
            return act()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_two_terminals_call_a_thousand_times_and_no_entry_is_served_twice_or_skipped(puskesmas, committed_db):
    clerk, counter = staff(puskesmas, "loket"), point(puskesmas, "LOKET")
    numbers = [arrive(puskesmas).number for _ in range(1000)]
    command = ["-m", "tests.puskesmas.visits.terminal", counter.code, clerk.code]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}

    with ExitStack() as open_terminals:
        terminals = [
            open_terminals.enter_context(processes.running(command, committed_db.environment, **pipes)) for _ in "12"
        ]
        assert [terminal.stdout.readline() for terminal in terminals] == ["ready\n"] * 2
        for terminal in terminals:
            terminal.stdin.write("go\n")
            terminal.stdin.close()
        with ThreadPoolExecutor(2) as readers:
            called = list(readers.map(lambda terminal: terminal.stdout.read().split(), terminals))
        assert [terminal.wait(20) for terminal in terminals] == [0, 0]

    assert all(called), "one terminal called nobody: the other was alone"
    assert sorted(called[0] + called[1]) == sorted(numbers)
    assert all(one == sorted(one, key=numbers.index) for one in called)
    assert not QueueEntry.objects.filter(state=EntryState.WAITING).exists()


def test_of_two_terminals_that_move_one_patient_one_wins_and_the_other_reads_who_and_when(puskesmas):
    visit = at_counter(puskesmas, cast.bu_wati(puskesmas), services=["ANC"])
    clerk = staff(puskesmas, "loket")
    entry = called_in(visit, by=clerk)

    results = together(*[lambda: movement.advance(entry, by=clerk)] * 2)

    won = [one for one in results if isinstance(one, Visit)]
    lost = [one for one in results if isinstance(one, MoveRefused)]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0].code == "stale_entry"
    assert "oleh Dedi Kurniawan pukul" in lost[0].message
    assert VisitEvent.objects.filter(visit=visit, kind="moved", to_state="exam").count() == 1


def test_eight_clerks_open_visits_at_once_and_no_number_is_doubled_or_missing(puskesmas):
    clerk = staff(puskesmas, "loket")

    def desk():
        return [movement.open_visit(puskesmas, by=clerk).number for _ in range(10)]

    numbers = [number for got in together(*[desk] * 8) for number in got]

    assert sorted(numbers) == [f"A-{n:03}" for n in range(1, 81)]


VERBS = {
    "advance": lambda visit, entry, who: movement.advance(entry, by=who),
    "detour": lambda visit, entry, who: movement.detour(entry, ["LAB"], by=who),
    "hand_on": lambda visit, entry, who: movement.hand_on(entry, "ANAK", by=who),
    "escalate": lambda visit, entry, who: movement.escalate(visit, by=who, reason="sesak"),
    "close": lambda visit, entry, who: movement.close(visit, by=who, disposition="left", reason="pulang"),
    "learn": lambda visit, entry, who: movement.learn(visit, "pregnant", source="x", by=who),
    "call_next": lambda visit, entry, who: queueing.call_next(entry.point, by=who),
}


@pytest.mark.parametrize("one", sorted(VERBS))
def test_every_pair_of_verbs_on_one_visit_ends_without_a_deadlock(puskesmas, one):
    midwife = staff(puskesmas, "bidan")
    for other in sorted(VERBS):
        name = f"Ibu {one} {other}"
        visit = at_counter(puskesmas, cast.a_patient(puskesmas, name, born=cast.date(1999, 1, 1)), services=["ANC"])
        movement.advance(called_in(visit, by=midwife), by=midwife)
        entry = called_in(visit, by=midwife)

        results = together(*[partial(VERBS[verb], visit, entry, midwife) for verb in (one, other)])

        odd = [got for got in results if isinstance(got, Exception) and not isinstance(got, MoveRefused)]
        assert not odd, (one, other, odd)
        still = entry_of(visit)
        assert (still is None) == fresh(visit).is_closed
        assert still is None or still.visit_state == fresh(visit).state

"""What a verb costs against its own writes and locking read, replayed (design §12)."""

import statistics

from django.db import connection, transaction

from puskesmas.visits import movement, queueing
from tests import cast
from tests.benchmarks.measure import Captured, milliseconds, replay, say

ROUNDS = 40
HOLD = 12


class _Undo(Exception):
    """Takes back a captured verb, so that its statements can be replayed."""


def test_verbs(committed_db):
    facility = cast.a_puskesmas("sungai_kakap")
    clerk, counter = cast.staff(facility, "loket"), cast.point(facility, "LOKET")
    patient = cast.pak_budi(facility)
    print()

    def opened():
        return lambda: movement.open_visit(facility, by=clerk)

    def called():
        cast.arrive(facility)
        return lambda: queueing.call_next(counter, by=clerk)

    def identified():
        visit = cast.arrive(facility)
        return lambda: movement.identify(visit, patient, by=clerk)

    def advanced():
        visit = cast.at_counter(facility, patient)
        entry = cast.called_in(visit, by=clerk)
        return lambda: movement.advance(entry, by=clerk)

    for name, prepare in [
        ("open visit", opened),
        ("call next", called),
        ("identify", identified),
        ("advance", advanced),
    ]:
        took = milliseconds([prepare() for _ in range(ROUNDS)])
        floors, count = [], 0
        for _ in range(ROUNDS // 2):
            captured = _captured(prepare())
            count = captured.count
            floors.append(replay(captured.statements))
        say(name, took, statistics.median(floors), hold=HOLD, note=f"{count} statements")
        for statement in captured.statements:
            print("    ", statement.decode()[:110].replace("\n", " "))


def _captured(verb) -> Captured:
    """Run a verb, take it back with its sequences, and give what it told the database."""
    captured = Captured()
    sequences = ("visits_visit_id_seq", "visits_queueentry_id_seq")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'(SELECT last_value FROM {name})' for name in sequences)}")
        before = cursor.fetchone()
    try:
        with transaction.atomic():
            with connection.execute_wrapper(captured):
                verb()
            raise _Undo
    except _Undo:
        pass
    with connection.cursor() as cursor:
        for name, last in zip(sequences, before, strict=True):
            cursor.execute("SELECT setval(%s, %s)", [name, last])
    return captured

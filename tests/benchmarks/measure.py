"""Timing one thing against its own floor, in one run: ratios, not milliseconds."""

import statistics
import time
from collections.abc import Callable, Iterable

from django.db import connection


class Captured:
    """The writes and locking reads of one verb, as PostgreSQL was told them."""

    def __init__(self) -> None:
        self.statements: list[bytes] = []
        self.count = 0

    def __call__(self, execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        head = sql.lstrip().upper()
        if not head.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.count += 1
        if head.startswith(("INSERT", "UPDATE", "DELETE")) or "FOR UPDATE" in head or "PG_NOTIFY" in head:
            self.statements.append(context["cursor"].cursor.mogrify(sql, params))
        return answer


def milliseconds(acts: Iterable[Callable[[], object]]) -> float:
    """Give the median time of acts that are each done once."""
    times = []
    for act in acts:
        began = time.perf_counter()
        act()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def replay(statements: list[bytes]) -> float:
    """Give the time of these statements in one transaction through psycopg2, committed."""
    raw = connection.connection
    began = time.perf_counter()
    with raw.cursor() as cursor:
        cursor.execute("BEGIN")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("COMMIT")
    return (time.perf_counter() - began) * 1000


def say(what: str, took: float, floor: float, *, hold: float, note: str = "") -> None:
    """Print one line of the report: the ratio, the figure to hold, and both times."""
    ratio = took / floor
    verdict = "holds" if ratio <= hold else "MISSED"
    print(f"{what:<28} {ratio:5.1f}× of ≤ {hold:g}×  {verdict:<7} {took:7.2f} ms against {floor:6.2f} ms  {note}")

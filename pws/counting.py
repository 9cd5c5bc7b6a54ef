"""Counting what an indicator answers, by village and month, in one grouped statement each."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from clusters.models import Diagnosis
from puskesmas.facility.models import Facility

from .indicators.base import days_of

OUTSIDE = None  # who lives outside the working area, or nobody knows where
Counts = dict[int | None, list[int]]  # by village: twelve months

# A case that several records speak of counts once, in the month of its first day.
_CASES = """
    SELECT CASE WHEN village = ANY(%s) THEN village END AS place, MIN(person) AS person, MIN(day) AS day
    FROM ({rows}) AS told(one, person, village, day) GROUP BY one, 1
"""
_BY_MONTH = f"SELECT place, EXTRACT(MONTH FROM day)::int, COUNT(*) FROM ({_CASES}) AS counted GROUP BY 1, 2"
_BY_PERSON = f"""
    SELECT person, MIN(day) FROM ({_CASES}) AS counted
    WHERE day BETWEEN %s AND %s AND (place = ANY(%s) OR %s AND place IS NULL) GROUP BY 1 ORDER BY 2 DESC, 1
"""


def by_month(rows: QuerySet, area: Collection[int]) -> Counts:
    """Give how many cases each village of the area had in each month; the rest of the world stands under OUTSIDE."""
    counts: Counts = defaultdict(lambda: [0] * 12)
    try:
        inner, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(_BY_MONTH.format(rows=inner), [list(area), *params])
        for village, month, number in cursor.fetchall():
            counts[village][month - 1] += number
    return counts


def by_person(
    rows: QuerySet, area: Collection[int], *, villages: Collection[int | None], since: date, until: date
) -> list[tuple[int | None, date]]:
    """Give who was reached in some villages between two days, the latest first; None is who nobody named."""
    try:
        inner, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    named = [village for village in villages if village is not OUTSIDE]
    with connection.cursor() as cursor:
        cursor.execute(_BY_PERSON.format(rows=inner), [list(area), *params, since, until, named, OUTSIDE in villages])
        return cursor.fetchall()


def illnesses(facility: Facility, year: int, area: Collection[int]) -> dict[tuple[int | None, int, str], list[int]]:
    """Give new and known cases by village, month and ICD-10 code: what was diagnosed here, by domicile."""
    rows = Diagnosis.objects.standing().filter(facility=facility, on__range=days_of(year)).order_by()
    inner, params = rows.values_list("visit__patient__person__village", "on", "icd10", "case").query.sql_with_params()
    found: dict[tuple[int | None, int, str], list[int]] = defaultdict(lambda: [0, 0])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT CASE WHEN village = ANY(%s) THEN village END, EXTRACT(MONTH FROM day)::int, icd10,
                   COUNT(*) FILTER (WHERE kase = 'new'), COUNT(*) FILTER (WHERE kase = 'old')
            FROM ({inner}) AS named(village, day, icd10, kase) GROUP BY 1, 2, 3
            """,
            [list(area), *params],
        )
        for village, month, code, new, old in cursor.fetchall():
            found[village, month, code][0] += new
            found[village, month, code][1] += old
    return found

"""The months of a year behind one another: each indicator's cells from January to the month that was asked for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from puskesmas.facility.models import Village

from .grid import OUTSIDE, TOTAL, Cell, Reader, Row
from .indicators import Indicator
from .models import PwsFigure
from .status import Goals

Months = dict[str, list[Cell]]  # by indicator: January first


def months_until(
    figures: QuerySet[PwsFigure],
    villages: Iterable[Village],
    indicators: Collection[Indicator],
    *,
    month: date,
    village: str = "",
    basis: str,
    goals: Goals,
    rates: Mapping[str, Decimal],
) -> Months:
    """Give a village's cells, or the whole puskesmas', of every month so far, in one statement."""
    villages = list(villages)
    span = (date(month.year, 1, 1), month)
    rows = figures.filter(month__range=span, indicator__in=[one.code for one in indicators])
    inside = {None, *(one.pk for one in villages)}
    found = {(row.village_id, row.indicator, row.month): row for row in rows if row.village_id in inside}
    told: Months = {one.code: [] for one in indicators}
    for number in range(1, month.month + 1):
        reader = Reader(found, indicators, date(month.year, number, 1), basis, goals, rates)
        for cell in _cells(reader, villages, village):
            told[cell.indicator.code].append(cell)
    return told


def _cells(reader: Reader, villages: list[Village], wanted: str) -> list[Cell]:
    """Give one month's cells of the place that was asked for."""
    if wanted == OUTSIDE:
        return reader.cells(None, OUTSIDE)
    chosen = next((one for one in villages if one.code == wanted), None)
    if wanted not in ("", TOTAL) and chosen is not None:
        return reader.cells(chosen.pk, chosen.code)
    rows = [Row(one.code, one.name, reader.cells(one.pk, one.code)) for one in villages]
    outside = Row(OUTSIDE, "", reader.cells(None, OUTSIDE))
    return [reader.total(rows, outside, at) for at in range(len(reader.indicators))]

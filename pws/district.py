"""The district's page: every puskesmas beside the others in one month, in sums of their villages and nothing smaller.

No name, no village and no record is read. A sum of so few that somebody could be guessed is not shown at all
(docs/decisions, "small numbers").
"""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet, Sum

from puskesmas.facility.models import Facility

from .grid import Reader, Row, last_month_of
from .indicators import ALL, Indicator
from .indicators.base import settings_of
from .models import Basis, PwsFigure, PwsRate
from .status import goals_on

_SUMS = ("numerator", "cumulative", "out_of", "cumulative_out_of", "real", "projected")


def rows_of(
    figures: QuerySet[PwsFigure],
    rates: QuerySet[PwsRate],
    facilities: Collection[Facility],
    indicators: Collection[Indicator],
    *,
    month: date,
    basis: str,
) -> list[Row]:
    """Give each puskesmas' sums of a month with their statuses, the worst first, in two statements."""
    months = [one for one in (month, last_month_of(month)) if one]
    counted = [one.code for one in ALL if not one.people]
    field = "real" if basis == Basis.REAL else "projected"
    measured = Q(indicator__in=counted) | Q(**{f"{field}__gt": 0})  # a village without sasaran is in no sum
    sums = (
        figures.filter(facility__in=facilities, month__in=months, indicator__in=[one.code for one in indicators])
        .order_by()
        .values("facility_id", "indicator", "month")
        .annotate(**{f"all_{name}": Sum(name, filter=measured) for name in _SUMS})
    )
    found = {
        (row["facility_id"], row["indicator"], row["month"]): PwsFigure(
            indicator=row["indicator"],
            month=row["month"],
            **{name: row[f"all_{name}"] for name in _SUMS}
            | {name: row[f"all_{name}"] or 0 for name in ("numerator", "cumulative")},
        )
        for row in sums
    }
    own: dict[int, dict] = {}
    for rate in rates.filter(facility__in=facilities, year=month.year).order_by("facility_id", "name", "version"):
        own.setdefault(rate.facility_id, {})[rate.name] = rate.value
    goals = goals_on(month)
    rows = []
    for one in facilities:
        reader = Reader(found, indicators, month, basis, goals, own.get(one.pk, {}))
        rows.append(Row(one.code, one.name, reader.cells(one.pk, one.code)))
    return sorted(rows, key=lambda row: row.badness)


def smallest_shown(year: int) -> int:
    """Give the fewest people a sum may hold and still be shown to the district (reference/indicators.toml)."""
    return settings_of(year)["smallest_shown"]

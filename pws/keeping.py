"""Keeping the figures true: what the ledgers marked is counted again, a few villages at a time.

Each step is one transaction that holds the puskesmas' PWS: two runs at once take turns, and a run that is killed
leaves the old figures and the marks it had not come to.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Facility, Village

from . import indicators
from .counting import OUTSIDE
from .locking import hold
from .marks import mark, read_ledgers
from .models import PwsFigure, PwsMark
from .rollup import roll_up, roll_up_illnesses

AT_ONCE = 8  # villages counted in one transaction


def catch_up(facility: Facility, *, told: Callable[[int], object] = lambda done: None) -> int:
    """Read the ledgers and count what they marked; give how many marks were worked off. Safe twice and at once."""
    with transaction.atomic():
        hold(facility.pk)
        read_ledgers(facility)
        if _lacks_an_indicator(facility):
            mark_year(facility, facility.today().year)
    worked = 0
    while done := _step(facility):
        worked += done
        told(worked)
    return worked


def rebuild(facility: Facility, year: int, *, told: Callable[[int], object] = lambda done: None) -> int:
    """Count a whole year of a puskesmas from its records, whatever the ledgers say."""
    with transaction.atomic():
        hold(facility.pk)
        mark_year(facility, year)
    return catch_up(facility, told=told)


def mark_year(facility: Facility, year: int) -> None:
    """Have every village, and those outside, counted again from January."""
    villages = Village.objects.filter(facility=facility, in_area=True).values_list("pk", flat=True)
    mark(facility, {(village, date(year, 1, 1)) for village in [*villages, OUTSIDE]})


def years_of_the_night(facility: Facility, at: datetime | None = None) -> list[int]:
    """Give the years counted whole each night: this one, and the last as long as its reports are still open."""
    today = facility.local_date(at or timezone.now())
    return [today.year - 1, today.year] if today.month == 1 else [today.year]


def _step(facility: Facility) -> int:
    """Work off the marks of a few villages in one year; give how many there were."""
    with transaction.atomic():
        hold(facility.pk)
        waiting = list(PwsMark.objects.filter(facility=facility).order_by("month", "pk"))
        if not waiting:
            return 0
        year = waiting[0].month.year
        chosen = list(dict.fromkeys(row.village_id for row in waiting if row.month.year == year))[:AT_ONCE]
        taken = [row for row in waiting if row.month.year == year and row.village_id in chosen]
        first = min(row.month for row in taken) if _is_begun(facility, year, chosen) else date(year, 1, 1)
        roll_up(facility, first, indicators.ALL, villages=chosen)
        roll_up_illnesses(facility, first, villages=chosen)
        PwsMark.objects.filter(pk__in=[row.pk for row in taken]).delete()
        return len(taken)


def _is_begun(facility: Facility, year: int, villages: list[int | None]) -> bool:
    """Tell whether the year of each of these villages stands from January on, so that only its rest need be counted."""
    begun = PwsFigure.objects.filter(facility=facility, month=date(year, 1, 1)).order_by()
    return set(villages) <= set(begun.values_list("village", flat=True).distinct())


def _lacks_an_indicator(facility: Facility) -> bool:
    """Tell whether an indicator was never counted here this year: the year is new, or the indicator is."""
    january = PwsFigure.objects.filter(facility=facility, month=date(facility.today().year, 1, 1)).order_by()
    counted = set(january.values_list("indicator", flat=True).distinct())
    has_area = Village.objects.filter(facility=facility, in_area=True).exists()
    return has_area and not {indicator.code for indicator in indicators.ALL} <= counted

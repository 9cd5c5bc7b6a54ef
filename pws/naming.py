"""The names behind a number: who was reached, and who should have been."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from puskesmas.facility.models import Facility, Village
from puskesmas.patients.models import Patient

from .counting import OUTSIDE, by_person
from .indicators import Indicator


@dataclass(frozen=True)
class Listed:
    """One name of a list; ``reached_on`` is the day it counts by, None for who is still missing."""

    patient: Patient
    reached_on: date | None = None


@dataclass(frozen=True)
class Names:
    """One page of a list of names, and how many there are in all."""

    rows: list[Listed]
    count: int
    has_unnamed: bool = False  # somebody was reached, and nobody knows who


def end_of(month: date) -> date:
    """Give the last day of a month."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def reached(
    facility: Facility,
    indicator: Indicator,
    *,
    area: Collection[Village],
    villages: Collection[int | None],
    until: date,
    start: int = 0,
    size: int = 50,
) -> Names:
    """Give who counts in an indicator by a day, the latest first."""
    ids = [village.pk for village in area]
    rows = indicator.reached(facility, until.year)
    since = date(until.year, until.month if indicator.is_level else 1, 1)
    found = by_person(rows, ids, villages=villages, since=since, until=end_of(until) if indicator.is_level else until)
    named = [(person, day) for person, day in found if person is not None]
    shown = named[start : start + size]
    people = Patient.objects.select_related("village", "hamlet").in_bulk([person for person, _day in shown])
    rows = [Listed(people[person], day) for person, day in shown if person in people]
    return Names(rows, len(named), has_unnamed=len(found) > len(named))


def missing(
    facility: Facility,
    indicator: Indicator,
    *,
    area: Collection[Village],
    villages: Collection[int | None],
    until: date,
    start: int = 0,
    size: int = 50,
) -> Names | None:
    """Give who should have been reached by a day and was not; None where only their number is known."""
    due = indicator.due(facility, until)
    if due is None:
        return None
    ids = [village.pk for village in area]
    since = date(until.year, until.month if indicator.each_month else 1, 1)
    found = by_person(indicator.reached(facility, until.year), ids, villages=villages, since=since, until=until)
    due = due.filter(village__in=[village for village in villages if village is not OUTSIDE])
    due = due.exclude(pk__in=[person for person, _day in found if person is not None])
    rows = due.select_related("village", "hamlet").order_by("village__name", "hamlet__name", "name", "pk")
    return Names([Listed(patient) for patient in rows[start : start + size]], due.count())

"""Which instruments somebody is due for: eligible, no valid result inside the interval, not refused today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from puskesmas.facility.life_stages import Age

from .instrument import Instrument, Rule

DONE, REFUSED, POSTPONED = "done", "refused", "postponed"


@dataclass(frozen=True)
class Person:
    """Who is asked, on the day of the visit."""

    age: Age | None
    sex: str = ""
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Past:
    """One earlier screening of the person, with what came of it."""

    instrument: str
    on: date
    outcome: str = DONE
    visit: int | None = None
    planned_on: date | None = None


@dataclass(frozen=True)
class Due:
    """One instrument for somebody now: whether it is due, and since when it was not done."""

    instrument: Instrument
    is_due: bool
    last_on: date | None = None
    refused_today: bool = False
    planned_on: date | None = None


def eligible(instrument: Instrument, person: Person) -> bool:
    """Tell whether an instrument is for this person; one whose age nobody knows is for none but of every age."""
    rule = instrument.eligible
    if not rule.ages.hold(person.age) or (rule.sex and rule.sex != person.sex):
        return False
    return not rule.statuses or not rule.statuses.isdisjoint(person.statuses)


def stands(instrument: Instrument, past: Past, *, on: date, visit: int | None) -> bool:
    """Tell whether an earlier result is still valid on a day."""
    match instrument.interval.rule:
        case Rule.ONCE:
            return True
        case Rule.VISIT:
            return visit is not None and past.visit == visit
        case Rule.CALENDAR_YEAR:
            return past.on.year == on.year
        case _:
            return on < months_after(past.on, instrument.interval.months)


def due(
    instruments: Iterable[Instrument], person: Person, history: Sequence[Past], *, on: date, visit: int | None = None
) -> list[Due]:
    """Give every instrument in force that is for this person, those due first; see the module for the rule.

    An edition is asked about once: a result under an older edition of the same code counts for its interval.
    """
    found = [
        _one(instrument, [past for past in history if past.instrument == instrument.code], on=on, visit=visit)
        for instrument in instruments
        if instrument.is_in_force(on) and eligible(instrument, person)
    ]
    return sorted(found, key=lambda one: not one.is_due)


def _one(instrument: Instrument, mine: Sequence[Past], *, on: date, visit: int | None) -> Due:
    done = [past for past in mine if past.outcome == DONE]
    refused = any(past.outcome == REFUSED and past.on == on for past in mine)
    later = [past for past in mine if past.outcome == POSTPONED]
    postponed = any(past.on == on for past in later)
    last = max((past.on for past in done), default=None)
    planned = max((past.planned_on for past in later if past.planned_on and past.planned_on >= on), default=None)
    valid = any(stands(instrument, past, on=on, visit=visit) for past in done)
    return Due(instrument, not (valid or refused or postponed), last, refused, None if valid else planned)


def months_after(day: date, months: int) -> date:
    """Give the day some months later; a day the month does not have becomes the first of the next."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + year, month + 1, day.day)
    except ValueError:
        year, month = divmod(day.month + months, 12)
        return date(day.year + year, month + 1, 1)

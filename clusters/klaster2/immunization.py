"""The immunization card of a child: which doses count and why the others do not, what is due, and who is complete.

A dose is judged by the day it was given, never by the order of visits: its age, its distance from the last one that
counts, and the distance between live vaccines. One that does not count stays on the card, and the same number is due
again. What the judge reads is the schedule in force on the day the dose was given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .schedule import Antigen, Complete, Dose, Schedule, day_at, schedule_on


class Verdict(StrEnum):
    """Whether a dose counts, and why not."""

    VALID = "valid"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    TOO_SOON = "too_soon"
    NO_DOSE_BEFORE = "no_dose_before"
    LIVE_TOO_CLOSE = "live_too_close"
    TWICE = "twice"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Where a dose of the schedule stands for one child on one day."""

    GIVEN = "given"
    DUE = "due"
    LATE = "late"  # due for more than a month
    LATER = "later"
    MISSED = "missed"  # too old for it now


@dataclass(frozen=True)
class Given:
    """One dose as it was written down."""

    antigen: str
    number: int
    on: date


@dataclass(frozen=True)
class Judged:
    """A dose that was given, with its verdict and, where one tells it, the day from which it would have counted."""

    given: Given
    verdict: Verdict
    from_day: date | None = None

    @property
    def counts(self) -> bool:
        return self.verdict == Verdict.VALID


@dataclass(frozen=True)
class Line:
    """One dose of the schedule on the card of a child."""

    dose: Dose
    name: str
    standing: Standing
    on: date | None  # given on; else from which day it may be given
    until: date

    @property
    def is_due(self) -> bool:
        return self.standing in (Standing.DUE, Standing.LATE)


@dataclass(frozen=True)
class Completeness:
    """Whether a child is complete by one rule: the day the last dose made it so, or what is still missing."""

    rule: Complete
    on: date | None
    missing: tuple[str, ...]
    in_time: bool  # whether the age limit has not passed

    @property
    def is_complete(self) -> bool:
        return self.on is not None


@dataclass(frozen=True)
class Card:
    """The immunization card of one child on one day."""

    lines: Sequence[Line]
    judged: Sequence[Judged]
    completeness: Sequence[Completeness]

    @property
    def due(self) -> list[Line]:
        return [line for line in self.lines if line.is_due]

    @property
    def invalid(self) -> list[Judged]:
        return [one for one in self.judged if not one.counts]


def card_of(born: date, sex: str, given: Iterable[Given], *, on: date) -> Card:
    """Give the card of a child on a day; what was given later than that day is not on it."""
    rows = sorted((one for one in given if one.on <= on), key=lambda one: (one.on, one.antigen, one.number))
    judged = judge(born, rows)
    schedule = schedule_on(on)
    counted = {(one.given.antigen, one.given.number): one.given.on for one in judged if one.counts}
    lines = [
        _line(antigen, dose, born, rows, counted, on=on)
        for antigen in schedule.antigens.values()
        if not antigen.only and antigen.sex in ("", sex)
        for dose in antigen.doses
    ]
    return Card(lines, judged, completed(born, judged, schedule, on=on))


def judge(born: date, given: Sequence[Given]) -> list[Judged]:
    """Judge each dose in the order of the days they were given."""
    judged: list[Judged] = []
    for one in sorted(given, key=lambda row: (row.on, row.antigen, row.number)):
        judged.append(_judged(born, one, judged))
    return judged


def _judged(born: date, one: Given, before: Sequence[Judged]) -> Judged:
    schedule = schedule_on(one.on)
    antigen = schedule.antigens.get(one.antigen)
    dose = antigen.dose(one.number) if antigen else None
    if antigen is None or dose is None:
        return Judged(one, Verdict.UNKNOWN)
    counted = {(row.given.antigen, row.given.number): row.given.on for row in before if row.counts}
    if (one.antigen, one.number) in counted:
        return Judged(one, Verdict.TWICE)
    if one.on < (first := day_at(born, dose.least)):
        return Judged(one, Verdict.TOO_YOUNG, first)
    if one.on >= (last := day_at(born, dose.until)):
        return Judged(one, Verdict.TOO_OLD, last)
    if one.number > 1 and (one.antigen, one.number - 1) not in counted:
        return Judged(one, Verdict.NO_DOSE_BEFORE)
    earliest = _earliest_after(dose, [row.given for row in before])
    if earliest is not None and one.on < earliest:
        return Judged(one, Verdict.TOO_SOON, earliest)
    if antigen.live and (apart := _live_too_close(one, before, schedule)) is not None:
        return Judged(one, Verdict.LIVE_TOO_CLOSE, apart)
    return Judged(one, Verdict.VALID)


def _earliest_after(dose: Dose, given: Sequence[Given]) -> date | None:
    """A dose keeps its distance from any earlier one of the antigen, also from one that did not count."""
    before = [one.on for one in given if one.antigen == dose.antigen]
    return day_at(max(before), dose.after) if before and dose.after else None


def _live_too_close(one: Given, before: Sequence[Judged], schedule: Schedule) -> date | None:
    for row in before:
        other = schedule.antigens.get(row.given.antigen)
        apart = (one.on - row.given.on).days
        if other is not None and other.live and other.code != one.antigen and 0 < apart < schedule.live_apart_days:
            return row.given.on + timedelta(days=schedule.live_apart_days)
    return None


def _line(
    antigen: Antigen,
    dose: Dose,
    born: date,
    given: Sequence[Given],
    counted: dict[tuple[str, int], date],
    *,
    on: date,
) -> Line:
    until = day_at(born, dose.until)
    if (key := (dose.antigen, dose.number)) in counted:
        return Line(dose, antigen.name, Standing.GIVEN, counted[key], until)
    ideal = day_at(born, dose.ideal)
    if dose.number > 1 and (dose.antigen, dose.number - 1) not in counted:
        return Line(dose, antigen.name, Standing.MISSED if on >= until else Standing.LATER, None, until)
    earliest = max(ideal, _earliest_after(dose, given) or ideal)
    if on >= until:
        return Line(dose, antigen.name, Standing.MISSED, None, until)
    if on < earliest:
        return Line(dose, antigen.name, Standing.LATER, earliest, until)
    late = on >= day_at(earliest, "1m") and not antigen.school
    return Line(dose, antigen.name, Standing.LATE if late else Standing.DUE, earliest, until)


def completed(born: date, judged: Iterable[Judged], schedule: Schedule, *, on: date) -> list[Completeness]:
    """Tell by each rule of an edition whether a child is complete, from the doses that count and were in time."""
    counted = {f"{one.given.antigen} {one.given.number}": one.given.on for one in judged if one.counts}
    found: dict[str, Completeness] = {}
    for rule in schedule.complete.values():
        limit = day_at(born, rule.before)
        in_time = {key: day for key, day in counted.items() if day < limit}
        missing = [key for key in rule.doses if key not in in_time]
        first = found.get(rule.needs)
        if first is not None:
            missing = [*first.missing, *missing]
        days = [in_time[key] for key in rule.doses if key in in_time]
        if first is not None and first.on is not None:
            days.append(first.on)
        found[rule.code] = Completeness(rule, None if missing else max(days), tuple(missing), on < limit)
    return list(found.values())

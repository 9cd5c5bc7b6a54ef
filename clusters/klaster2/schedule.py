"""The national immunization schedule as its reference file has it: antigens, doses, and what makes a child complete."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from clusters.reference import edition_on, read

FILE = Path(__file__).parent / "reference" / "immunization.toml"


@dataclass(frozen=True)
class Dose:
    """One dose of an antigen: the ages at which it is due, counts and ends; and how far it is from the one before."""

    antigen: str
    number: int
    ideal: str
    least: str
    until: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.antigen} {self.number}"


@dataclass(frozen=True)
class Antigen:
    """One vaccine of the schedule."""

    code: str
    name: str
    live: bool
    doses: tuple[Dose, ...]
    only: str = ""  # given only where the district says so
    school: bool = False
    sex: str = ""
    month: int = 0  # when the schools give it

    def dose(self, number: int) -> Dose | None:
        """Give one dose by its number; none beyond the last."""
        return self.doses[number - 1] if 0 < number <= len(self.doses) else None


@dataclass(frozen=True)
class Complete:
    """What a child must have had, each dose valid, before an age, to count as complete."""

    code: str
    name: str
    before: str
    doses: tuple[str, ...]
    needs: str = ""


@dataclass(frozen=True)
class Schedule:
    """One edition of the schedule."""

    version: str
    source: str
    live_apart_days: int
    antigens: Mapping[str, Antigen]
    complete: Mapping[str, Complete]

    def doses(self) -> list[Dose]:
        """Give every dose, antigen by antigen."""
        return [dose for antigen in self.antigens.values() for dose in antigen.doses]


def schedule_on(on: date) -> Schedule:
    """Give the schedule in force on a day."""
    return _parsed(str(edition_on(FILE, on)["version"]))


@lru_cache(maxsize=8)
def _parsed(version: str) -> Schedule:
    edition = next(one for one in read(FILE)["edition"] if one["version"] == version)
    before = _parsed(edition["based_on"]) if "based_on" in edition else None
    antigens = dict(before.antigens) if before else {}
    complete = dict(before.complete) if before else {}
    antigens |= {row["code"]: _antigen(row) for row in edition["antigen"]}
    complete |= {row["code"]: _complete(row) for row in edition["complete"]}
    return Schedule(version, edition["source"], edition["live_apart_days"], antigens, complete)


def _antigen(row: Mapping[str, Any]) -> Antigen:
    doses = tuple(
        Dose(row["code"], number, dose["ideal"], dose["min"], dose["until"], dose.get("after", ""))
        for number, dose in enumerate(row["doses"], start=1)
    )
    more = {name: row[name] for name in ("only", "school", "sex", "month") if name in row}
    return Antigen(row["code"], row["name"], row.get("live", False), doses, **more)


def _complete(row: Mapping[str, Any]) -> Complete:
    return Complete(row["code"], row["name"], row["before"], tuple(row["doses"]), row.get("needs", ""))


def day_at(begin: date, span: str) -> date:
    """Give the day a span after another: "28d", "9m", "7y"; a day the month does not have is the first of the next."""
    count = int(span[:-1])
    if span[-1] == "d":
        return begin + timedelta(days=count)
    months = begin.month - 1 + (count if span[-1] == "m" else count * 12)
    year, month = begin.year + months // 12, months % 12 + 1
    try:
        return date(year, month, begin.day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)

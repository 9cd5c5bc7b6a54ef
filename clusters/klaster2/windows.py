"""Which contact after a birth a day is: KF1 to KF4 by their windows (domain §3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from clusters.reference import edition_on

FILE = Path(__file__).parent / "reference" / "postnatal.toml"


@dataclass(frozen=True)
class Birth:
    """When a child was born: the day, and the hour where somebody wrote it down."""

    on: date
    at: datetime | None = None


@dataclass(frozen=True)
class Seen:
    """When a mother was seen after a birth."""

    on: date
    at: datetime


def last_day(on: date) -> int:
    """Give the last day after a birth on which a contact still counts."""
    last: int = edition_on(FILE, on)["windows"][-1][1]
    return last


def window_of(birth: Birth, seen: Seen) -> int:
    """Give 1 to 4 for KF1 to KF4; 0 before the first hours are over and after the last day."""
    rules = edition_on(FILE, birth.on)
    if birth.at is not None and seen.at - birth.at < timedelta(hours=rules["first_hours"]):
        return 0
    days = (seen.on - birth.on).days
    return next((n for n, (first, last) in enumerate(rules["windows"], start=1) if first <= days <= last), 0)


def reached(birth: Birth, contacts: Iterable[Seen]) -> list[date | None]:
    """Give the first day of each window, oldest first, None where nobody came."""
    found: list[date | None] = [None] * len(edition_on(FILE, birth.on)["windows"])
    for one in sorted(contacts, key=lambda one: (one.on, one.at)):
        window = window_of(birth, one)
        if window and found[window - 1] is None:
            found[window - 1] = one.on
    return found


def next_window(birth: Birth, on: date) -> tuple[date, date] | None:
    """Give the days of the next window after a day; None when all have passed."""
    for first, last in edition_on(FILE, birth.on)["windows"]:
        opens = birth.on + timedelta(days=first)
        if opens > on:
            return opens, birth.on + timedelta(days=last)
    return None

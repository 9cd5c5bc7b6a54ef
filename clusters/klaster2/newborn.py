"""The contacts of a newborn by their windows: the first by the hour of birth, the later ones by the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from clusters.reference import edition_on

FILE = Path(__file__).parent / "reference" / "newborn.toml"
KN = ("KN1", "KN2", "KN3")
_HOUR = 3600


@dataclass(frozen=True)
class Contacts:
    """The first day in each window, and the day all of them were there."""

    first: Mapping[str, date]

    @property
    def complete_on(self) -> date | None:
        """The day the last of the three made them complete."""
        return max(self.first.values()) if set(self.first) == set(KN) else None


def rules_on(on: date) -> Mapping[str, Any]:
    """Give the reference in force on a day."""
    return edition_on(FILE, on)


def needs_hour(born_on: date, seen_on: date) -> bool:
    """Tell whether the window is told only by the hour of birth."""
    return (seen_on - born_on).days <= rules_on(seen_on)["hour_matters_until_day"]


def contact_of(born_on: date, born_at: datetime | None, seen_at: datetime, *, seen_on: date) -> str:
    """Give the contact a moment falls into, "KN1" to "KN3"; "" between and beyond the windows.

    ``seen_on`` is the local date of ``seen_at``. Raises ValueError where the hour of birth is needed and missing.
    """
    days = (seen_on - born_on).days
    by_hour = needs_hour(born_on, seen_on)
    if by_hour and born_at is None:
        raise ValueError("the hour of birth decides the contact of the first days")
    hours = (seen_at - born_at).total_seconds() / _HOUR if born_at else None
    for window in rules_on(seen_on)["window"]:
        if "from_hours" in window:
            if by_hour and hours is not None and window["from_hours"] <= hours <= window["to_hours"]:
                return str(window["code"])
        elif window["from_day"] <= days <= window["to_day"]:
            return str(window["code"])
    return ""


def reached(contacts: Iterable[tuple[str, date]]) -> Contacts:
    """Give the first day of each contact out of all that were written."""
    first: dict[str, date] = {}
    for code, on in contacts:
        if code in KN and (code not in first or on < first[code]):
            first[code] = on
    return Contacts(first)


def temperature_sign(temperature: Decimal, on: date) -> str:
    """Give the danger sign a temperature is: "cold", "hot", or "" for none."""
    span = rules_on(on)["temperature"]
    if temperature < Decimal(str(span["least"])):
        return "cold"
    return "hot" if temperature > Decimal(str(span["most"])) else ""


def birth_weight_class(grams: int, on: date) -> str:
    """Give the class of a birth weight: BBLASR, BBLSR, BBLR, Cukup, BBLB."""
    for row in rules_on(on)["birth_weight"]:
        if ("under" in row and grams < row["under"]) or ("to" in row and grams <= row["to"]):
            return str(row["name"])
        if "under" not in row and "to" not in row:
            return str(row["name"])
    return ""

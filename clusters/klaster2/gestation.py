"""How far a pregnancy is on a day: what it is dated by, the day it is due, weeks and days, and the trimester."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from clusters.reference import edition_on

FILE = Path(__file__).parent / "reference" / "pregnancy.toml"
LMP, USG, UNKNOWN = "lmp", "usg", "unknown"


@dataclass(frozen=True)
class Dated:
    """What a pregnancy is dated by: its first day and the day it is due; neither while nobody knows."""

    by: str = UNKNOWN
    first_day: date | None = None
    due_on: date | None = None


def rules_on(on: date) -> Mapping[str, Any]:
    """Give the reference of pregnancies in force on a day."""
    return edition_on(FILE, on)


def dated(*, lmp: date | None, usg_on: date | None, usg_days: int | None, on: date) -> Dated:
    """Date a pregnancy by its last menstruation, or by a first-trimester USG that disagrees by more than a week.

    ``usg_days`` is the age the USG found on ``usg_on``. Without a known menstruation any USG dates it (domain §3.3).
    """
    rules = rules_on(on)
    seen = usg_on - timedelta(days=usg_days) if usg_on is not None and usg_days is not None else None
    if lmp is None and seen is None:
        return Dated()
    if seen is None or (lmp is not None and not _overrules(lmp, seen, usg_days or 0, rules)):
        assert lmp is not None
        return Dated(LMP, lmp, due_on(lmp, on=on))
    return Dated(USG, seen, due_on(seen, on=on))


def _overrules(lmp: date, seen: date, usg_days: int, rules: Mapping[str, Any]) -> bool:
    return usg_days <= rules["trimesters"][0] and abs((seen - lmp).days) > rules["usg_overrules_days"]


def due_on(first_day: date, *, on: date) -> date:
    """Give the day a pregnancy is due: 280 days from its first (Naegele)."""
    return first_day + timedelta(days=rules_on(on)["pregnancy_days"])


def age_in_days(first_day: date | None, on: date) -> int | None:
    """Give how many days old a pregnancy is; None while it is not dated, or before its first day."""
    if first_day is None or on < first_day:
        return None
    return (on - first_day).days


def age_words(days: int | None) -> str:
    """Write the age of a pregnancy: "30 minggu 2 hari"; "–" while nobody knows."""
    if days is None:
        return "–"
    weeks, left = divmod(days, 7)
    return f"{weeks} minggu {left} hari" if left else f"{weeks} minggu"


def trimester(days: int | None, *, on: date) -> int | None:
    """Give the trimester of a pregnancy so many days old; None while it is not dated."""
    if days is None:
        return None
    return 1 + sum(days > last for last in rules_on(on)["trimesters"])

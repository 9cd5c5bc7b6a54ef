"""How long somebody may lie here and what a newborn weighs, by the edition of the day."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from clusters.reference import edition_on

FILE = Path(__file__).parent / "limits.toml"


def limits_on(on: date) -> Mapping[str, Any]:
    """Give the limits in force on a day."""
    return edition_on(FILE, on)


def days_lain(admitted_on: date, on: date) -> int:
    """Give how many days somebody has lain here, as the ministry counts: in and out on one day is one."""
    return max(1, (on - admitted_on).days)

"""Family planning: when one comes back by her method, until when it protects, and what speaks against it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from clusters.reference import edition_on

from .schedule import day_at

FILE = Path(__file__).parent / "reference" / "family_planning.toml"


@dataclass(frozen=True)
class Method:
    """One method of family planning."""

    code: str
    name: str
    service: str
    procedure: bool  # the drug is fetched first and given in the room afterwards (SOP Dharma Rini 5.9)
    consent: bool
    comes_back: str
    late_by: str
    protects: str
    lasting: bool

    def next_on(self, given_on: date) -> date | None:
        """Give the day she comes back; none for a method without one."""
        return day_at(given_on, self.comes_back) if self.comes_back else None

    def active_until(self, given_on: date) -> date | None:
        """Give the last day on which she counts as using it; none for one that lasts."""
        if self.lasting:
            return None
        if self.protects:
            return day_at(given_on, self.protects)
        return day_at(day_at(given_on, self.comes_back), self.late_by)


def rules_on(on: date) -> Mapping[str, Any]:
    """Give the reference in force on a day."""
    return edition_on(FILE, on)


def methods_on(on: date) -> Mapping[str, Method]:
    """Give the methods of the edition of a day, by code."""
    return _methods(rules_on(on)["valid_from"])


@lru_cache(maxsize=8)
def _methods(valid_from: date) -> Mapping[str, Method]:
    return {row["code"]: _method(row) for row in edition_on(FILE, valid_from)["method"]}


def _method(row: Mapping[str, Any]) -> Method:
    told = {name: row.get(name, "") for name in ("service", "comes_back", "late_by", "protects")}
    flags = {name: row.get(name, False) for name in ("procedure", "consent", "lasting")}
    return Method(code=row["code"], name=row["name"], **told, **flags)


def conditions_on(on: date) -> Mapping[str, str]:
    """Give what may speak against a method, by code."""
    return {row["code"]: row["name"] for row in rules_on(on)["condition"]}


def category_of(method: str, conditions: Collection[str], on: date) -> tuple[int, list[str]]:
    """Give the WHO's category of a method for a woman, 1 where nothing speaks against it, and what makes it so."""
    rows = [row for row in rules_on(on)["condition"] if row["code"] in conditions]
    worst = max((row["category"].get(method, 1) for row in rows), default=1)
    reasons = [row["name"] for row in rows if worst > 1 and row["category"].get(method, 1) == worst]
    return worst, reasons

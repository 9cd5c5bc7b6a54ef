"""MTBS: from the signs of a sick child to its classifications, each with its colour and the day to come back.

The rules stand in a reference file; what numbers tell (fast breathing by age, a long diarrhoea) is derived from them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from clusters.limits import Ages
from clusters.reference import edition_on
from puskesmas.facility.life_stages import Age

FILE = Path(__file__).parent / "reference" / "mtbs.toml"
GRAVEST_FIRST = ("merah", "kuning", "hijau")


@dataclass(frozen=True)
class Classification:
    """One thing a sick child has, by the chart: what to do by its colour, and when to come back."""

    topic: str
    code: str
    name: str
    colour: str
    follow_up: int | None

    def follow_up_on(self, on: date) -> date | None:
        """Give the day to come back; none where the chart names none, or the child is referred."""
        return on + timedelta(days=self.follow_up) if self.follow_up else None


@dataclass(frozen=True)
class Outcome:
    """Everything a sick child has, the gravest first."""

    found: tuple[Classification, ...]
    derived: tuple[str, ...]

    @property
    def colour(self) -> str:
        """The gravest colour; green where nothing was found."""
        return self.found[0].colour if self.found else GRAVEST_FIRST[-1]

    def follow_up_on(self, on: date) -> date | None:
        """Give the nearest day to come back; a child who is referred comes back as the hospital says."""
        if self.colour == GRAVEST_FIRST[0]:
            return None
        days = [day for one in self.found if (day := one.follow_up_on(on)) is not None]
        return min(days) if days else None


def rules_on(on: date) -> Mapping[str, Any]:
    """Give the chart in force on a day."""
    return edition_on(FILE, on)


def is_of_age(age: Age, on: date) -> bool:
    """Tell whether the chart is made for a child of this age."""
    return Ages(*rules_on(on)["ages"]).hold(age)


def classify(
    *, complaints: Collection[str], signs: Collection[str], numbers: Mapping[str, Decimal | int], age: Age, on: date
) -> Outcome:
    """Classify a child by what is complained of, the signs seen, and what was measured or counted.

    ``complaints`` are topics the mother tells of; danger signs, nutrition and anaemia are looked at in every child.
    """
    rules = rules_on(on)
    derived = derive(numbers, age=age, on=on)
    known = {*signs, *derived}
    found: list[Classification] = []
    for topic in rules["topic"]:
        if not _is_asked(topic, complaints, known):
            continue
        for row in topic["classes"]:
            if _fits(row, known):
                known.add(row["code"])
                found.append(_classification(topic["code"], row))
                break
    found.sort(key=lambda one: GRAVEST_FIRST.index(one.colour))
    return Outcome(tuple(found), tuple(sorted(derived)))


def derive(numbers: Mapping[str, Decimal | int], *, age: Age, on: date) -> set[str]:
    """Give the signs that numbers tell at an age."""
    found = set()
    for rule in rules_on(on)["number"]:
        value = numbers.get(rule["field"])
        if value is None or not Ages(rule.get("from", ""), rule.get("until", "")).hold(age):
            continue
        reached = "at_least" in rule and value >= Decimal(str(rule["at_least"]))
        if reached or ("below" in rule and value < Decimal(str(rule["below"]))):
            found.add(str(rule["sign"]))
    return found


def _is_asked(topic: Mapping[str, Any], complaints: Collection[str], known: Collection[str]) -> bool:
    if "only_if" in topic and not set(topic["only_if"]) <= set(known):
        return False
    return bool(topic.get("always")) or topic.get("within", topic["code"]) in complaints


def _fits(row: Mapping[str, Any], known: Collection[str]) -> bool:
    if "any" in row:
        return bool(set(row["any"]) & set(known))
    if "after" in row:
        return bool(set(row["after"]) & set(known))
    if "any_two" in row:
        return all(set(group) & set(known) for group in row["any_two"])
    if "all" in row:
        return set(row["all"]) <= set(known)
    if "of" in row:
        return len(set(row["of"]) & set(known)) >= row["at_least"]
    return True


def _classification(topic: str, row: Mapping[str, Any]) -> Classification:
    return Classification(topic, row["code"], row["name"], row["colour"], row.get("follow_up"))


def named(code: str, on: date) -> Classification:
    """Give a classification by its code, as the edition of a day names it."""
    for topic in rules_on(on)["topic"]:
        for row in topic["classes"]:
            if row["code"] == code:
                return _classification(topic["code"], row)
    return Classification("", code, code, GRAVEST_FIRST[-1], None)


def signs_on(on: date) -> dict[str, str]:
    """Give every sign somebody looks for, by code."""
    return {code: label for topic in rules_on(on)["topic"] for code, label in topic["signs"]}


def complaints_on(on: date) -> dict[str, str]:
    """Give what a mother may complain of, by code."""
    topics = rules_on(on)["topic"]
    return {one["code"]: one["name"] for one in topics if not one.get("always") and "within" not in one}

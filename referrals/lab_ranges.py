"""What is normal, what is critical and what cannot be: read from a versioned file, asked for one person on one day."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from .lab_values import written

FILE = Path(__file__).parent / "reference" / "lab_ranges.toml"
LOCAL = "kebiasaan setempat, pastikan dengan puskesmas"


class Flag(StrEnum):
    """How a value stands to what is normal."""

    NONE = ""  # nothing is known to compare it with
    NORMAL = "normal"
    LOW = "low"
    HIGH = "high"
    ABNORMAL = "abnormal"
    UNCLASSIFIED = "unclassified"  # between two tables, so neither normal nor not
    CRITICAL = "critical"


@dataclass(frozen=True)
class Person:
    """Whose value it is; an unknown patient has neither sex nor age."""

    sex: str = ""
    years: int | None = None
    pregnant: bool = False


@dataclass(frozen=True)
class Rule:
    """One row of the file: for whom, from when, and the values it names."""

    test: str
    kind: str  # range, grey, critical, plausible, words, limited
    valid_from: date
    source: str
    default: bool = False  # our own knowledge; a setting to confirm with the puskesmas
    sex: str = ""
    from_years: int | None = None
    below_years: int | None = None
    pregnant: bool | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    normal: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    says: str = ""

    def fits(self, person: Person) -> bool:
        """Tell whether the row speaks of this person."""
        if self.sex and self.sex != person.sex:
            return False
        if self.pregnant is not None and self.pregnant != person.pregnant:
            return False
        if self.from_years is None and self.below_years is None:
            return True
        if person.years is None:
            return False
        return (self.from_years or 0) <= person.years < (self.below_years or 200)

    @property
    def narrowness(self) -> int:
        """How many things the row asks of a person."""
        asked = (self.sex, self.from_years is not None or self.below_years is not None, self.pregnant is not None)
        return sum(map(bool, asked))

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies between the row's values, both included."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)

    @property
    def span(self) -> str:
        """The values in words: "12–16", "≤ 199", "≥ 40"."""
        if self.low is not None and self.high is not None:
            return f"{written(self.low)}–{written(self.high)}"
        if self.high is not None:
            return f"≤ {written(self.high)}"
        return f"≥ {written(self.low)}" if self.low is not None else ""


@dataclass(frozen=True)
class Judgement:
    """A value's flag, the reference it was judged by, and what to do where the tables are silent."""

    flag: Flag = Flag.NONE
    reference: str = ""
    source: str = ""
    advice: str = ""


@dataclass(frozen=True)
class Table:
    """Every row of the file."""

    rules: tuple[Rule, ...]

    @property
    def limited(self) -> frozenset[str]:
        """Give the tests whose results only some may read."""
        return frozenset(rule.test for rule in self.rules if rule.kind == "limited")

    def rule(self, kind: str, test: str, person: Person, on: date) -> Rule | None:
        """Give the newest row in force on a day that fits the person, the narrowest first."""
        fit = [
            rule
            for rule in self.rules
            if (rule.kind, rule.test) == (kind, test) and rule.valid_from <= on and rule.fits(person)
        ]
        return max(fit, key=lambda rule: (rule.valid_from, rule.narrowness), default=None)

    def is_plausible(self, test: str, number: Decimal) -> bool:
        """Tell whether a living person can have this value at all."""
        rule = self.rule("plausible", test, Person(), date.max)
        return rule is None or rule.holds(number)

    def plausible_span(self, test: str) -> str:
        """Give the values a living person can have, in words."""
        rule = self.rule("plausible", test, Person(), date.max)
        return rule.span if rule else ""

    def judge_number(self, test: str, number: Decimal, person: Person, on: date) -> Judgement:
        """Give how a number stands: critical before all else, then the grey zone, then low, high or normal."""
        normal = self.rule("range", test, person, on)
        grey = self.rule("grey", test, person, on)
        critical = self.rule("critical", test, person, on)
        reference = normal.span if normal else ""
        source = _cited(normal or critical)
        if critical and not critical.holds(number):
            return Judgement(Flag.CRITICAL, reference, source, critical.says)
        if grey and grey.holds(number):
            return Judgement(Flag.UNCLASSIFIED, reference, source, grey.says)
        if normal is None:
            return Judgement(Flag.NONE, reference, source)
        if normal.low is not None and number < normal.low:
            return Judgement(Flag.LOW, reference, source)
        if normal.high is not None and number > normal.high:
            return Judgement(Flag.HIGH, reference, source)
        return Judgement(Flag.NORMAL, reference, source)

    def judge_word(self, test: str, word: str, on: date) -> Judgement:
        """Give how a chosen word stands."""
        rule = self.rule("words", test, Person(), on)
        if rule is None:
            return Judgement()
        reference = ", ".join(rule.normal)
        if word in rule.critical:
            return Judgement(Flag.CRITICAL, reference, _cited(rule), rule.says)
        return Judgement(Flag.NORMAL if word in rule.normal else Flag.ABNORMAL, reference, _cited(rule))


def _cited(rule: Rule | None) -> str:
    if rule is None:
        return ""
    return f"{rule.source} ({LOCAL})" if rule.default else rule.source


@lru_cache(maxsize=1)
def table() -> Table:
    """Give the file that comes with the program, read once a process."""
    return parse(FILE.read_text(encoding="utf-8"))


def parse(text: str) -> Table:
    """Give the rows a file names; raises ValueError naming the row that is wrong."""
    raw = tomllib.loads(text, parse_float=Decimal)
    kinds = ("range", "grey", "critical", "plausible", "words", "limited")
    odd = sorted(set(raw) - set(kinds))
    if odd:
        raise ValueError(f"Unknown table {', '.join(odd)}. Tables are: {', '.join(kinds)}.")
    return Table(tuple(_rows(raw, kinds)))


def _rows(raw: Mapping[str, Any], kinds: Iterable[str]) -> Iterable[Rule]:
    for kind in kinds:
        for row in raw.get(kind, ()):
            missing = [name for name in ("test", "valid_from", "source") if not row.get(name)]
            if missing:
                raise ValueError(f"A row of [[{kind}]] ({row.get('test', '?')}) lacks {', '.join(missing)}.")
            yield Rule(kind=kind, **{name: _value(name, value) for name, value in row.items()})


def _value(name: str, value: Any) -> Any:
    if name in ("low", "high"):
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value

"""The limits of vital signs as their reference file has them: what no body has, what is rare, what deserves a look."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from puskesmas.facility.life_stages import Age

from .reference import FOLDER, edition_on
from .wording import spoken

FILE = FOLDER / "vital_signs.toml"
MARKS = ("kuning", "merah")  # mildest first
_COMPARISONS = {
    "at_least": ("≥", "▲", lambda value, bound: value >= bound),
    "above": (">", "▲", lambda value, bound: value > bound),
    "at_most": ("≤", "▼", lambda value, bound: value <= bound),
    "below": ("<", "▼", lambda value, bound: value < bound),
}


@dataclass(frozen=True)
class Ages:
    """A span of ages, from one up to, not including, another; each end counts in its own unit."""

    start: str = ""
    end: str = ""

    def hold(self, age: Age | None) -> bool:
        """Tell whether an age falls into the span; one nobody knows falls only into the whole of life."""
        if age is None:
            return self == Ages()
        return (not self.start or _reached(age, self.start)) and (not self.end or not _reached(age, self.end))


@dataclass(frozen=True)
class Vital:
    """One thing that is measured: its words, its unit and what no body has."""

    name: str
    label: str
    unit: str
    decimals: int
    least: Decimal
    most: Decimal
    hint: str

    def takes(self, value: Decimal) -> bool:
        """Tell whether a body can have this at all."""
        return self.least <= value <= self.most

    @property
    def span(self) -> str:
        return f"{spoken(self.least)}–{spoken(self.most)} {self.unit}".strip()


@dataclass(frozen=True)
class Usual:
    """What is usual of one vital sign at an age; anything else is asked about once."""

    vital: str
    ages: Ages
    least: Decimal
    most: Decimal


@dataclass(frozen=True)
class Flag:
    """One limit beyond which a value deserves a look."""

    vital: str
    ages: Ages
    sex: str
    comparison: str
    bound: Decimal
    mark: str

    def is_raised_by(self, value: Decimal) -> bool:
        """Tell whether a value lies beyond the limit."""
        return _COMPARISONS[self.comparison][2](value, self.bound)

    @property
    def limit(self) -> str:
        """The limit as it is shown beside the value: "≥ 39"."""
        return f"{_COMPARISONS[self.comparison][0]} {spoken(self.bound)}"

    @property
    def direction(self) -> str:
        return _COMPARISONS[self.comparison][1]


@dataclass(frozen=True)
class Pressure:
    """A limit of blood pressure, reached by either of its two numbers."""

    ages: Ages
    systolic: Decimal
    diastolic: Decimal
    mark: str
    pregnant: bool = False  # only while a child is expected
    called: str = ""

    @property
    def limit(self) -> str:
        """The limit with what lies beyond it, if it has a name: "≥ 160/110, hipertensi berat dalam kehamilan"."""
        pair = f"≥ {spoken(self.systolic)}/{spoken(self.diastolic)}"
        return f"{pair}, {self.called}" if self.called else pair

    def is_raised_by(self, systolic: Decimal, diastolic: Decimal) -> bool:
        """Tell whether either number reaches the limit."""
        return systolic >= self.systolic or diastolic >= self.diastolic


@dataclass(frozen=True)
class BmiScheme:
    """One way of naming a body mass index, for the ages it was made for."""

    code: str
    name: str
    ages: Ages
    classes: tuple[tuple[Decimal, str], ...]

    def label(self, value: Decimal) -> str:
        """Give the class a body mass index falls into."""
        return next(label for bound, label in reversed(self.classes) if value >= bound)


@dataclass(frozen=True)
class Limits:
    """One edition of the reference file."""

    version: str
    source: str
    vitals: Mapping[str, Vital]
    usual: tuple[Usual, ...]
    flags: tuple[Flag, ...]
    pressures: tuple[Pressure, ...]
    schemes: Mapping[str, BmiScheme]


def limits_on(on: date) -> Limits:
    """Give the limits in force on a day."""
    return _parsed(edition_on(FILE, on)["valid_from"])


@lru_cache(maxsize=16)
def _parsed(valid_from: date) -> Limits:
    edition = edition_on(FILE, valid_from)
    usual = [Usual(row["vital"], _ages(row), *map(_exact, row["between"])) for row in edition.get("usual", ())] + [
        Usual(row["name"], Ages(), *map(_exact, row["usual"])) for row in edition["vital"] if "usual" in row
    ]
    return Limits(
        version=edition["version"],
        source=edition["source"],
        vitals={row["name"]: _vital(row) for row in edition["vital"]},
        usual=tuple(usual),
        flags=tuple(_flag(row) for row in edition.get("flag", ())),
        pressures=tuple(_pressure(row) for row in edition.get("pressure", ())),
        schemes={row["scheme"]: _scheme(row) for row in edition.get("bmi", ())},
    )


def _vital(row: Mapping[str, Any]) -> Vital:
    least, most = map(_exact, row["hard"])
    return Vital(row["name"], row["label"], row["unit"], row.get("decimals", 0), least, most, row.get("hint", ""))


def _flag(row: Mapping[str, Any]) -> Flag:
    comparison = next(word for word in _COMPARISONS if word in row)
    return Flag(row["vital"], _ages(row), row.get("sex", ""), comparison, _exact(row[comparison]), row["mark"])


def _pressure(row: Mapping[str, Any]) -> Pressure:
    systolic, diastolic = map(_exact, row["at_least"])
    return Pressure(_ages(row), systolic, diastolic, row["mark"], row.get("pregnant", False), row.get("called", ""))


def _scheme(row: Mapping[str, Any]) -> BmiScheme:
    classes = tuple((_exact(bound), label) for bound, label in row["classes"])
    return BmiScheme(row["scheme"], row["name"], _ages(row), classes)


def _ages(row: Mapping[str, Any]) -> Ages:
    return Ages(row.get("from", ""), row.get("until", ""))


def _exact(number: float) -> Decimal:
    return Decimal(str(number))


def _reached(age: Age, bound: str) -> bool:
    lived = {"d": age.days, "m": age.months, "y": age.years}[bound[-1]]
    return lived >= int(bound[:-1])


def ages_named(spans: Iterable[Ages]) -> list[Age]:
    """Give one age out of each stretch of life that some spans tell apart."""
    bounds = {bound for span in spans for bound in (span.start, span.end) if bound}
    return [Age(0, 0, 0), *(_age_at(bound) for bound in sorted(bounds))]


def _age_at(bound: str) -> Age:
    count = int(bound[:-1])
    months = {"d": 0, "m": count, "y": count * 12}[bound[-1]]
    days = count if bound[-1] == "d" else months * 31
    return Age(days=days, months=months, years=months // 12)

"""What measured values say: each beside its limit at that age, and the body mass index of adults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from puskesmas.facility.life_stages import Age
from puskesmas.visits.facts import Fact

from .limits import MARKS, BmiScheme, Flag, Limits, ages_named, limits_on
from .wording import spoken

PRESSURE = "blood_pressure"
CONSCIOUSNESS = {
    "compos_mentis": "Compos mentis",
    "apatis": "Apatis",
    "somnolen": "Somnolen",
    "sopor": "Sopor",
    "koma": "Koma",
}
_DEEPLY_ASLEEP = {"sopor", "koma"}  # GCS 8 and below
DEFAULT_SCHEME = "asia_pacific"


@dataclass(frozen=True)
class Reading:
    """One measured value as it is shown: its words, and the limit it lies beyond if it does."""

    name: str
    label: str
    value: str
    unit: str
    mark: str = ""  # "", kuning, merah
    limit: str = ""
    direction: str = ""

    @property
    def text(self) -> str:
        """The value in one line: "158/96 ▲ ≥ 140/90"."""
        return " ".join(part for part in (self.value, self.direction, self.limit) if part)


@dataclass(frozen=True)
class Bmi:
    """A body mass index with its class and the scheme that named it."""

    value: Decimal
    label: str
    scheme: str

    @property
    def text(self) -> str:
        return f"{spoken(self.value)} {self.label} ({self.scheme})"


def readings(
    values: Mapping[str, Any], *, on: date, age: Age | None, sex: str = "", pregnant: bool = False
) -> list[Reading]:
    """Give what was measured, in the order of the form, judged by the limits of that day and that age.

    Of somebody whose age nobody knows yet, only what is beyond the limit at every age is marked.
    """
    limits = limits_on(on)
    found = []
    if values.get("systolic") is not None:
        found.append(_pressure(values, limits, age, pregnant=pregnant))
    for name, vital in limits.vitals.items():
        if name in ("systolic", "diastolic") or values.get(name) is None:
            continue
        value = Decimal(str(values[name]))
        raised = _raised(name, value, limits, age, sex)
        found.append(_marked(Reading(name, vital.label, spoken(value), vital.unit), raised))
    if values.get("consciousness"):
        found.append(_consciousness(values["consciousness"]))
    return found


def flags(
    values: Mapping[str, Any], *, on: date, age: Age | None, sex: str = "", pregnant: bool = False
) -> list[Reading]:
    """Give only what deserves a look, the gravest first."""
    marked = [reading for reading in readings(values, on=on, age=age, sex=sex, pregnant=pregnant) if reading.mark]
    return sorted(marked, key=lambda reading: -MARKS.index(reading.mark))


def expects_a_child(held: Iterable[str]) -> bool:
    """Tell whether a visit is a pregnant woman's, up to and through the birth."""
    return not {Fact.PREGNANT, Fact.LABOUR}.isdisjoint(held)


def bmi(
    weight: Decimal | None, height: Decimal | None, *, on: date, age: Age | None, scheme: str = DEFAULT_SCHEME
) -> Bmi | None:
    """Give the body mass index of an adult; under nineteen the growth curves answer, so nothing is said here."""
    chosen: BmiScheme = limits_on(on).schemes[scheme]
    if not weight or not height or age is None or not chosen.ages.hold(age):
        return None
    metres = Decimal(height) / 100
    value = (Decimal(weight) / (metres * metres)).quantize(Decimal("0.1"))
    return Bmi(value, chosen.label(value), chosen.name)


def _pressure(values: Mapping[str, Any], limits: Limits, age: Age | None, *, pregnant: bool) -> Reading:
    systolic, diastolic = Decimal(str(values["systolic"])), Decimal(str(values["diastolic"]))
    reading = Reading(PRESSURE, "Tekanan darah", f"{spoken(systolic)}/{spoken(diastolic)}", "mmHg")
    asked = [one for one in limits.pressures if one.ages.hold(age) and (pregnant or not one.pregnant)]
    # The gravest first; of two as grave, the one made for a pregnancy names it better.
    for one in sorted(asked, key=lambda one: (-MARKS.index(one.mark), not one.pregnant)):
        if one.is_raised_by(systolic, diastolic):
            return _with(reading, one.mark, one.limit, "▲")
    return _marked(reading, _raised("systolic", systolic, limits, age, ""))


def _raised(name: str, value: Decimal, limits: Limits, age: Age | None, sex: str) -> Flag | None:
    """Give the gravest limit a value lies beyond; of an unknown age the mildest of what every age would give."""
    rules = [rule for rule in limits.flags if rule.vital == name and (not rule.sex or rule.sex == sex)]
    raised = [rule for rule in rules if rule.is_raised_by(value)]
    if age is not None:
        return _gravest(raised, age)
    at_each = [_gravest(raised, some) for some in ages_named([rule.ages for rule in rules])]
    everywhere = [rule for rule in at_each if rule]
    return min(everywhere, key=_gravity) if everywhere and len(everywhere) == len(at_each) else None


def _gravest(raised: list[Flag], age: Age) -> Flag | None:
    return max((rule for rule in raised if rule.ages.hold(age)), key=_gravity, default=None)


def _gravity(rule: Flag) -> int:
    return MARKS.index(rule.mark)


def _consciousness(word: str) -> Reading:
    reading = Reading("consciousness", "Kesadaran", CONSCIOUSNESS[word], "")
    if word == "compos_mentis":
        return reading
    return _with(reading, "merah" if word in _DEEPLY_ASLEEP else "kuning", "tidak compos mentis", "▼")


def _marked(reading: Reading, rule: Flag | None) -> Reading:
    return _with(reading, rule.mark, rule.limit, rule.direction) if rule else reading


def _with(reading: Reading, mark: str, limit: str, direction: str) -> Reading:
    return Reading(reading.name, reading.label, reading.value, reading.unit, mark, limit, direction)

"""How a child grows: z-scores by the WHO's tables, the classes of Permenkes 2/2020, weight gained or not, vitamin A.

Ages are those of the day of measuring. An index without a row in its table has no z-score; one beyond what a body can
have is a measurement to repeat and gets no class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from clusters.limits import Ages
from clusters.reference import edition_on
from puskesmas.facility.life_stages import Age

from . import who_tables
from .who_tables import Lms

FILE = Path(__file__).parent / "reference" / "growth.toml"
INDICES = {"waz": "BB/U", "haz": "TB/U", "whz": "BB/TB", "baz": "IMT/U", "hcz": "LK/U"}
CHECK = "check"  # the class of a measurement no body has
OEDEMA = "severe_wasted"
_SD3_BEYOND = frozenset({"waz", "whz", "baz"})  # whose distribution is skewed, so WHO restricts it beyond ±3 SD
_HUNDREDTH = Decimal("0.01")
WEEK = 7


class Gain(StrEnum):
    """Whether the weight rose as it should since the month before, as the KMS writes it."""

    ROSE = "N"
    DID_NOT = "T"
    NOT_WEIGHED = "O"
    FIRST = "B"


@dataclass(frozen=True)
class Measured:
    """What was measured of one child on one day; what was not is None."""

    born: date
    sex: str
    on: date
    weight: Decimal | None = None
    stature: Decimal | None = None
    lying: bool | None = None  # as it should be at this age, where nobody said
    head: Decimal | None = None
    upper_arm: Decimal | None = None
    oedema: bool = False
    gestation_weeks: int | None = None


@dataclass(frozen=True)
class Class:
    """One class an index falls into."""

    code: str
    name: str
    mark: str = ""


TO_CHECK = Class(CHECK, "Periksa ulang", "kuning")
NONE = Class("", "")  # no class for this index at this age


@dataclass(frozen=True)
class Grown:
    """What a measurement says: the age it was read by, the stature it was read with, z-scores and classes by index."""

    age: Age
    days: int
    corrected: bool
    stature: Decimal | None
    lying: bool
    z: Mapping[str, Decimal]
    classes: Mapping[str, Class]

    @property
    def needs_check(self) -> list[str]:
        """The indices whose value no body has."""
        return [index for index, found in self.classes.items() if found.code == CHECK]


def rules_on(on: date) -> Mapping[str, Any]:
    """Give the reference in force on a day."""
    return edition_on(FILE, on)


def read(measured: Measured) -> Grown:
    """Read a measurement whole."""
    rules = rules_on(measured.on)
    age = Age.between(measured.born, measured.on)
    days = _days_read(measured, age, rules)
    lying = measured.lying if measured.lying is not None else days < rules["standing_from_days"]
    stature = read_as(measured.stature, days=days, lying=lying, rules=rules)
    z = _scores(measured, days, stature, rules)
    classes = {index: _class_of(index, value, age, rules) for index, value in z.items() if index != "hcz"}
    if "hcz" in z and not _is_plausible("hcz", z["hcz"], rules):
        classes["hcz"] = TO_CHECK
    if measured.upper_arm is not None:
        classes["upper_arm"] = _class_of("upper_arm", measured.upper_arm, age, rules)
    if measured.oedema:
        classes["whz"] = next(
            one for one in _classes("whz", age, rules) or (Class("", ""),) if one.code in (OEDEMA, "")
        )
    return Grown(age, days, days != age.days, stature, lying, z, {key: one for key, one in classes.items() if one.code})


def _days_read(measured: Measured, age: Age, rules: Mapping[str, Any]) -> int:
    weeks = measured.gestation_weeks
    if weeks is None or weeks >= rules["preterm_below_weeks"] or age.months >= rules["corrected_until_months"]:
        return age.days
    return age.days - (rules["term_weeks"] - weeks) * WEEK


def read_as(stature: Decimal | None, *, days: int, lying: bool, rules: Mapping[str, Any]) -> Decimal | None:
    """Give a stature as its age is read: lying in the first two years, standing later; 0.7 cm between the two."""
    if stature is None:
        return None
    difference = Decimal(str(rules["lying_longer_by"]))
    if days < rules["standing_from_days"]:
        return stature if lying else stature + difference
    return stature - difference if lying else stature


def _scores(measured: Measured, days: int, stature: Decimal | None, rules: Mapping[str, Any]) -> dict[str, Decimal]:
    # Oedema weighs: no index with the weight in it is read.
    weight = None if measured.oedema else measured.weight
    bmi = weight / (stature / 100) ** 2 if weight is not None and stature else None
    values = {"waz": weight, "haz": stature, "baz": bmi, "hcz": measured.head}
    rows = {index: who_tables.by_age(index, measured.sex, days) for index, value in values.items() if value is not None}
    if weight is not None and stature is not None and days <= who_tables.LAST_DAY:
        values["whz"] = weight
        rows["whz"] = who_tables.by_stature(measured.sex, stature, standing=days >= rules["standing_from_days"])
    found = {}
    for index, row in rows.items():
        value = values[index]
        if row is not None and value is not None:
            found[index] = z_score(float(value), row, restricted=index in _SD3_BEYOND)
    return found


def z_score(value: float, row: Lms, *, restricted: bool) -> Decimal:
    """Give a z-score to 0.01; beyond ±3 SD of a skewed index, in steps of the distance from 2 to 3 SD (WHO 2006)."""
    z = ((value / row.median) ** row.power - 1) / (row.power * row.spread)
    if restricted and abs(z) > 3:
        side = 1 if z > 0 else -1
        third = row.at(3 * side)
        z = 3 * side + (value - third) / abs(third - row.at(2 * side))
    return Decimal(str(z)).quantize(_HUNDREDTH, ROUND_HALF_UP)


def _is_plausible(index: str, value: Decimal, rules: Mapping[str, Any]) -> bool:
    if index not in rules["plausible"]:
        return True
    least, most = (Decimal(str(bound)) for bound in rules["plausible"][index])
    return least <= value <= most


def _class_of(index: str, value: Decimal, age: Age, rules: Mapping[str, Any]) -> Class:
    if not _is_plausible(index, value, rules):
        return TO_CHECK
    return _classes_at(index, value, age, rules)


def _classes_at(index: str, value: Decimal, age: Age, rules: Mapping[str, Any]) -> Class:
    for row in _rows(index, age, rules):
        if ("under" in row and value < Decimal(str(row["under"]))) or (
            "to" in row and value <= Decimal(str(row["to"]))
        ):
            return _class(row)
        if "under" not in row and "to" not in row:
            return _class(row)
    return Class("", "")


def _rows(index: str, age: Age, rules: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    for scheme in rules["class"]:
        if scheme["index"] == index and Ages(scheme.get("from", ""), scheme.get("until", "")).hold(age):
            return list(scheme["classes"])
    return []


def _classes(index: str, age: Age, rules: Mapping[str, Any]) -> list[Class]:
    return [_class(row) for row in _rows(index, age, rules)]


def _class(row: Mapping[str, Any]) -> Class:
    return Class(row["code"], row["name"], row.get("mark", ""))


def class_named(index: str, code: str, age: Age, on: date) -> Class:
    """Give a class by its code, as it is called at an age; the code itself where the edition has no such class."""
    if code == CHECK:
        return TO_CHECK
    found = (one for one in _classes(index, age, rules_on(on)) if one.code == code)
    return next(found, Class(code, code))


def gain_of(
    *, sex: str, age_months: int, on: date, weight: Decimal, before: tuple[date, Decimal] | None
) -> Gain | None:
    """Tell whether a child gained as it should since last month; None where the card names no least gain.

    ``before`` is the latest weighing of an earlier month; none is a child weighed for the first time.
    """
    if before is None:
        return Gain.FIRST
    day, weighed = before
    if (on.year * 12 + on.month) - (day.year * 12 + day.month) != 1:
        return Gain.NOT_WEIGHED
    least = least_gain(sex=sex, age_months=age_months, on=on)
    if least is None:
        return None
    return Gain.ROSE if (weight - weighed) * 1000 >= least else Gain.DID_NOT


def least_gain(*, sex: str, age_months: int, on: date) -> int | None:
    """Give the least gain in grams at an age in completed months; None where the card has none."""
    table = rules_on(on)["least_gain"]
    if age_months < 1 or age_months >= table["until_months"] or sex not in table:
        return None
    grams = table[sex]
    return int(grams[min(age_months, len(grams)) - 1])


def vitamin_a_due(age: Age, on: date) -> Class | None:
    """Give the capsule a child is due in this month; None outside the months and ages of the capsules."""
    for row in rules_on(on)["vitamin_a"]:
        if on.month in row["months"] and Ages(row["from"], row["until"]).hold(age):
            return Class(row["code"], row["name"])
    return None

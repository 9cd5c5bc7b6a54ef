"""The classes of klaster 3, by the edition of the day: blood pressure, glucose, cholesterol, waist, and control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from clusters.reference import edition_on
from clusters.wording import spoken
from puskesmas.facility.life_stages import Age

FILE = Path(__file__).parent / "rules.toml"
Number = int | Decimal


@dataclass(frozen=True)
class Pressure:
    """The class of a blood pressure, and whether only its systolic number is raised."""

    code: str
    name: str
    isolated: bool

    @property
    def words(self) -> str:
        return f"{self.name}, sistolik terisolasi" if self.isolated else self.name


@dataclass(frozen=True)
class Glucose:
    """The class of a blood sugar by the kind of test."""

    code: str
    words: str


def version(on: date) -> str:
    """Give the edition in force on a day."""
    return str(edition_on(FILE, on)["version"])


def pressure(systolic: int, diastolic: int, *, on: date, age: Age | None) -> Pressure | None:
    """Give the class of a pressure in mmHg, the graver of its two numbers'; none under the age the table is for."""
    edition = edition_on(FILE, on)
    if age is None or age.years < edition["adults"]["from_years"]:
        return None
    rows: Sequence[Mapping[str, Any]] = edition["pressure"]
    reached = [row for row in rows if systolic >= row["at_least"][0] or diastolic >= row["at_least"][1]][-1]
    isolated = edition["isolated"]
    only = systolic >= isolated["systolic_at_least"] and diastolic < isolated["diastolic_below"]
    return Pressure(reached["code"], reached["name"], only)


def glucose_kinds(on: date) -> list[tuple[str, str]]:
    """Give the kinds of test with their names."""
    return [(row["kind"], row["name"]) for row in edition_on(FILE, on)["glucose"]]


def glucose(value: Number, kind: str, *, on: date) -> Glucose:
    """Give the class of a blood sugar, in mg/dL or for HbA1c in percent; raises KeyError for an unknown kind."""
    edition = edition_on(FILE, on)
    code = _class(_kind(kind, on)["classes"], value)
    return Glucose(code, edition["glucose_words"][code])


def glucose_wrong(value: Number, kind: str, *, on: date) -> str:
    """Give what is wrong with a blood sugar no body has; empty when nothing is."""
    row = _kind(kind, on)
    return _outside(value, row["between"], f"{row['name']} {spoken(value)} {row['unit']}")


def cholesterol(value: Number, *, on: date) -> str:
    """Give the class of a total cholesterol in mg/dL."""
    return _class(edition_on(FILE, on)["cholesterol"]["classes"], value)


def cholesterol_wrong(value: Number, *, on: date) -> str:
    """Give what is wrong with a cholesterol no body has; empty when nothing is."""
    return _outside(value, edition_on(FILE, on)["cholesterol"]["between"], f"Kolesterol {spoken(value)} mg/dL")


def is_centrally_obese(waist: Number, sex: str, *, on: date) -> bool:
    """Tell whether a waist in cm lies above the limit of the sex."""
    return Decimal(waist) > edition_on(FILE, on)["waist"][sex]


def disease_of(icd10: str, *, on: date) -> str:
    """Give the register a diagnosis belongs to; empty for none."""
    registers = edition_on(FILE, on)["register"]
    return next((row["disease"] for row in registers if icd10.startswith(tuple(row["icd10"]))), "")


def is_controlled(disease: str, measured: Mapping[str, Number | None], *, on: date) -> bool | None:
    """Tell whether a month's values lie below the limits of control; None when nothing of the disease was measured.

    ``measured`` are systolic, diastolic in mmHg, and gds, gdp, ttgo in mg/dL and hba1c in percent.
    """
    row = next(row for row in edition_on(FILE, on)["register"] if row["disease"] == disease)
    told = [
        (Decimal(value), Decimal(str(row["below"][name]))) for name, value in measured.items()
        if value is not None and name in row["below"]
    ]  # fmt: skip
    return all(value < below for value, below in told) if told else None


def is_elderly(age: Age | None, *, on: date) -> bool:
    """Tell whether somebody is old enough for the visit of the elderly."""
    return age is not None and age.years >= edition_on(FILE, on)["elderly"]["from_years"]


def adl_months(on: date) -> int:
    """Give for how many months an ADL result stands."""
    return int(edition_on(FILE, on)["elderly"]["adl_months"])


def _kind(kind: str, on: date) -> Mapping[str, Any]:
    found = next((row for row in edition_on(FILE, on)["glucose"] if row["kind"] == kind), None)
    if found is None:
        raise KeyError(kind)
    return found


def _class(classes: Sequence[Sequence[Any]], value: Number) -> str:
    return next(code for bound, code in reversed(classes) if Decimal(value) >= Decimal(str(bound)))


def _outside(value: Number, between: Sequence[float], words: str) -> str:
    least, most = between
    return "" if least <= value <= most else f"{words} di luar {least}–{most}. Periksa angkanya."

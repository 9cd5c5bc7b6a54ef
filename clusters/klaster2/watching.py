"""What a contact of a pregnant woman tells: each value against its limit, and the risks she brings along."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from clusters.wording import spoken

from .gestation import rules_on, trimester

WEEK = 7
GRADES = {"mild": "Anemia ringan", "moderate": "Anemia sedang", "severe": "Anemia berat"}


@dataclass(frozen=True)
class Seen:
    """What is known of a woman at one contact; what was not measured is None."""

    on: date
    days: int | None = None
    upper_arm: Decimal | None = None
    systolic: int | None = None
    diastolic: int | None = None
    hemoglobin: Decimal | None = None
    protein: str = ""
    glucose: int | None = None
    fetal_heart: int | None = None
    fundal_height: Decimal | None = None


def has_kek(upper_arm: Decimal | None, *, on: date) -> bool:
    """Tell whether a woman is chronically short of energy, by the upper arm in cm."""
    return upper_arm is not None and upper_arm < _exact(rules_on(on)["upper_arm_below"])


def anaemia(hemoglobin: Decimal | None, third: int | None, *, on: date) -> str:
    """Give the grade of anaemia by haemoglobin in g/dL and trimester: mild, moderate, severe or none.

    While the trimester is unknown only what is too low in each of them counts.
    """
    if hemoglobin is None:
        return ""
    rules = rules_on(on)["anaemia"]
    bounds = [_exact(bound) for bound in rules["below"]]
    if hemoglobin >= (bounds[third - 1] if third else min(bounds)):
        return ""
    if hemoglobin < _exact(rules["severe_below"]):
        return "severe"
    return "moderate" if hemoglobin < _exact(rules["moderate_below"]) else "mild"


def suspects_preeclampsia(seen: Seen) -> bool:
    """Tell whether high blood pressure comes with protein after the twentieth week."""
    rules = rules_on(seen.on)
    if seen.days is None or seen.days <= rules["proteinuria_from_day"] or seen.systolic is None:
        return False
    systolic, diastolic = rules["preeclampsia"]
    high = seen.systolic >= systolic or (seen.diastolic or 0) >= diastolic
    return high and seen.protein.startswith("+")


def fundus_is_off(height: Decimal | None, days: int | None, *, on: date) -> bool:
    """Tell whether the fundal height lies more than the tolerance beside the weeks."""
    rules = rules_on(on)
    if height is None or days is None or days // WEEK < rules["fundal_from_week"]:
        return False
    return abs(height - days // WEEK) > rules["fundal_tolerance"]


def findings(seen: Seen) -> list[str]:
    """Give what deserves a look, the gravest first."""
    rules = rules_on(seen.on)
    slow, fast = rules["fetal_heart"]
    found = []
    if suspects_preeclampsia(seen):
        found.append("Dugaan preeklamsia: tekanan darah tinggi dengan protein urin")
    if grade := anaemia(seen.hemoglobin, trimester(seen.days, on=seen.on), on=seen.on):
        found.append(f"{GRADES[grade]}, Hb {spoken(seen.hemoglobin or Decimal())} g/dL")
    if seen.fetal_heart is not None and not slow <= seen.fetal_heart <= fast:
        found.append(f"DJJ {seen.fetal_heart} di luar {slow}–{fast}")
    if has_kek(seen.upper_arm, on=seen.on):
        found.append(f"KEK, LiLA {spoken(seen.upper_arm or Decimal())} cm")
    if fundus_is_off(seen.fundal_height, seen.days, on=seen.on):
        found.append(f"TFU {spoken(seen.fundal_height or Decimal())} cm tidak sesuai umur kehamilan")
    if seen.glucose is not None and seen.glucose >= rules["glucose_at_least"]:
        found.append(f"Gula darah {seen.glucose} mg/dL")
    return found


def risks(*, on: date, years: int, para: int, last_birth_year: int | None, height: Decimal | None) -> list[str]:
    """Give the risks a woman brings into a pregnancy: age, births, spacing, height."""
    rules = rules_on(on)["risk"]
    found = []
    if years < rules["younger_than"]:
        found.append(f"Umur di bawah {rules['younger_than']} tahun")
    if years > rules["older_than"]:
        found.append(f"Umur di atas {rules['older_than']} tahun")
    if para >= rules["births_at_least"]:
        found.append(f"Sudah melahirkan {para} kali")
    if last_birth_year is not None and on.year - last_birth_year < rules["gap_years"]:
        found.append(f"Jarak kurang dari {rules['gap_years']} tahun")
    if height is not None and height < rules["height_below"]:
        found.append(f"Tinggi {spoken(height)} cm")
    return found


def gain_wanted(weight_before: Decimal | None, height: Decimal | None, *, on: date) -> tuple[Decimal, Decimal] | None:
    """Give how many kg a pregnancy should bring by its end, least and most, by the body mass index before it.

    Weight in kg, height in cm; None while one of them is unknown.
    """
    if not weight_before or not height:
        return None
    bmi = weight_before / (height / 100) ** 2
    bands = [band for band in rules_on(on)["gain"] if bmi >= _exact(band["bmi_from"])]
    least, most = max(bands, key=lambda band: band["bmi_from"])["kg"]
    return _exact(least), _exact(most)


def td_from(status: int | None, last_on: date | None, *, on: date) -> date | None:
    """Give the day from which the next Td may be given; None when five were given or nobody knows the last."""
    waits: Sequence[int] = rules_on(on)["td"]["wait_days"]
    if status is None or status >= len(waits):
        return None
    if status == 0:
        return on
    return last_on + timedelta(days=waits[status]) if last_on else None


def _exact(number: float) -> Decimal:
    return Decimal(str(number))

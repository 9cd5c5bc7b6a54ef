"""Ages on a day, and the stage of life and the cluster they lead to (domain reference §2.2).

Ages are always asked for the day of the visit or of the measurement, never for today.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from .places import Line

NEONATE_LAST_DAY = 28
PRESCHOOL_FROM_MONTHS = 60
SCHOOL_FROM_MONTHS = 72
ADOLESCENT_FROM_YEARS = 10
ADULT_FROM_YEARS = 18
ELDERLY_FROM_YEARS = 60
POSTPARTUM_LAST_DAY = 42


@dataclass(frozen=True, order=True)
class Age:
    """An age in completed days, months and years; each rule reads the one it was written for."""

    days: int
    months: int
    years: int

    @classmethod
    def between(cls, born: date, on: date) -> "Age":
        """Return the age on a day of one born on another.

        A birthday that the month does not have falls on the first of the next, so who was born on 29 February is
        a year older on 1 March.
        """
        if on < born:
            raise ValueError(f"{on} lies before the birth on {born}")
        months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
        return cls(days=(on - born).days, months=months, years=months // 12)


class Stage(TextChoices):
    """A stage of the life cycle, as ILP groups its services."""

    NEONATE = "neonate", "Bayi baru lahir"
    INFANT = "infant", "Bayi"
    TODDLER = "toddler", "Balita"
    PRESCHOOL = "preschool", "Prasekolah"
    SCHOOL_AGE = "school_age", "Usia sekolah"
    ADOLESCENT = "adolescent", "Remaja"
    ADULT = "adult", "Dewasa"
    ELDERLY = "elderly", "Lansia"


def stage_of(age: Age) -> Stage:
    """Return the narrowest stage an age falls into."""
    if age.days <= NEONATE_LAST_DAY:
        return Stage.NEONATE
    if age.years < 1:
        return Stage.INFANT
    if age.months < PRESCHOOL_FROM_MONTHS:
        return Stage.TODDLER
    if age.months < SCHOOL_FROM_MONTHS:
        return Stage.PRESCHOOL
    if age.years < ADOLESCENT_FROM_YEARS:
        return Stage.SCHOOL_AGE
    if age.years < ADULT_FROM_YEARS:
        return Stage.ADOLESCENT
    if age.years < ELDERLY_FROM_YEARS:
        return Stage.ADULT
    return Stage.ELDERLY


def is_postpartum(*, delivered_on: date, on: date) -> bool:
    """Say whether a day lies between the delivery and the forty-second day after it."""
    return timedelta(0) <= on - delivered_on <= timedelta(days=POSTPARTUM_LAST_DAY)


def cluster_of(age: Age, *, pregnant: bool = False, postpartum: bool = False, labour: bool = False) -> Line:
    """Return the cluster that cares for someone: pregnancy, labour and nifas come before age."""
    if pregnant or postpartum or labour or age.years < ADULT_FROM_YEARS:
        return Line.K2
    return Line.K3

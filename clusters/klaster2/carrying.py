"""Which pregnancy the patient on the desk carries, read once however many forms ask."""

from dataclasses import dataclass

from clusters.reading import Reading

from .access import pregnancies_for
from .gestation import age_in_days, age_words, trimester
from .models import Pregnancy

FEMALE = "P"
YOUNGEST = 10  # years; nobody younger is asked for


@dataclass(frozen=True)
class Carried:
    """A pregnancy as it stands on the day of a visit."""

    pregnancy: Pregnancy
    days: int | None
    trimester: int | None

    @property
    def age(self) -> str:
        """How far it is: "30 minggu 2 hari"."""
        return age_words(self.days)


def pregnancies_of(reading: Reading) -> list[Pregnancy]:
    """Give the pregnancies of the patient on the desk, under whichever of her records, the latest first."""
    if "pregnancies" not in reading.shelf:
        reading.shelf["pregnancies"] = _read(reading)
    return reading.shelf["pregnancies"]


def _read(reading: Reading) -> list[Pregnancy]:
    patient = reading.patient
    if patient is None or not reading.sees_record or patient.sex != FEMALE or reading.age.years < YOUNGEST:
        return []
    return list(pregnancies_for(reading.user).of_person(patient))


def open_pregnancy_of(reading: Reading) -> Pregnancy | None:
    """Give the pregnancy that has not ended; the one told first where two records of one woman each have one."""
    standing = [one for one in pregnancies_of(reading) if one.is_open]
    return standing[-1] if standing else None


def carried(reading: Reading) -> Carried | None:
    """Give the open pregnancy with its age on the day of the visit, for the desk."""
    pregnancy = open_pregnancy_of(reading)
    if pregnancy is None:
        return None
    days = age_in_days(pregnancy.dated_from, reading.visit.on)
    return Carried(pregnancy, days, trimester(days, on=reading.visit.on))


def has_none_open(reading: Reading) -> bool:
    """Tell whether no pregnancy is open, so that the desk asks for one."""
    return open_pregnancy_of(reading) is None

"""Which pregnancy the patient on the desk carries, read once however many forms ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from clusters.reading import Reading

from .access import pregnancies_for
from .booklet import Row, merged, rows_of, seen_in
from .gestation import age_in_days, age_words, trimester
from .models import ANSWERED, AntenatalRecord, Ending, Pregnancy, TripleElimination
from .watching import findings
from .windows import last_day

FEMALE = "P"
YOUNGEST = 10  # years; nobody younger is asked for
ANC = "ANC"  # the service booked for a contact before the birth
AFTER = "NIFAS"  # and after it


@dataclass(frozen=True)
class Carried:
    """A pregnancy as it stands on the day of a visit, with what deserves a look."""

    pregnancy: Pregnancy
    days: int | None
    trimester: int | None
    findings: Sequence[str] = ()

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
    answered = TripleElimination.objects.current().filter(
        pregnancy=OuterRef("pk"), hiv__in=ANSWERED, syphilis__in=ANSWERED, hbsag__in=ANSWERED
    )
    return list(pregnancies_for(reading.user).of_person(patient).annotate(is_tested=Exists(answered)))


def open_pregnancy_of(reading: Reading) -> Pregnancy | None:
    """Give the pregnancy that has not ended; the one told first where two records of one woman each have one."""
    standing = [one for one in pregnancies_of(reading) if one.is_open]
    return standing[-1] if standing else None


def contacts_of(reading: Reading) -> list[Row]:
    """Give the contacts of the open pregnancy side by side."""
    if "contacts" not in reading.shelf:
        pregnancy = open_pregnancy_of(reading)
        reading.shelf["contacts"] = rows_of(reading.user, pregnancy) if pregnancy else []
    return reading.shelf["contacts"]


def carried(reading: Reading) -> Carried | None:
    """Give the open pregnancy with its age on the day of the visit, for the desk."""
    pregnancy = open_pregnancy_of(reading)
    if pregnancy is None:
        return None
    on = reading.visit.on
    days = age_in_days(pregnancy.dated_from, on)
    seen = _findings_today(reading, days) if ANC in reading.booked_here else []
    return Carried(pregnancy, days, trimester(days, on=on), seen)


def _findings_today(reading: Reading, days: int | None) -> list[str]:
    today = [row.record for row in contacts_of(reading) if row.record.visit_id == reading.visit_pk]
    record = today[-1] if today else AntenatalRecord(on=reading.visit.on)
    measured = merged(reversed(reading.measurements)).get(reading.visit_pk, {})
    return findings(seen_in(record, measured, days))


def has_none_open(reading: Reading) -> bool:
    """Tell whether no pregnancy is open, so that the desk asks for one."""
    return open_pregnancy_of(reading) is None


def has_one_open(reading: Reading) -> bool:
    """Tell whether a pregnancy is open, so that the desk asks for the contact."""
    return open_pregnancy_of(reading) is not None


def awaits_tests(reading: Reading) -> bool:
    """Tell whether one of the three tests of this pregnancy has no answer yet."""
    pregnancy = open_pregnancy_of(reading)
    return pregnancy is not None and not pregnancy.is_tested


def delivered_of(reading: Reading) -> Pregnancy | None:
    """Give the pregnancy the woman on the desk gave birth from, while the weeks after are not over."""
    on = reading.visit.on
    born = [one for one in pregnancies_of(reading) if one.ended_how == Ending.DELIVERY and one.ended_on <= on]
    latest = max(born, key=lambda one: one.ended_on, default=None)
    return latest if latest is not None and (on - latest.ended_on).days <= last_day(on) else None


def is_after_birth(reading: Reading) -> bool:
    """Tell whether the desk asks for a contact after birth: one is known, or the woman came for it."""
    return AFTER in reading.booked_here or delivered_of(reading) is not None

"""The contacts of a pregnancy side by side, as the KIA book has them: each with its slot, values and findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clusters.access import vitals_for
from clusters.models import VitalSigns
from clusters.wording import spoken

from .access import contacts_for
from .contacts import Contact, Placed, placed
from .gestation import age_words
from .models import AntenatalRecord, Pregnancy
from .watching import Seen, findings

Measured = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One contact with what was measured at its visit."""

    record: AntenatalRecord
    place: Placed
    measured: Measured

    @property
    def age(self) -> str:
        """How far the pregnancy was."""
        return age_words(self.place.days)

    @property
    def weight(self) -> Decimal | None:
        return self.measured.get("weight")

    @property
    def weight_words(self) -> str:
        return spoken(self.weight) if self.weight is not None else ""

    @property
    def pressure(self) -> str:
        systolic, diastolic = self.measured.get("systolic"), self.measured.get("diastolic")
        return f"{systolic}/{diastolic}" if systolic else ""

    @property
    def upper_arm(self) -> str:
        arm = self.measured.get("upper_arm")
        return spoken(arm) if arm is not None else ""

    @property
    def fundus(self) -> str:
        height = self.record.fundal_height
        return spoken(height) if height is not None else ""

    @property
    def hemoglobin(self) -> str:
        return spoken(self.record.hemoglobin) if self.record.hemoglobin is not None else ""

    @property
    def findings(self) -> list[str]:
        """What deserves a look at this contact."""
        return findings(seen_in(self.record, self.measured, self.place.days))


def rows_of(user, pregnancy: Pregnancy) -> list[Row]:
    """Give the contacts of a pregnancy as they stand, oldest first, in two statements however many there are."""
    records = list(contacts_for(user).filter(pregnancy=pregnancy))
    measured = measured_at(user, [record.visit_id for record in records])
    return side_by_side(pregnancy, records, measured)


def side_by_side(
    pregnancy: Pregnancy, records: Sequence[AntenatalRecord], measured: Mapping[int, Measured]
) -> list[Row]:
    """Put contacts beside what was measured at their visits; two of one day share their slot."""
    slots = {one.contact.on: one for one in placed(map(contact_of, records), pregnancy.dated_from)}
    return [Row(record, slots[record.on], measured.get(record.visit_id, {})) for record in records]


def contact_of(record: AntenatalRecord) -> Contact:
    """Give a record as the counting of contacts takes it."""
    return Contact(record.on, record.usg_by_doctor)


def measured_at(user, visits: Sequence[int]) -> dict[int, Measured]:
    """Give what was measured at some visits, each value the latest of its kind."""
    return merged(vitals_for(user).filter(visit__in=visits).order_by("measured_at", "pk")) if visits else {}


def merged(measurements: Iterable[VitalSigns]) -> dict[int, Measured]:
    """Put measurements, oldest first, together by visit."""
    found: dict[int, dict[str, Any]] = {}
    for one in measurements:
        found.setdefault(one.visit_id, {}).update(one.values)
    return found


def seen_in(record: AntenatalRecord, measured: Measured, days: int | None) -> Seen:
    """Give what a contact and its measurements tell together."""
    return Seen(
        on=record.on,
        days=days,
        upper_arm=measured.get("upper_arm"),
        systolic=measured.get("systolic"),
        diastolic=measured.get("diastolic"),
        hemoglobin=record.hemoglobin,
        protein=record.protein,
        glucose=record.glucose,
        fetal_heart=record.fetal_heart,
        fundal_height=record.fundal_height,
    )

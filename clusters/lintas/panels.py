"""What the desk shows above the exams of the emergency room and of rooms with beds."""

from dataclasses import dataclass

from clusters.reading import Reading

from .access import stays_for
from .models import InpatientRecord
from .response import Response, response_of


@dataclass(frozen=True)
class BedNow:
    """The bed of the patient on the desk; none yet, or one in another ward."""

    entry: str
    stay: InpatientRecord | None
    day: int = 0
    too_long: bool = False
    elsewhere: str = ""


def clock(reading: Reading) -> Response | None:
    """Give the clock of the emergency on the desk."""
    return response_of(reading.entry, reading.events) if reading.entry.is_open else None


def bed(reading: Reading) -> BedNow | None:
    """Give the bed of the patient on the desk; a newborn rooms in with the mother, a room without beds has none."""
    entry = reading.entry
    if not entry.point.beds or reading.visit.mother_visit_id:
        return None
    stay = stays_for(reading.user).in_bed().filter(visit=reading.visit_pk).first()
    if stay is None:
        return BedNow(entry.code, None)
    today = reading.visit.facility.today()
    elsewhere = stay.point.name if stay.point_id != entry.point_id else ""
    return BedNow(entry.code, stay, stay.days_on(today), stay.is_too_long_on(today), elsewhere)

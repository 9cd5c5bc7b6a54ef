"""How long an emergency waited: from arrival to the first hand, to triage, and to the doctor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clusters.triage import GRAVEST, late_after_minutes, response_minutes
from puskesmas.facility.roles import RoleCode
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, VisitEvent

# What a doctor does with a patient; to have sent one here is not to have touched them.
_TOUCHES = frozenset(
    {Kind.STARTED, Kind.TRIAGED, Kind.VITALS, Kind.ANAMNESIS, Kind.SOAP, Kind.DIAGNOSED, Kind.RENDERED}
    | {Kind.LAB_ORDERED, Kind.PRESCRIBED, Kind.REFERRED}
)


@dataclass(frozen=True)
class Step:
    """One moment of an emergency, with the minutes since arrival."""

    label: str
    at: datetime
    minutes: int


@dataclass(frozen=True)
class Response:
    """The clock of one emergency: what has happened since the patient came, and what is still awaited."""

    arrived_at: datetime
    colour: str
    limit: int | None  # as the regulations say it: at once is 0
    late_after: int | None
    target: int  # of one nobody sorted yet, that of the gravest
    steps: Sequence[Step]
    doctor_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether the doctor came later than the reference of the day lets the colour wait."""
        if self.doctor_at is None or self.late_after is None:
            return False
        return minutes_between(self.arrived_at, self.doctor_at) > self.late_after


def response_of(entry: QueueEntry, events: Sequence[VisitEvent]) -> Response:
    """Give the clock of a patient in the emergency room, read from the sentences of the visit."""
    here = [event for event in events if event.point_id == entry.point_id and event.at >= entry.arrived_at]
    triaged = next((event for event in here if event.kind == Kind.TRIAGED), None)
    latest = next((event for event in reversed(here) if event.kind == Kind.TRIAGED), None)
    doctor = next((event for event in here if event.by_role == RoleCode.DOKTER and event.kind in _TOUCHES), None)
    colour = latest.data.get("colour", "") if latest else ""
    on = entry.visit.on
    marks = [
        (f"Triase {triaged.data.get('colour', '')}", triaged.at) if triaged else None,
        ("Ditangani", entry.started_at) if entry.started_at else None,
        ("Dokter", doctor.at) if doctor else None,
    ]
    steps = [Step(label, at, minutes_between(entry.arrived_at, at)) for label, at in filter(None, marks)]
    return Response(
        arrived_at=entry.arrived_at,
        colour=colour,
        limit=response_minutes(colour, on) if colour else None,
        late_after=late_after_minutes(colour, on) if colour else None,
        target=late_after_minutes(colour or GRAVEST, on) or 0,
        steps=sorted(steps, key=lambda step: step.at),
        doctor_at=doctor.at if doctor else None,
    )


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Give the whole minutes between two moments."""
    return max(0, int((later - earlier).total_seconds() // 60))

"""Who lies where in one ward, by number and initials; and who is in the ward without a bed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from puskesmas.facility.models import ServicePoint
from puskesmas.patients.models import Patient
from puskesmas.visits.models import QueueEntry, Visit

from .models import InpatientRecord


@dataclass(frozen=True)
class Lying:
    """One person of a ward as its board names them: number and initials, never the name."""

    number: str
    initials: str
    age: str
    entry: str  # the code of their place in line, where the desk opens
    since: datetime
    where: str = ""  # the room they are in now, when it is another
    babies: Sequence[str] = ()  # numbers of children born on this visit who are in the ward too


@dataclass(frozen=True)
class Bed:
    """One bed with who lies in it; free without."""

    number: int
    lying: Lying | None = None
    stay: str = ""
    day: int = 0
    too_long: bool = False


@dataclass(frozen=True)
class Board:
    """The beds of one ward, and those who are in the ward and in no bed."""

    point: ServicePoint
    beds: Sequence[Bed]
    without: Sequence[Lying]

    @property
    def free(self) -> int:
        """How many beds nobody lies in."""
        return sum(bed.lying is None for bed in self.beds)


def board_of(point: ServicePoint) -> Board:
    """Give the board of a ward, in as many statements whoever lies there."""
    stays = InpatientRecord.objects.in_bed().filter(point=point).select_related("visit__patient")
    by_bed = {stay.bed: stay for stay in stays}
    lying = {stay.visit_id for stay in by_bed.values()}
    here = _open_entries(point, lying)
    beds = [_bed(number, by_bed.get(number), here, point) for number in range(1, point.beds + 1)]
    without = [
        _lying(entry.visit, entry, since=entry.queued_at, point=point, babies=_babies(entry.visit_id, here))
        for entry in here
        if entry.visit_id not in lying and entry.point_id == point.pk and not _rooms_in(entry, lying)
    ]
    return Board(point, beds, without)


def _open_entries(point: ServicePoint, lying: set[int]) -> list[QueueEntry]:
    """Give where those are who lie here, and who else is in the ward."""
    rows = QueueEntry.objects.open().select_related("visit__patient", "point").order_by("queued_at", "pk")
    return list(rows.filter(point=point) | rows.filter(visit__in=lying))


def _rooms_in(entry: QueueEntry, lying: set[int]) -> bool:
    """A newborn lies with the mother."""
    return entry.visit.mother_visit_id in lying


def _babies(mother: int, here: Sequence[QueueEntry]) -> list[str]:
    return [entry.number for entry in here if entry.visit.mother_visit_id == mother]


def _bed(number: int, stay: InpatientRecord | None, here: Sequence[QueueEntry], point: ServicePoint) -> Bed:
    if stay is None:
        return Bed(number)
    stay.facility = point.facility
    entry = next((one for one in here if one.visit_id == stay.visit_id), None)
    lying = _lying(stay.visit, entry, since=stay.admitted_at, point=point, babies=_babies(stay.visit_id, here))
    today = point.facility.today()
    return Bed(number, lying, stay.code, stay.days_on(today), stay.is_too_long_on(today))


def _lying(
    visit: Visit, entry: QueueEntry | None, *, since: datetime, point: ServicePoint, babies: Sequence[str]
) -> Lying:
    patient = visit.patient
    elsewhere = entry is not None and entry.point_id != point.pk
    return Lying(
        number=visit.number,
        initials=initials_of(patient),
        age=patient.age_label(visit.on) if patient else "belum dikenal",
        entry=entry.code if entry else "",
        since=since,
        where=entry.point.name if elsewhere and entry else "",
        babies=babies,
    )


def initials_of(patient: Patient | None) -> str:
    """Give a name as a board may show it: S.W. for Sari Wulandari; X for one nobody knows."""
    if patient is None:
        return "X"
    words = [word for word in patient.name.replace(".", " ").split() if word[:1].isalpha()]
    return "".join(f"{word[0].upper()}." for word in words[:3])

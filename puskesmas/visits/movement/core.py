"""What every verb of movement is made of: lock, ask, transit, close one entry, open the next, write it down."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.models import Coverage, Patient

from .. import bills, clock, guards
from ..events import Kind
from ..guards import MoveRefused
from ..models import FlowProfile, QueueEntry, Visit, VisitEvent
from ..models.line import EntryState
from ..priority import band
from ..rooms import Rooms, rooms_of
from ..sentences import keep, sentence, tell_boards
from ..states import EXITS, Disposition, State, is_lawful


def current_profile(facility: Facility) -> FlowProfile:
    """Give the SOP revision in force at a facility; refuses where none was published."""
    profile = FlowProfile.objects.filter(facility=facility, is_current=True).first()
    if profile is None:
        raise MoveRefused("guard_refused", "Puskesmas ini belum menerbitkan SOP. Minta administrator menerbitkannya.")
    return profile


@dataclass
class Act:
    """One verb under way on one locked visit: who acts, when, and the sentences to be kept when it succeeds."""

    visit: Visit
    by: Staff
    now: datetime = field(default_factory=clock.now)
    rooms_known: Rooms | None = None
    events: list[VisitEvent] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def rooms(self) -> Rooms:
        """The facility's rooms today, read once."""
        if self.rooms_known is None:
            self.rooms_known = rooms_of(self.visit.facility_id, self.visit.facility.today())
        return self.rooms_known

    def write(self, kind: Kind, **words: Any) -> VisitEvent:
        """Add a sentence to what this act will keep."""
        event = sentence(self.visit, kind, by=self.by, **words)
        self.events.append(event)
        return event

    def tell(self, *points: ServicePoint) -> None:
        """Remember whose boards changed."""
        self.told += [point.code for point in points]

    def begin_place(self, entry: QueueEntry) -> None:
        """Keep a new place in line."""
        entry.save(force_insert=True)

    def keep_place(self, entry: QueueEntry, *changed: str) -> None:
        """Keep what changed of a place in line."""
        entry.save(update_fields=changed)

    def open_place(self) -> QueueEntry | None:
        """Give the visit's open place in line, locked."""
        return self.visit.entries.open().select_for_update(of=("self",)).first()

    def held_place(self) -> QueueEntry | None:
        """Give the place that waits for a result, locked."""
        return self.visit.entries.filter(state=EntryState.HELD).select_for_update(of=("self",)).first()

    def sitting_before(self, place: str, state: State) -> QueueEntry | None:
        """Give the last place of this visit that was served in a room."""
        return self.visit.entries.filter(place=place, visit_state=state, started_at__isnull=False).last()

    def put_in_line(self, rank: int, reason: str) -> None:
        """Give the waiting place, unless it is a return, another band."""
        waiting = QueueEntry.objects.filter(visit=self.visit, state=EntryState.WAITING, is_return=False)
        waiting.exclude(band_reason=reason).update(band=rank, band_reason=reason)

    def has_come_before(self, patient: Patient) -> bool:
        """Tell whether this person has another visit, under whichever record."""
        return Visit.objects.filter(patient__person_id=patient.person_id).exclude(pk=self.visit.pk).exists()

    def coverage_of(self, patient: Patient) -> Coverage | None:
        """Give what covers a patient."""
        return Coverage.objects.filter(patient=patient).first()

    def reprice(self) -> None:
        """Price the unpaid lines anew, for another payer."""
        if self.visit.pk:
            _changed, told = bills.reprice(self.visit, by=self.by)
            self.events += told

    def save_visit(self) -> None:
        """Keep the visit's row as it stands."""
        self.visit.save()

    def call_hooks(self, hooks: Iterable[Callable[..., None]], *words: Any, **named: Any) -> None:
        """Let the upper floors do what is theirs in the same transaction."""
        for hook in hooks:
            hook(*words, **named)

    def done(self) -> Visit:
        """Save the visit, keep the sentences, tell the boards; the last thing a verb does."""
        self.visit.save()
        keep(self.events)
        self.tell_boards()
        return self.visit

    def tell_boards(self) -> None:
        """Tell the boards of this act, and the facility's own, once the transaction has committed."""
        tell_boards(self.visit.facility.code, *self.told)


def may(by: Staff, permission: Permission, visit: Visit | None = None) -> None:
    """Refuse someone who may not do this, or whose facility is another."""
    if not by.can(permission):
        raise MoveRefused(
            "guard_refused",
            f"Peran {by.office.label.lower()} tidak berwenang melakukan ini. Minta petugas yang berwenang.",
            [Refusal("not_permitted", f"Peran {by.office.label.lower()} tidak berwenang melakukan ini.")],
        )
    if visit is not None and visit.facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Kunjungan ini milik puskesmas lain.")


def locked(visit_pk: int) -> Visit:
    """Give a visit, locked before whatever hangs on it; call inside a transaction."""
    return Visit.objects.locked().get(pk=visit_pk)


def begin(visit_pk: int, *, by: Staff, permission: Permission) -> Act:
    """Lock a visit and begin an act on it."""
    visit = at_home(locked(visit_pk), by)
    may(by, permission, visit)
    return Act(visit, by)


def begin_at(entry: QueueEntry, *, by: Staff, permission: Permission) -> tuple[Act, QueueEntry]:
    """Lock the entry being served, with its visit, in one statement; refuse when somebody was faster."""
    held = QueueEntry.objects.locked().get(pk=entry.pk)
    visit = at_home(held.visit, by)
    may(by, permission, visit)
    if not held.is_open:
        raise stale(held)
    return Act(visit, by), held


def at_home(visit: Visit, by: Staff) -> Visit:
    """Take the visit's facility from the one who acts, who has it at hand."""
    facility = by.facility
    if isinstance(facility, Facility) and facility.pk == visit.facility_id:
        visit.facility = facility
    return visit


def stale(entry: QueueEntry) -> MoveRefused:
    """Give the refusal of a click that came too late: who moved the patient, when, and to where."""
    later = (
        VisitEvent.objects.filter(visit_id=entry.visit_id, facility_id=entry.facility_id, at__gte=entry.ended_at)
        .order_by("seq")
        .first()
    )
    where = State(entry.visit.state).label
    if later is None:
        message = f"Pasien {entry.number} sudah dipindahkan. Sekarang: {where}."
    else:
        clock = later.at.astimezone(entry.visit.facility.zone).strftime("%H.%M")
        message = f"Pasien {entry.number} sudah dipindahkan oleh {later.by_name} pukul {clock}. Sekarang: {where}."
    return MoveRefused("stale_entry", message)


def must_be_served(entry: QueueEntry) -> None:
    """Refuse a room's verb on a patient who was not called in yet."""
    if entry.state not in (EntryState.CALLED, EntryState.SERVING):
        raise MoveRefused(
            "guard_refused",
            f"Pasien {entry.number} belum dipanggil. Panggil atau mulai pelayanannya dahulu.",
            [Refusal("not_called", "Pasien belum dipanggil.")],
        )


def transit(act: Act, target: State, *, leaving_as: str = "") -> str:
    """Move the visit's machine to ``target``, with every refusal that applies; gives the state it came from."""
    visit = act.visit
    source = State(visit.state)
    if source in EXITS:
        raise MoveRefused("already_done", f"Kunjungan {visit.number} sudah selesai: {visit.get_disposition_display()}.")
    if not is_lawful(source, target):
        raise MoveRefused("unlawful_move", f"Dari {source.label} pasien tidak bisa langsung ke {target.label}.")
    reasons = guards.refusals(visit, target, disposition=leaving_as)
    if reasons:
        raise MoveRefused("guard_refused", " ".join(reason.message for reason in reasons), reasons)
    if target in EXITS:
        visit.disposition = Disposition.CANCELLED if target == State.CANCELLED else leaving_as
        visit.closed_at = act.now
    getattr(visit, f"to_{target.value}")()
    return source


def close_entry(act: Act, entry: QueueEntry, *, as_state: EntryState = EntryState.DONE) -> None:
    """Close a place in line; what was being served is done."""
    entry.state = as_state
    entry.ended_at = act.now
    entry.held_for = ""
    act.keep_place(entry, "state", "ended_at", "held_for")
    act.told.append(_code_of(act, entry))


def _code_of(act: Act, entry: QueueEntry) -> str:
    known = {point.pk: point.code for point in act.rooms.points.values()}
    return known.get(entry.point_id) or entry.point.code


def open_entry(
    act: Act,
    *,
    place: str,
    visit_state: State,
    step: str = "",
    after: QueueEntry | None = None,
    arrived_at: datetime | None = None,
    sitting: bool = False,
    is_return: bool = False,
    **more: Any,
) -> QueueEntry:
    """Open the visit's next place in line; refuses a place this facility has not, or that is closed today.

    ``sitting`` goes on at once with whoever served the entry before: two steps in a row at one point.
    """
    visit = act.visit
    point = act.rooms.server(place, state=visit_state)
    if point is None:
        raise MoveRefused("guard_refused", f"Puskesmas ini tidak punya ruang {place}. Pilih tujuan lain.")
    if point.is_shut:
        raise MoveRefused(
            "guard_refused",
            f"{point.name} sedang tutup hari ini. Pilih tujuan lain.",
            [Refusal("point_closed", f"{point.name} sedang tutup hari ini.")],
        )
    rank, reason = band(visit.profile.sop, visit.holding, returning=is_return or visit_state == State.INTERNAL_REFERRAL)
    entry = QueueEntry(
        visit=visit,
        facility_id=visit.facility_id,
        on=visit.facility.local_date(act.now),
        point=point,
        place=place,
        step=step,
        visit_state=visit_state,
        number=visit.number,
        band=rank,
        band_reason=reason,
        arrived_at=arrived_at or act.now,
        queued_at=act.now,
        is_return=is_return,
        **more,
    )
    if sitting and after is not None and after.point_id == point.pk and after.place == place and after.started_at:
        entry.state = EntryState.SERVING
        entry.called_at = entry.started_at = act.now
        entry.desk_id, entry.served_by_id = after.desk_id, after.served_by_id
    act.begin_place(entry)
    act.tell(point)
    return entry


def before(visit: Visit, entry: QueueEntry | None, opened: QueueEntry | None = None) -> dict[str, Any]:
    """Give what undo needs to put things back: codes, keys and numbers only."""
    kept: dict[str, Any] = {"reached": visit.reached, "done": list(visit.done)}
    if entry is not None:
        kept |= {"entry": entry.code, "entry_state": entry.state, "held_for": entry.held_for}
    if opened is not None:
        kept["opened"] = opened.code
    return kept

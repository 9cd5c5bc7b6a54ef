"""Taking back the last move: a counter-event, never a deletion."""

from datetime import timedelta

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from ..events import MOVES, Kind
from ..guards import MoveRefused
from ..models import QueueEntry, Visit, VisitEvent
from ..models.line import EntryState
from ..states import EXITS
from .core import Act, begin

WINDOW = timedelta(minutes=2)


def undo(visit: Visit, seq: int, *, by: Staff) -> Visit:
    """Take back the visit's last event, exits included.

    Only the last move, within two minutes, by its author or the staff of its point; refused once anything followed:
    the new entry was called, or a record hangs on it.
    """
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_UNDO)
        event = act.visit.events.filter(facility_id=act.visit.facility_id).order_by("-seq").first()
        _must_be_undoable(act, event, seq)
        kept = event.data["before"]
        _void_opened(act, kept)
        _reopen_closed(act, kept)
        was = act.visit.state
        act.visit.step_back(event.from_state)
        act.visit.reached, act.visit.done = kept["reached"], kept["done"]
        act.visit.facts = kept.get("facts", act.visit.facts)
        if was in EXITS:
            act.visit.disposition, act.visit.closed_at = "", None
        act.write(Kind.UNDONE, from_state=was, to_state=event.from_state, undoes=event.seq, point=event.point)
        return act.done()


def _must_be_undoable(act: Act, event: VisitEvent | None, seq: int) -> None:
    if event is None or event.seq != seq or event.kind not in MOVES or "before" not in event.data:
        raise MoveRefused("already_done", "Langkah ini tidak bisa dibatalkan lagi: sudah ada kejadian sesudahnya.")
    if act.now - event.recorded_at > WINDOW:
        raise MoveRefused("guard_refused", "Langkah ini sudah lewat dua menit. Pindahkan pasien dengan alasan.")
    if event.by_id != act.by.pk and not act.by.points.filter(pk=event.point_id).exists():
        raise MoveRefused("guard_refused", f"Hanya {event.by_name} atau petugas di titik itu yang bisa membatalkan.")


def _void_opened(act: Act, kept: dict) -> None:
    if "opened" not in kept:
        return
    opened = act.visit.entries.select_for_update(of=("self",)).select_related("point").get(code=kept["opened"])
    opened.state, opened.ended_at, opened.held_for = EntryState.VOIDED, act.now, ""
    opened.save(update_fields=["state", "ended_at", "held_for"])
    act.tell(opened.point)


def _reopen_closed(act: Act, kept: dict) -> QueueEntry | None:
    if not kept.get("entry"):
        return None
    closed = act.visit.entries.select_for_update(of=("self",)).select_related("point").get(code=kept["entry"])
    closed.state, closed.ended_at, closed.held_for = kept["entry_state"], None, kept.get("held_for", "")
    closed.save(update_fields=["state", "ended_at", "held_for"])
    act.tell(closed.point)
    return closed

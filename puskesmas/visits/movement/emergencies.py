"""Emergency from anywhere inside, and back when it was none."""

from dataclasses import replace

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal

from .. import facts
from ..events import Kind
from ..facts import Fact
from ..flow import next_leg
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..states import State
from . import stepping
from .core import Act, before, begin, begin_at, close_entry, open_entry, transit


def escalate(visit: Visit, *, by: Staff, reason: str) -> Visit:
    """Take the patient to the emergency room, from whatever they were doing; identity and papers come after."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_ESCALATE)
        rush(act, reason=reason)
        return act.done()


def rush(act: Act, *, reason: str) -> None:
    """Take the patient of a visit under way to the emergency room."""
    if act.visit.state == State.EMERGENCY:
        raise MoveRefused("already_done", f"Pasien {act.visit.number} sudah di IGD.")
    left = act.open_place()
    kept = before(act.visit, left)
    kept["facts"] = act.visit.facts
    source = transit(act, State.EMERGENCY)
    if left is not None:
        _leave(act, left)
    act.visit.facts = facts.taught(act.visit.facts, Fact.EMERGENCY, "escalate")
    opened = open_entry(act, place=Place.IGD, visit_state=State.EMERGENCY, came_from=left, reason=reason)
    data = {"before": kept | {"opened": opened.code}, "from_place": left.place if left else ""}
    act.write(Kind.ESCALATED, entry=opened, from_state=source, to_state=State.EMERGENCY, reason=reason, data=data)


def _leave(act: Act, left: QueueEntry) -> None:
    served = left.state == EntryState.SERVING
    close_entry(act, left, as_state=EntryState.DONE if served else EntryState.VOIDED)


def stand_down(entry: QueueEntry, *, by: Staff, reason: str) -> Visit:
    """Take back an emergency that was none: nothing was done, the patient returns to the place in line they left."""
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.VISIT_MOVE)
        if act.visit.state != State.EMERGENCY:
            raise MoveRefused("unlawful_move", f"Pasien {entry.number} tidak sedang di IGD.")
        if not reason.strip():
            message = "Tulis mengapa ternyata tidak gawat."
            raise MoveRefused("guard_refused", message, [Refusal("reason_missing", message, "reason")])
        kept = before(act.visit, entry)
        kept["facts"] = act.visit.facts
        close_entry(act, entry)
        act.visit.facts = facts.taught(act.visit.facts, Fact.NOT_EMERGENCY, "stand_down")
        left = entry.came_from if _was_escalated(entry) else None
        opened = _back_to(act, left) if left is not None else _back_on_the_line(act, entry)
        act.write(
            Kind.STOOD_DOWN,
            entry=opened,
            from_state=State.EMERGENCY,
            to_state=act.visit.state,
            reason=reason,
            data={"before": kept | {"opened": opened.code}, "from_place": entry.place},
        )
        return act.done()


def _was_escalated(entry: QueueEntry) -> bool:
    return entry.step == "" and entry.came_from_id is not None


def _back_to(act: Act, left: QueueEntry) -> QueueEntry:
    transit(act, State(left.visit_state))
    return open_entry(
        act,
        place=left.place,
        visit_state=State(left.visit_state),
        step=left.step,
        arrived_at=left.arrived_at,
        returns_to=left.returns_to,
        onward=left.onward,
        must_return=left.must_return,
        is_return=True,
        waits_for_id=left.served_by_id,
    )


def _back_on_the_line(act: Act, entry: QueueEntry) -> QueueEntry:
    visit = act.visit
    at = replace(visit.standing(step="", place=entry.place))
    leg = next_leg(visit.profile.sop, at, act.rooms.present)
    if leg is None:
        raise MoveRefused("unlawful_move", "SOP tidak menyebut langkah sesudah ini. Pilih tujuannya.")
    return stepping.begin_walk(act, leg, at=at)

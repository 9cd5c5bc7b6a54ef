"""The SOP's next step, or another lawful one with its reason."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal

from ..events import Kind
from ..facts import LABELS, Fact
from ..flow import Leg, Standing, arrived_at, finished, leg_to, next_leg, still_to_decide
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..sop_values import Step
from ..states import EXITS, State, state_at
from . import detours, leaving
from .chapters import Chapter
from .core import Act, before, begin_at, close_entry, must_be_served, open_entry, transit

FKRTL = "fkrtl_referral"
CounterHook = Callable[[Chapter], None]
_counter_hooks: list[CounterHook] = []


def advance(entry: QueueEntry, *, by: Staff, to: str | None = None, reason: str = "") -> Visit:
    """Let the patient go on from the room that serves them.

    1. Without ``to``: on a detour's entry to its next room or home, else the SOP's next step.
    2. With ``to`` (a step's key, a place, or fkrtl_referral): there; unless it is the SOP's own, with a reason.
    3. Where the SOP has nothing left, out of the building.
    """
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.VISIT_MOVE)
        step_on(act, entry, to=to, reason=reason)
        return act.done()


def step_on(act: Act, entry: QueueEntry, *, to: str | None = None, reason: str = "") -> None:
    """Take the patient of a visit under way from the room that serves them to the next, or out."""
    must_be_served(entry)
    if act.visit.state == State.REGISTRATION:
        act.call_hooks(_counter_hooks, Chapter(act))
    if to is None and entry.returns_to_id:
        detours.go_on(act, entry)
        return
    at = act.visit.standing(step=entry.step, place=entry.place)
    _must_have_decided(act, at)
    at = finished(act.visit.profile.sop, at)
    leg = next_leg(act.visit.profile.sop, at, act.rooms.present)
    if to is not None and not _is_same(leg, to):
        _must_say_why(reason)
        walk_to(act, entry, leg_named(act, at, to), at=at, reason=reason, deviates=True)
    elif leg is None or leg.state in EXITS:
        leaving.leave(act, entry, at=at, disposition=leaving.usual_disposition(act.visit), reason=reason)
    else:
        walk_to(act, entry, leg, at=at, reason=reason)


def at_counter(hook: CounterHook) -> CounterHook:
    """Register what an upper floor does as a visit leaves the counter, in the same transaction: the karcis.

    The hook is called with the chapter of the visit that leaves, before the next step is asked for.
    """
    _counter_hooks.append(hook)
    return hook


def _must_have_decided(act: Act, at: Standing) -> None:
    missing = still_to_decide(act.visit.profile.sop, at)
    if missing:
        reasons = [
            Refusal("undecided", f"Tentukan dahulu: {LABELS[Fact(one)]} atau {LABELS[Fact(other)]}.", one)
            for one, other in missing
        ]
        raise MoveRefused("guard_refused", " ".join(reason.message for reason in reasons), reasons)


def _is_same(leg: Leg | None, to: str) -> bool:
    return leg is not None and to in {leg.step.key, leg.place or leg.state.value}


def _must_say_why(reason: str) -> None:
    if not reason.strip():
        message = "Tujuan ini bukan langkah SOP berikutnya. Tulis alasannya."
        raise MoveRefused("guard_refused", message, [Refusal("reason_missing", message, "reason")])


def leg_named(act: Act, at: Standing, to: str) -> Leg:
    """Give the leg somebody chose: a step of the SOP by key, a place, or the wait for a referral."""
    sop = act.visit.profile.sop
    if sop.index(to) >= 0:
        return leg_to(sop, to, at)
    if to == FKRTL:
        return Leg(_beside(State.FKRTL_REFERRAL, at.place), at.place)
    if to not in Place.values:
        raise MoveRefused(
            "unlawful_move", f"Tujuan “{to}” tidak dikenal.", [Refusal("unknown_target", "Tujuan tidak dikenal.", "to")]
        )
    if to not in act.rooms.present:
        raise MoveRefused("unlawful_move", f"{Place(to).label} tidak ada di puskesmas ini.")
    on_line = next((step for step in sop.steps if step.place == to and step.holds(at.facts)), None)
    return Leg(on_line or _beside(state_at(to), to), to)


def _beside(state: State, place: str) -> Step:
    return Step(key="", state=state, place=place, when=(), clause="", says="")


def walk_to(
    act: Act, entry: QueueEntry, leg: Leg, *, at: Standing, reason: str = "", deviates: bool = False
) -> QueueEntry:
    """Take the patient from an entry to a leg's room, and write it down as a move."""
    visit = act.visit
    kept = before(visit, entry)
    place = act.rooms.body_place(leg.place, state=leg.state, now_at=entry.place, holding=at.facts)
    after = arrived_at(visit.profile.sop, at, replace(leg, place=place))
    close_entry(act, entry)
    source = transit(act, leg.state)
    visit.reached, visit.done = after.reached, sorted(after.done)
    opened = open_entry(
        act,
        place=place,
        visit_state=leg.state,
        step=leg.step.key,
        after=entry,
        sitting=True,
        came_from=entry,
        reason=reason,
        **_kept_place(act, leg),
    )
    act.write(
        Kind.MOVED,
        entry=opened,
        from_state=source,
        to_state=leg.state,
        reason=reason,
        data=_move_data(kept, opened, leg, entry, deviates=deviates),
    )
    return opened


def _kept_place(act: Act, leg: Leg) -> dict[str, Any]:
    """A step that returns keeps the arrival time and the examiner of the earlier sitting in that room."""
    if not leg.step.returns:
        return {}
    earlier = act.sitting_before(leg.place, leg.state)
    if earlier is None:
        return {}
    return {"arrived_at": earlier.arrived_at, "waits_for_id": earlier.served_by_id, "is_return": True}


def _move_data(
    kept: dict[str, Any], opened: QueueEntry, leg: Leg, entry: QueueEntry, *, deviates: bool
) -> dict[str, Any]:
    kept["opened"] = opened.code
    told: dict[str, Any] = {"before": kept, "from_place": entry.place, "clause": leg.step.clause}
    if deviates:
        told["deviates"] = True
    return told


def begin_walk(act: Act, leg: Leg, *, at: Standing) -> QueueEntry:
    """Open the first entry of a visit; the visual look at the door is done at once by whoever gives the number."""
    visit = act.visit
    visit.reached = arrived_at(visit.profile.sop, at, leg).reached
    source = transit(act, leg.state)
    served = {"state": EntryState.SERVING, "called_at": act.now, "started_at": act.now, "served_by": act.by}
    looks = leg.state == State.TRIAGE and leg.place == visit.profile.sop.ticket
    opened = open_entry(act, place=leg.place, visit_state=leg.state, step=leg.step.key, **(served if looks else {}))
    act.write(Kind.MOVED, entry=opened, from_state=source, to_state=leg.state, data={"clause": leg.step.clause})
    return opened

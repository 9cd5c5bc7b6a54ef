"""Detours: out to one room or several in turn, and back to the room that sent, with the place in line kept."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal

from ..events import Kind
from ..facts import Fact
from ..flow import finished, next_leg
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..states import EXITS, State
from . import leaving, stepping
from .core import Act, before, begin_at, close_entry, must_be_served, open_entry, transit

# Rooms that are stops of the line or have beds; a patient is moved there, not sent out and back.
NOT_ON_A_DETOUR = frozenset(
    {Place.PINTU, Place.LOKET, Place.KASIR, Place.FARMASI, Place.IGD, Place.BERSALIN, Place.RANAP}
)


def detour(
    entry: QueueEntry,
    places: list[str],
    *,
    by: Staff,
    reason: str = "",
    must_return: bool = True,
) -> Visit:
    """Send the patient to one room, or several in turn, and back to the room that serves them now.

    Without ``must_return`` the walk goes on from the last room as if this one had finished.
    """
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.VISIT_DETOUR)
        send_out(act, entry, places, reason=reason, must_return=must_return)
        return act.done()


def send_out(act: Act, entry: QueueEntry, places: list[str], *, reason: str = "", must_return: bool = True) -> None:
    """Send the patient of a visit under way out from the room that serves them."""
    must_be_served(entry)
    _may_refer(act)
    _must_be_rooms(act, entry, places)
    _send(act, entry, places, reason=reason, must_return=must_return)


def _send(act: Act, entry: QueueEntry, places: list[str], *, reason: str, must_return: bool) -> None:
    kept = before(act.visit, entry)
    close_entry(act, entry)
    _open_out(
        act,
        Kind.DETOURED,
        places[0],
        kept,
        reason=reason,
        returns_to=entry,
        onward=list(places[1:]),
        must_return=must_return,
        came_from=entry,
    )


def _open_out(act: Act, kind: Kind, place: str, kept: dict[str, Any], *, reason: str, **more: Any) -> QueueEntry:
    state = State.LAB if place == Place.LAB else State.INTERNAL_REFERRAL
    source = transit(act, state)
    came_from = more["came_from"]
    body = act.rooms.body_place(place, state=state, now_at=came_from.place, holding=act.visit.holding)
    opened = open_entry(act, place=body, visit_state=state, reason=reason, **more)
    data = {"before": kept | {"opened": opened.code}, "from_place": came_from.place, "onward": more.get("onward", [])}
    act.write(kind, entry=opened, from_state=source, to_state=state, reason=reason, data=data)
    return opened


def _may_refer(act: Act) -> None:
    sop = act.visit.profile.sop
    if not sop.allows("refer_internally", act.by.role):
        message = f"Menurut SOP {sop.number}, rujukan internal dibuat oleh dokter."
        raise MoveRefused("guard_refused", message, [Refusal("sop_by", message)])


def _must_be_rooms(act: Act, entry: QueueEntry, places: list[str]) -> None:
    reasons = []
    if not places:
        reasons.append(Refusal("no_place", "Pilih sedikitnya satu unit tujuan.", "places"))
    for place in places:
        if place in NOT_ON_A_DETOUR or place not in act.rooms.present:
            label = Place(place).label if place in Place.values else place
            reasons.append(Refusal("not_a_room", f"{label} bukan tujuan rujukan internal di puskesmas ini.", "places"))
    if places and places[0] == entry.place and places[0] != Place.LAB:
        reasons.append(Refusal("same_room", "Pasien sudah berada di unit itu.", "places"))
    if reasons:
        raise MoveRefused("unlawful_move", reasons[0].message, reasons)


def go_on(act: Act, entry: QueueEntry) -> None:
    """Let a patient on a detour go to its next room, or home to the room that sent."""
    if entry.onward:
        kept = before(act.visit, entry)
        close_entry(act, entry)
        _open_out(
            act,
            Kind.MOVED,
            entry.onward[0],
            kept,
            reason=entry.reason,
            returns_to=entry.returns_to,
            onward=entry.onward[1:],
            must_return=entry.must_return,
            came_from=entry,
        )
    elif entry.must_return:
        _go_home(act, entry)
    else:
        _walk_on(act, entry)


def _go_home(act: Act, entry: QueueEntry) -> QueueEntry:
    home, visit = entry.returns_to, act.visit
    kept = before(visit, entry)
    close_entry(act, entry)
    state = State(home.visit_state)
    source = transit(act, state)
    opened = open_entry(
        act,
        place=home.place,
        visit_state=state,
        step=home.step,
        arrived_at=home.arrived_at,
        is_return=True,
        waits_for_id=home.served_by_id,
        returns_to_id=home.returns_to_id,
        onward=home.onward,
        must_return=home.must_return,
        came_from=entry,
        reason=home.reason,
        **_held_until_result(visit),
    )
    data = {"before": kept | {"opened": opened.code}, "from_place": entry.place}
    act.write(Kind.RETURNED, entry=opened, from_state=source, to_state=state, data=data)
    return opened


def _held_until_result(visit: Visit) -> dict[str, Any]:
    if Fact.AWAITING_RESULT in visit.holding:
        return {"state": EntryState.HELD, "held_for": "hasil laboratorium"}
    return {}


def _walk_on(act: Act, entry: QueueEntry) -> None:
    """Go on from the room that sent without returning there."""
    home, sop = entry.returns_to, act.visit.profile.sop
    if home.returns_to_id:
        entry.returns_to, entry.onward, entry.must_return = home.returns_to, home.onward, home.must_return
        go_on(act, entry)
        return
    at = replace(act.visit.standing(step=home.step, place=home.place), state=State(home.visit_state))
    at = replace(finished(sop, at), place=entry.place)
    leg = next_leg(sop, at, act.rooms.present)
    if leg is None or leg.state in EXITS:
        leaving.leave(act, entry, at=at, disposition=leaving.usual_disposition(act.visit))
    else:
        stepping.walk_to(act, entry, leg, at=at)


def hand_on(entry: QueueEntry, place: str, *, by: Staff, reason: str = "", must_return: bool | None = None) -> Visit:
    """Let the exam continue in another room; the walk goes on from there.

    The receiver may still be asked for a return, or name a third room; on a detour the way home is kept.
    """
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.VISIT_DETOUR)
        pass_on(act, entry, place, reason=reason, must_return=must_return)
        return act.done()


def pass_on(act: Act, entry: QueueEntry, place: str, *, reason: str = "", must_return: bool | None = None) -> None:
    """Hand the patient of a visit under way on from the room that serves them."""
    must_be_served(entry)
    _may_refer(act)
    _must_be_rooms(act, entry, [place])
    if must_return:
        _send(act, entry, [place], reason=reason, must_return=True)
        return
    visit = act.visit
    kept = before(visit, entry)
    close_entry(act, entry)
    state = State.LAB if place == Place.LAB else State(entry.visit_state)
    source = transit(act, state if state == State.LAB or entry.returns_to_id else State.EXAM)
    visit.done = sorted({*visit.done, f"{entry.visit_state}@{entry.place}"})
    opened = open_entry(
        act,
        place=place,
        visit_state=State(visit.state),
        step=entry.step,
        returns_to=entry.returns_to,
        onward=entry.onward,
        must_return=entry.must_return,
        came_from=entry,
        reason=reason,
    )
    data = {"before": kept | {"opened": opened.code}, "from_place": entry.place}
    act.write(Kind.HANDED_ON, entry=opened, from_state=source, to_state=visit.state, reason=reason, data=data)

"""Out of the building: home, referred, left, died, or a visit that never was."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from ..events import Kind
from ..facts import Fact
from ..flow import Standing, finished, legs_ahead
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..states import EXITS, LEAVES_FROM_ANYWHERE, Disposition, State
from .core import Act, before, begin, begin_at, close_entry, must_be_served, transit

# What shows that something was given: such a visit is closed with a disposition, never cancelled.
_GIVEN = frozenset(
    {Kind.VITALS, Kind.TRIAGED, Kind.SCREENED, Kind.SOAP, Kind.DIAGNOSED, Kind.RENDERED, Kind.LAB_SAMPLED}
    | {Kind.HANDED_OVER, Kind.PAID, Kind.REFERRED, Kind.BORN}
)


@dataclass(frozen=True)
class NotGiven:
    """A service not given today, with the place and day agreed for it."""

    service: str
    place_kind: str
    place: str
    on: date


ExitHook = Callable[..., None]
_hooks: list[ExitHook] = []


def at_exit(hook: ExitHook) -> ExitHook:
    """Register what an upper floor does in the same transaction when a visit closes: loose ends, appointments.

    The hook is called as ``hook(visit, disposition=…, not_given=…, by=…)`` with the visit locked and closed.
    """
    _hooks.append(hook)
    return hook


def usual_disposition(visit: Visit) -> Disposition:
    """Give how the SOP's last step ends this visit: home, or the referral the patient carries."""
    sources = visit.facts.get(Fact.TO_BE_REFERRED, [])
    if any(source.startswith("fkrtl:") for source in sources):
        return Disposition.FKRTL
    if sources:
        return Disposition.OTHER_FKTP
    return Disposition.HOME


def discharge(
    entry: QueueEntry, *, by: Staff, disposition: str, reason: str = "", not_given: Sequence[NotGiven] = ()
) -> Visit:
    """Close the visit from the room that serves the patient; leaving out a step of the SOP needs a reason."""
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.VISIT_MOVE)
        send_home(act, entry, disposition=disposition, reason=reason, not_given=not_given)
        return act.done()


def send_home(
    act: Act, entry: QueueEntry, *, disposition: str, reason: str = "", not_given: Sequence[NotGiven] = ()
) -> None:
    """Close a visit under way from the room that serves the patient."""
    must_be_served(entry)
    at = act.visit.standing(step=entry.step, place=entry.place)
    if disposition == Disposition.HOME and not reason.strip():
        _must_be_at_the_end(act, at)
    at = finished(act.visit.profile.sop, at)
    leave(act, entry, at=at, disposition=disposition, reason=reason, not_given=not_given)


def close(visit: Visit, *, by: Staff, disposition: str, reason: str = "", not_given: Sequence[NotGiven] = ()) -> Visit:
    """Close the visit of one who left, never came or died, from any state; or cancel one that gave nothing."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_CLOSE)
        end(act, disposition=disposition, reason=reason, not_given=not_given)
        return act.done()


def end(act: Act, *, disposition: str, reason: str = "", not_given: Sequence[NotGiven] = ()) -> None:
    """Close a visit under way from wherever the patient is, or was last seen."""
    _must_be_closable(act.visit, disposition, reason)
    entry = act.open_place()
    step, place = (entry.step, entry.place) if entry else ("", "")
    at = act.visit.standing(step=step, place=place)
    leave(act, entry, at=at, disposition=disposition, reason=reason, not_given=not_given)


def leave(
    act: Act,
    entry: QueueEntry | None,
    *,
    at: Standing,
    disposition: str,
    reason: str = "",
    not_given: Sequence[NotGiven] = (),
) -> None:
    """Close the open entry and the visit, hand the loose ends to whoever owns them, and write it down."""
    if disposition not in Disposition.values:
        message = f"Cara keluar tidak dikenal. Pilihan: {', '.join(Disposition.labels)}."
        raise MoveRefused("guard_refused", message, [Refusal("unknown_disposition", message, "disposition")])
    visit = act.visit
    kept = before(visit, entry)
    if entry is not None:
        close_entry(act, entry, as_state=_last_state(entry))
    target = State.CANCELLED if disposition == Disposition.CANCELLED else State.DISCHARGED
    source = transit(act, target, leaving_as=disposition)
    visit.done = sorted(at.done)
    act.write(
        Kind.CLOSED,
        from_state=source,
        to_state=target,
        reason=reason,
        point=entry.point if entry is not None else None,
        data={"before": kept, "disposition": disposition},
    )
    for one in not_given:
        act.write(Kind.NOT_GIVEN, data=_words(one))
    act.save_visit()
    act.call_hooks(_hooks, visit, disposition=disposition, not_given=not_given, by=act.by)


def _words(one: NotGiven) -> dict[str, Any]:
    return {"service": one.service, "place_kind": one.place_kind, "on": one.on.isoformat()}


def _last_state(entry: QueueEntry) -> EntryState:
    served = entry.state in (EntryState.SERVING, EntryState.CALLED)
    return EntryState.DONE if served else EntryState.VOIDED


def _must_be_at_the_end(act: Act, at: Standing) -> None:
    sop = act.visit.profile.sop
    ahead = [leg for leg in legs_ahead(sop, replace(finished(sop, at)), act.rooms.present) if leg.state not in EXITS]
    if ahead:
        step = ahead[0].step
        message = f"Menurut SOP masih ada langkah {step.clause}: {step.says} Tulis alasan bila tetap dipulangkan."
        raise MoveRefused("guard_refused", message, [Refusal("steps_left", message, "reason")])


def _must_be_closable(visit: Visit, disposition: str, reason: str) -> None:
    if disposition == Disposition.CANCELLED:
        if visit.events.filter(facility_id=visit.facility_id, kind__in=_GIVEN).exists():
            raise MoveRefused(
                "guard_refused",
                "Kunjungan ini tidak bisa dibatalkan: sudah ada pelayanan yang diberikan. Tutup dengan cara keluarnya.",
            )
    elif disposition not in LEAVES_FROM_ANYWHERE and visit.state not in (State.FKRTL_REFERRAL, State.EMERGENCY):
        raise MoveRefused(
            "unlawful_move", "Dengan cara keluar ini kunjungan ditutup dari ruang yang sedang melayani pasien."
        )
    if not reason.strip():
        message = "Tulis alasan menutup kunjungan."
        raise MoveRefused("guard_refused", message, [Refusal("reason_missing", message, "reason")])

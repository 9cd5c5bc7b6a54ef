"""The walk as it can be drawn and read: stops done, here and ahead, loops beside them, and the sentences in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from puskesmas.facility.places import Place, letter_of, line_of

from .events import Kind
from .facts import LABELS as FACT_LABELS
from .facts import Fact
from .flow import Leg, finished, legs_ahead, route
from .models import QueueEntry, Visit, VisitEvent
from .models.line import OPEN, EntryState
from .rooms import Rooms, rooms_of
from .states import EXITS, State
from .walk import Loop, Mark, Walk, WalkStop


@dataclass(frozen=True)
class Clocks:
    """How long a patient waits: at this step, and since the door; in whole minutes, by the server's clock."""

    here: int
    whole: int
    target: int | None = None

    @property
    def pace(self) -> str:
        """Tell "near" from 80 % of the SOP's target on, "over" from the target on."""
        if not self.target or self.here < 0.8 * self.target:
            return ""
        return "over" if self.here >= self.target else "near"


def clocks(entry: QueueEntry, *, now: datetime | None = None) -> Clocks:
    """Give the two clocks of a place in line, with the SOP's target for the room."""
    now = now or timezone.now()
    visit = entry.visit
    since = entry.started_at if entry.state == EntryState.SERVING else entry.queued_at
    return Clocks(
        here=_minutes(now, since or entry.queued_at),
        whole=_minutes(now, visit.opened_at),
        target=visit.profile.sop.target_minutes(entry.place),
    )


def _minutes(now: datetime, since: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60))


def entries_of(visit: Visit) -> list[QueueEntry]:
    """Give a visit's places in line, oldest first, in one statement."""
    return list(visit.entries.exclude(state=EntryState.VOIDED).select_related("point", "desk").order_by("pk"))


def walk_of(visit: Visit, entries: Sequence[QueueEntry] | None = None, *, rooms: Rooms | None = None) -> Walk:
    """Give the walk of a visit: done, here, next, later, and what is passed over with its reason.

    ``entries`` (oldest first) and ``rooms`` may be given by a page that draws many walks, so that it asks once.
    """
    entries = entries_of(visit) if entries is None else [one for one in entries if one.state != EntryState.VOIDED]
    rooms = rooms or rooms_of(visit.facility_id, visit.facility.today())
    zone = visit.facility.zone
    here = next((one for one in reversed(entries) if one.state in OPEN), None)
    main = _main_line(entries)
    stops = [_ticket(visit, zone)]
    stops += [_stop(visit, group, here, entries, rooms, zone) for group in main]
    stops += _ahead(visit, here, entries, rooms)
    if visit.is_closed:
        stops.append(WalkStop("exit", visit.get_disposition_display(), _clock(visit.closed_at, zone), Mark.HERE, ""))
    place = _home_of(here, entries).place if here else (entries[-1].place if entries else Place.LOKET)
    return Walk(
        line=_line(place),
        stops=tuple(stops),
        serving=bool(here and here.state == EntryState.SERVING),
        away=bool(here and here.returns_to_id),
        sentence=_sentence(stops),
    )


def _main_line(entries: Sequence[QueueEntry]) -> list[list[QueueEntry]]:
    """Give the stops of the main line: entries of one room in a row are one stop, whatever loops lie between."""
    groups: list[list[QueueEntry]] = []
    for entry in entries:
        if entry.returns_to_id:
            continue
        if groups and groups[-1][-1].place == entry.place:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    return groups


def _home_of(entry: QueueEntry, entries: Sequence[QueueEntry]) -> QueueEntry:
    """Give the main-line entry a detour's entry hangs on."""
    by_pk = {one.pk: one for one in entries}
    while entry.returns_to_id and entry.returns_to_id in by_pk:
        entry = by_pk[entry.returns_to_id]
    return entry


def _ticket(visit: Visit, zone) -> WalkStop:
    return WalkStop("karcis", "Karcis", _clock(visit.opened_at, zone), Mark.DONE, "")


def _stop(
    visit: Visit,
    group: list[QueueEntry],
    here: QueueEntry | None,
    entries: Sequence[QueueEntry],
    rooms: Rooms,
    zone,
) -> WalkStop:
    last = group[-1]
    is_here = here is not None and last.pk == _home_of(here, entries).pk
    loops = tuple(_loops(group, here, entries, rooms, zone))
    desk = f" · {last.desk.label}" if last.desk_id else ""
    if is_here and here.returns_to_id:
        sub = "tempatnya tetap"
    elif is_here:
        sub = f"sejak {_clock(last.started_at or last.queued_at, zone)}"
    else:
        sub = f"{_clock(group[0].started_at or group[0].queued_at, zone)}{desk}"
    label = rooms.name(last.place) + (desk if is_here else "")
    return WalkStop(
        last.step or last.place, label, sub, Mark.HERE if is_here else Mark.DONE, _letter(last.place), loops
    )


def _loops(group, here, entries, rooms: Rooms, zone):
    pks = {entry.pk for entry in group}
    # Back in the room, but for the answer: to say "kembali" would promise that there is one.
    awaits = here is not None and here.pk in pks and here.state == EntryState.HELD
    for entry in entries:
        if not entry.returns_to_id or _home_of(entry, entries).pk not in pks:
            continue
        away = here is not None and here.pk == entry.pk
        sent = f"dikirim {_clock(entry.queued_at, zone)}"
        back = "" if away or awaits or not entry.ended_at else f"kembali {_clock(entry.ended_at, zone)}"
        if away:
            sub = f"sejak {_clock(entry.queued_at, zone)}"
        elif awaits:
            sub = "menunggu hasil"
        else:
            sub = "–".join(filter(None, (_clock(entry.queued_at, zone), _clock(entry.ended_at, zone))))
        yield Loop(rooms.name(entry.place), sub, Mark.HERE if away else Mark.DONE, sent, back)


def _ahead(visit: Visit, here: QueueEntry | None, entries: Sequence[QueueEntry], rooms: Rooms) -> list[WalkStop]:
    if visit.is_closed or here is None:
        return []
    home = _home_of(here, entries)
    sop = visit.profile.sop
    at = visit.standing(step=home.step, place=home.place)
    at = finished(sop, replace(at, state=State(home.visit_state)))
    legs = legs_ahead(sop, at, rooms.present)
    walked = {entry.step for entry in entries if entry.step}
    stops: list[WalkStop] = []
    marks = iter([Mark.NEXT])
    for leg in legs:
        if _stands_there(leg, home):
            continue
        if stops and leg.state not in EXITS and stops[-1].label == rooms.name(leg.place):
            continue
        if leg.state not in EXITS and leg.place == home.place and not stops and not leg.step.returns:
            continue
        stops.append(_leg_stop(leg, rooms, next(marks, Mark.LATER)))
    passed = _passed(visit, sop, {leg.step.key for leg in legs} | walked, rooms)
    return _in_order(sop, stops, passed)


def _stands_there(leg: Leg, home: QueueEntry) -> bool:
    """Tell whether a late cashier is the window the patient stands at: its bill is what they pay now."""
    return leg.state == State.CASHIER and home.visit_state == State.CASHIER and leg.place == home.place


def _leg_stop(leg: Leg, rooms: Rooms, mark: Mark) -> WalkStop:
    label = "Pulang" if leg.state in EXITS else rooms.name(leg.place)
    sub = "berikutnya" if mark == Mark.NEXT else ""
    return WalkStop(leg.step.key, label, sub, mark, _letter(leg.place) if leg.place else "")


def _passed(visit: Visit, sop, taken: set[str], rooms: Rooms) -> list[WalkStop]:
    """Give the windows this walk does not stop at, each with its reason in words."""
    held = visit.holding
    found = []
    for stop in sop.stops:
        step = stop.variants[0]
        if stop.key in taken or step.state not in (State.CASHIER, State.PHARMACY):
            continue
        if sop.index(visit.reached) > stop.index and step.state == State.PHARMACY:
            continue
        reason = "belum ada resep" if step.state == State.PHARMACY else "tidak ada tagihan"
        if step.state == State.CASHIER and Fact.JKN in held:
            reason = "tidak singgah, JKN"
        found.append(WalkStop(stop.key, rooms.name(step.place), reason, Mark.PASSED, _letter(step.place), note=reason))
    return found


def _in_order(sop, stops: list[WalkStop], passed: list[WalkStop]) -> list[WalkStop]:
    merged = list(stops)
    for stop in passed:
        at = next((n for n, one in enumerate(merged) if sop.index(one.key) > sop.index(stop.key)), len(merged))
        merged.insert(at, stop)
    return merged


def _sentence(stops: Sequence[WalkStop]) -> str:
    words = {
        Mark.DONE: "selesai",
        Mark.HERE: "sekarang",
        Mark.NEXT: "berikutnya",
        Mark.LATER: "nanti",
        Mark.PASSED: "dilewati",
    }
    told = []
    for stop in stops:
        away = "".join(f", {loop.label} {loop.sub}" for loop in stop.loops)
        told.append(f"{stop.label} {words[stop.mark]}{f' ({stop.note})' if stop.note else ''}{away}")
    return "Perjalanan: " + "; ".join(told) + "."


def _line(place: str) -> str:
    return str(line_of(Place(place)).value)


def _letter(place: str) -> str:
    return letter_of(Place(place))


def _clock(at: datetime | None, zone) -> str:
    return at.astimezone(zone).strftime("%H.%M") if at else ""


@dataclass(frozen=True)
class Said:
    """One event as a line to read."""

    seq: int
    at: datetime
    label: str
    detail: str
    by: str
    reason: str
    late: bool
    undone: bool


def sentences(visit: Visit) -> list[Said]:
    """Give the events of a visit as Indonesian lines, oldest first."""
    rows = list(visit.events.filter(facility_id=visit.facility_id).select_related("point").order_by("seq"))
    taken_back = {row.undoes for row in rows if row.undoes}
    return [
        Said(row.seq, row.at, row.label, _detail(row), row.by_name, row.reason, row.late, row.seq in taken_back)
        for row in rows
    ]


def _detail(row: VisitEvent) -> str:
    if row.kind in (Kind.LEARNED, Kind.WITHDRAWN):
        return FACT_LABELS[Fact(row.data["fact"])]
    if row.kind == Kind.IDENTIFIED:
        return ", ".join(FACT_LABELS[Fact(word)] for word in row.data.get("facts", []))
    if row.kind == Kind.CLOSED:
        return Visit(disposition=row.data["disposition"]).get_disposition_display()
    return row.point.name if row.point_id else ""


def proposed(visit: Visit, *, step: str, place: str):
    """Give the routing's answer for a visit at the counter: the rule with its room, reason and clause, or None."""
    return route(visit.profile.sop, visit.standing(step=step, place=place))

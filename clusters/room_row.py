"""One patient of a room's list, as one line says it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.urls import reverse

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import options
from puskesmas.visits.priority import PRIORITY
from puskesmas.visits.queueing import CALLS_BEFORE_ABSENT
from puskesmas.visits.rooms import Rooms
from puskesmas.visits.states import State
from puskesmas.visits.timeline import walk_of
from puskesmas.visits.walk import Walk

from .deciding import words_for
from .papers import Order, Papers

_ANY = "0" * 12  # stands for a code in an address
_TICKING = (EntryState.WAITING, EntryState.CALLED)  # whose waiting the SOP's target measures
_SHORT = {
    Place.LAB: "Lab",
    Place.GIGI: "Gigi",
    Place.LOKET: "Loket",
    Place.PINTU: "Pintu",
    Place.ANAK: "Anak",
    Place.INFEKSI: "Infeksi",
    Place.BERSALIN: "Bersalin",
}


@dataclass(frozen=True)
class Row:
    """What the line of one patient shows; the names are those of components/_queue_row.html."""

    code: str
    number: str
    triage: str
    name: str
    age: str
    sex: str
    priority: str
    origin: str
    is_back: bool
    why: str
    walk: Walk
    since: datetime
    start: datetime
    target: int
    url: str
    orders: Sequence[Order] = ()
    primary: dict = field(default_factory=dict)
    then: str = ""
    menu: Sequence[dict] = ()
    party: str = ""

    def __hash__(self) -> int:
        """Tell lines apart quickly; two are the same when all they say is."""
        return hash((self.code, self.since))


@dataclass(frozen=True)
class Line:
    """What a row is made of: the place in line, its visit's other places, the rooms and the papers."""

    entry: QueueEntry
    entries: Sequence[QueueEntry]
    rooms: Rooms
    papers: Papers
    party: str = ""  # who else came with them, and where they are

    @property
    def visit(self) -> Visit:
        return self.entry.visit


def waiting(line: Line, *, first: bool) -> Row:
    """Give the line of one who waits here, or whose result is still out."""
    entry = line.entry
    held = entry.state == EntryState.HELD
    words = _calling_words(line)
    to_call = _to_take(entry, words) if first else _to_choose(entry, words)
    primary = {"because": "Hasil belum keluar"} if held else to_call
    return _row(line, origin=_came_from(line), why=_why(line), primary=primary, menu=_menu(line))


def inside(line: Line) -> Row:
    """Give the line of one who was called in or is being served."""
    entry = line.entry
    if entry.state == EntryState.CALLED:
        where = f"Dipanggil ke {entry.desk.label}" if entry.desk_id else f"Dipanggil {entry.calls}×"
        return _row(line, origin=where, why=_why(line), primary=_to_take(entry, "Masuk, periksa"), menu=_menu(line))
    where = entry.desk.label if entry.desk_id else entry.served_by.name if entry.served_by_id else "Di ruangan"
    return _row(line, origin=where, why=_why(line), primary=_to_finish(line), menu=_menu(line), waits=False)


def away(line: Line, *, place: int) -> Row:
    """Give the line of one who is out on a detour from here; ``place`` is their turn on coming back."""
    entry = line.entry
    unit = short_name(entry.point.place)
    since = entry.queued_at.astimezone(line.visit.facility.zone).strftime("%H.%M")
    why = line.papers.question or entry.reason or line.visit.complaint
    then = {"because": f"Masih di {unit}"} if entry.point.place != Place.LAB else {"because": "Hasil belum keluar"}
    return _row(line, origin=f"{unit} sejak {since}", why=why, primary=then, then=f"urutan ke-{place} saat kembali")


def absent(line: Line) -> Row:
    """Give the line of one who was called three times and did not come."""
    again = {"label": "Panggil ulang", "action": _address("recall", line.entry), "filled": False}
    return _row(line, origin=f"Dipanggil {line.entry.calls}×", why="Belum datang", primary=again, menu=_menu(line))


def done(line: Line) -> Row:
    """Give the line of one this room has finished with, and where they went."""
    ended = line.entry.ended_at.astimezone(line.visit.facility.zone).strftime("%H.%M")
    state = State(line.visit.state)
    where = line.visit.get_disposition_display() if line.visit.is_closed else state.label
    return _row(line, origin=f"Selesai {ended}", why=line.visit.complaint, then=where, waits=False)


def _row(line: Line, *, origin: str, why: str, waits: bool = True, **more) -> Row:
    entry, visit = line.entry, line.visit
    patient = visit.patient
    since = entry.queued_at if waits else entry.started_at or entry.queued_at
    return Row(
        code=entry.code,
        number=entry.number,
        triage=entry.colour or "",
        name=patient.name if patient else "",
        age=_age(visit),
        sex=patient.sex if patient else "",
        priority=entry.band_reason if entry.band == PRIORITY and not entry.is_return else "",
        origin=origin,
        is_back=entry.is_return,
        why=why,
        walk=walk_of(visit, line.entries, rooms=line.rooms),
        since=since,
        start=visit.opened_at,
        target=(visit.profile.sop.target_minutes(entry.place) or 0) if waits and entry.state in _TICKING else 0,
        url=_address("desk", entry),
        orders=line.papers.orders,
        party=line.party,
        **more,
    )


def _age(visit: Visit) -> str:
    """Give the age as short as a row has room for: 54, or 8 bl and 12 hr for the smallest."""
    if visit.patient is None:
        return ""
    age = visit.patient.age_on(visit.on)
    if age.months < 1:
        return f"{age.days} hr"
    return f"{age.months} bl" if age.years < 2 else str(age.years)


def _came_from(line: Line) -> str:
    before = next((one for one in line.entries if one.pk == line.entry.came_from_id), None)
    if before is None:
        return "Pintu" if not line.entries or line.entries[0].pk == line.entry.pk else ""
    if line.entry.is_return:
        return f"Kembali: {short_name(before.point.place)}"
    return before.desk.label if before.desk_id else short_name(before.point.place)


def _why(line: Line) -> str:
    if line.entry.returns_to_id and line.papers.question:
        return line.papers.question
    if line.entry.is_return and line.papers.unread:
        return "Hasil laboratorium siap"
    return line.entry.reason or line.visit.complaint


def _calling_words(line: Line) -> str:
    if line.papers.unread:
        return "Panggil, baca hasil"
    if line.entry.is_return:
        return "Panggil, lanjutkan"
    verb = {"screening": "ukur", "triage": "triase", "internal_referral": "periksa"}
    words = "skrining" if line.entry.place == Place.SKRINING else verb.get(line.entry.visit_state, "periksa")
    return f"Panggil, {words}"


def _to_take(entry: QueueEntry, label: str, *, filled: bool = True) -> dict:
    return {"label": label, "action": _address("take", entry), "filled": filled}


def _to_choose(entry: QueueEntry, label: str) -> dict:
    """Whose turn it is not yet is called with a reason, asked on a sheet of its own."""
    return {"label": label, "url": _address("call_this", entry), "filled": False}


def _to_finish(line: Line) -> dict:
    """Give the SOP's next step; the desk is where it is pressed when something is left to say first."""
    offered = options(line.visit, line.entry, rooms=line.rooms)
    desk = _address("desk", line.entry)
    if offered.next is None or line.papers.unread or (line.entry.returns_to_id and line.papers.question):
        return {"label": "Buka meja", "url": desk, "filled": True}
    blocked = next((move for move in offered.moves if move.move == "advance"), None)
    if blocked is not None and blocked.reasons:
        return {"because": blocked.reasons[0].message}
    words = words_for(offered.next, line.visit, line.entry)
    if offered.next.place == "":
        return {"label": words, "url": desk, "filled": True}
    return {"label": words, "action": _address("advance", line.entry), "filled": True}


def _menu(line: Line) -> list[dict]:
    entry = line.entry
    menu = [{"label": "Buka meja", "icon": "body", "url": _address("desk", entry)}]
    if entry.state == EntryState.CALLED:
        menu.append({"label": "Panggil ulang", "icon": "horn", "key": "r", "action": _address("recall", entry)})
        if entry.calls >= CALLS_BEFORE_ABSENT:
            menu.append({"label": "Belum datang", "key": "a", "action": _address("skip", entry)})
        else:
            menu.append(
                {"label": "Belum datang", "refused": f"baru dipanggil {entry.calls} dari {CALLS_BEFORE_ABSENT} kali"}
            )
    if entry.state == EntryState.SERVING:
        menu += [
            {"label": "Ke lab", "icon": "flask", "key": "l", "url": _address("order_lab", entry)},
            {"label": "Rujuk internal", "icon": "back", "key": "o", "url": _address("refer", entry)},
            {"label": "Rujuk FKRTL", "icon": "out", "key": "x", "url": _address("refer_out", entry)},
        ]
    if entry.place != Place.IGD:
        menu.append({"label": "Gawat, ke IGD", "icon": "alert", "key": "f", "url": _address("escalate", entry)})
    return menu


def _address(name: str, entry: QueueEntry) -> str:
    """Give an address of the desk for one place in line; a list asks for hundreds, so each pattern is built once."""
    return _pattern(name).replace(_ANY, entry.code)


@lru_cache(maxsize=32)
def _pattern(name: str) -> str:
    return reverse(f"clusters:{name}", args=[_ANY])


def short_name(place: str) -> str:
    """Give a kind of room as short as a column has room for."""
    return _SHORT.get(place) or Place(place).label


def point_label(point: ServicePoint) -> str:
    """Give a room's name with its door number."""
    return f"{point.name} · {point.room}" if point.room else point.name

"""The list of one room: who waits, who is inside, who was sent out and comes back, each with the next step."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from puskesmas.facility.models import Desk, ServicePoint, Staff
from puskesmas.facility.places import Place
from puskesmas.visits.boards import is_painted
from puskesmas.visits.models import FlowProfile, PointDay, QueueEntry
from puskesmas.visits.models.line import IN_CALLING_ORDER, EntryState
from puskesmas.visits.parties import companions_of, together
from puskesmas.visits.priority import in_calling_order
from puskesmas.visits.queueing import in_company
from puskesmas.visits.rooms import Rooms, rooms_of
from puskesmas.visits.states import State
from puskesmas.visits.walk import Mark

from . import room_row
from .models import Triage
from .papers import Papers, papers_of
from .room_row import Line, Row

# Rooms with the desk; the counter, the bench, the till and the pharmacy have pages of their own.
DESK_PLACES = frozenset(
    {Place.PANDU, Place.SKRINING, Place.KIA, Place.ANAK, Place.KB, Place.KLASTER2, Place.KLASTER3, Place.KLASTER4}
    | {Place.INFEKSI, Place.GIGI, Place.GIZI, Place.FISIO, Place.IGD, Place.BERSALIN, Place.RANAP}
)
_OUT = (State.LAB, State.INTERNAL_REFERRAL)
SHOWN_DONE = 60
_SHORT_NOTE = 18  # letters that stand under a figure on a phone


@dataclass(frozen=True)
class Group:
    """One part of the list with its heading."""

    key: str
    title: str
    note: str
    rows: Sequence[Row]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class RoomList:
    """A room's list as the page, the stream and the poll draw it; nobody in particular is reading."""

    point: ServicePoint
    tiles: Sequence[dict]
    groups: Sequence[Group]
    walk_keys: tuple[str, ...]
    walk_letters: tuple[tuple[str, str], ...]
    call: dict
    note: str

    @property
    def is_streamed(self) -> bool:
        """Whether the stream draws this list; a place another app paints (the door, with Pandu) is polled instead."""
        return not is_painted(self.point.place)

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


def room_rows(point: ServicePoint) -> RoomList:
    """Give the whole list of a room, in the same number of statements however many wait."""
    here, out = _open_entries(point)
    lines = _lines(point, [*here, *out])
    days = _regular_in_a_row(point)
    waiting = in_calling_order(
        [entry for entry in here if entry.state == EntryState.WAITING],
        regular_after=_regular_after(here),
        in_a_row=days,
    )
    held = [entry for entry in here if entry.state == EntryState.HELD]
    inside = [entry for entry in here if entry.state in (EntryState.CALLED, EntryState.SERVING)]
    absent = [entry for entry in here if entry.state == EntryState.SKIPPED]
    groups = [
        Group(
            "menunggu",
            "Menunggu",
            _order_words(here),
            [room_row.waiting(lines[one.pk], first=n == 0) for n, one in enumerate([*waiting, *held])],
        ),
        Group("ruangan", "Di ruangan", room_row.point_label(point), [room_row.inside(lines[one.pk]) for one in inside]),
        Group(
            "luar",
            "Sedang di unit lain",
            "tempat di antrean tetap terjaga",
            [room_row.away(lines[one.pk], place=n) for n, one in enumerate(out, start=1)],
        ),
    ]
    if absent:
        note = "nomornya tetap berlaku"
        groups.append(Group("absen", "Belum datang", note, [room_row.absent(lines[one.pk]) for one in absent]))
    keys, letters = _columns(groups)
    return RoomList(
        point=point,
        tiles=_tiles(point, groups, lines, _done_today(point, lines)),
        groups=groups,
        walk_keys=keys,
        walk_letters=letters,
        call=_call(point, waiting),
        note=_sop_words(point, here),
    )


def done_rows(point: ServicePoint) -> Group:
    """Give those this room finished with today, the latest first."""
    ended = QueueEntry.objects.filter(
        point=point, on=point.facility.today(), state=EntryState.DONE, started_at__isnull=False
    )
    entries = list(_with_words(ended).order_by("-ended_at")[:SHOWN_DONE])
    _share(point, entries)
    lines = _lines(point, entries)
    rows = [room_row.done(lines[one.pk]) for one in entries]
    return Group("selesai", "Selesai", "hari ini, yang terakhir di atas", rows)


def _open_entries(point: ServicePoint) -> tuple[list[QueueEntry], list[QueueEntry]]:
    """Give who stands in line here, and who went out from here and comes back."""
    here = Q(point=point)
    sent = Q(returns_to__point=point) | Q(returns_to__returns_to__point=point)
    out = Q(visit__closed_at__isnull=True, visit__state__in=_OUT, visit__facility=point.facility_id) & sent
    rows = _with_words(QueueEntry.objects.open())
    at_point = list(in_company(rows.filter(here)).order_by(*IN_CALLING_ORDER))
    gone = list(rows.filter(out).exclude(here).order_by("returns_to__band", "arrived_at", "pk"))
    _share(point, [*at_point, *gone])
    return at_point, gone


def _with_words(rows):
    """Add what a line shows; the SOP's text is left out, since it is the same for everybody."""
    latest = Triage.objects.filter(visit=OuterRef("visit")).order_by("-recorded_at", "-pk")
    rows = rows.select_related("visit__patient")
    return rows.annotate(colour=Subquery(latest.values("colour")[:1]))


def _share(point: ServicePoint, entries: Sequence[QueueEntry]) -> None:
    """Let all visits share one facility and one SOP each, read once."""
    profiles = FlowProfile.objects.in_bulk({entry.visit.profile_id for entry in entries})
    staff = Staff.objects.in_bulk({entry.served_by_id for entry in entries} - {None})
    for entry in entries:
        entry.visit.facility = point.facility
        entry.visit.profile = profiles[entry.visit.profile_id]
        entry.served_by = staff.get(entry.served_by_id)


def _lines(point: ServicePoint, entries: Sequence[QueueEntry]) -> dict[int, Line]:
    """Give what each row is made of, by entry."""
    rooms = rooms_of(point.facility_id, point.facility.today())
    visits = {entry.visit_id: entry.visit for entry in entries}
    papers = papers_of(visits.values())
    walked = defaultdict(list)
    rows = QueueEntry.objects.filter(visit__in=visits).exclude(state=EntryState.VOIDED)
    walks = list(rows.order_by("pk"))
    _furnish([*walks, *entries], rooms)
    for one in walks:
        walked[one.visit_id].append(one)
    others = companions_of(entries)
    lines = {}
    for entry in entries:
        of_visit = walked[entry.visit_id]
        if entry.returns_to_id:
            entry.returns_to = next((one for one in of_visit if one.pk == entry.returns_to_id), None)
        beside = together(others.get(entry.visit_id, ()))
        lines[entry.pk] = Line(entry, of_visit, rooms, papers.get(entry.visit_id) or Papers([]), beside)
    return lines


def _furnish(entries: Sequence[QueueEntry], rooms: Rooms) -> None:
    """Let all places in line share the rooms and desks they name, read once; a room closed for good is read apart."""
    points = {point.pk: point for point in rooms.points.values()}
    points |= ServicePoint.objects.in_bulk({one.point_id for one in entries} - points.keys())
    desks = Desk.objects.in_bulk({one.desk_id for one in entries} - {None})
    for one in entries:
        one.point = points[one.point_id]
        one.desk = desks.get(one.desk_id)


def _regular_in_a_row(point: ServicePoint) -> int:
    row = PointDay.objects.filter(point=point, on=point.facility.today()).values_list("in_a_row", flat=True)
    return row.first() or 0


def _regular_after(here: Sequence[QueueEntry]) -> int:
    return here[-1].visit.profile.sop.regular_after if here else 2


def _order_words(here: Sequence[QueueEntry]) -> str:
    if not here or not here[-1].visit.profile.sop.priority:
        return "urut: gawat, lalu jam datang; yang kembali tetap di tempatnya"
    return f"urut: gawat, prioritas {_regular_after(here)} : 1, lalu jam datang; yang kembali tetap di tempatnya"


def _sop_words(point: ServicePoint, here: Sequence[QueueEntry]) -> str:
    if not here:
        return ""
    sop = here[-1].visit.profile.sop
    target = sop.target_minutes(point.place)
    return f"SOP {sop.number}" + (f" · target tunggu {target}m" if target else "")


def _call(point: ServicePoint, waiting: Sequence[QueueEntry]) -> dict:
    if not waiting:
        return {"label": "Panggil", "icon": "horn", "because": "Tidak ada yang menunggu"}
    action = reverse("clusters:call_next", args=[point.code])
    return {"label": f"Panggil {waiting[0].number}", "icon": "horn", "key": "c", "action": action}


def _done_today(point: ServicePoint, lines: dict[int, Line]) -> dict:
    inside = [line.entry.visit_id for line in lines.values()]
    rows = QueueEntry.objects.filter(
        point=point, on=point.facility.today(), state=EntryState.DONE, started_at__isnull=False
    ).exclude(visit__in=inside)
    return rows.aggregate(visits=Count("visit", distinct=True), took=Avg(F("ended_at") - F("queued_at")))


def _tiles(point: ServicePoint, groups: Sequence[Group], lines: dict[int, Line], done: dict) -> list[dict]:
    base = reverse("clusters:room", args=[point.code])
    by_key = {group.key: group.rows for group in groups}
    waiting, inside, out = by_key["menunggu"], by_key["ruangan"], by_key["luar"]
    back = [row for row in waiting if row.is_back]
    here = [line for line in lines.values() if line.entry.point_id == point.pk]
    ready = [line for line in here if line.papers.unread]
    critical = sum(line.papers.critical for line in ready)
    level, grave = _gravest(waiting)
    tiles = [
        ("menunggu", len(waiting), "Menunggu", grave or "tidak gawat", level),
        ("kembali", len(back), "Kembali", "dari unit lain", ""),
        ("ruangan", len(inside), "Di ruangan", _busy(inside), ""),
        ("luar", len(out), "Di unit lain", _longest(out), ""),
        ("siap", len(ready), "Hasil siap", f"{critical} kritis" if critical else "belum dibaca", ""),
        ("selesai", done["visits"], "Selesai", _average(done["took"]), ""),
    ]
    return [
        {"key": key, "count": count, "label": label, "note": note, "level": sign, "url": f"{base}?saring={key}"}
        for key, count, label, note, sign in tiles
    ]


def _gravest(rows: Sequence[Row]) -> tuple[str, str]:
    grave = [row.triage for row in rows if row.triage in ("merah", "kuning")]
    if not grave:
        return "", ""
    level = "merah" if "merah" in grave else "kuning"
    return level, f"{grave.count(level)} {'gawat' if level == 'merah' else 'kuning'}"


def _busy(rows: Sequence[Row]) -> str:
    places = ", ".join(list(dict.fromkeys(row.origin for row in rows))[:2])
    return (places if len(places) <= _SHORT_NOTE else "terisi") if places else "kosong"


def _longest(rows: Sequence[Row]) -> str:
    if not rows:
        return "tidak ada"
    waited = timezone.now() - min(row.since for row in rows)
    return f"terlama {int(waited.total_seconds() // 60)}m"


def _average(took: timedelta | None) -> str:
    return f"rata-rata {int(took.total_seconds() // 60)}m" if took else "hari ini"


def _columns(groups: Sequence[Group]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Give the stops all rows share, so that the small walks read as a timetable; the commonest order wins."""
    stops: dict[str, str] = {}
    walks = sorted((row.walk for group in groups for row in group.rows), key=lambda walk: -len(walk.stops))
    for walk in walks:
        before = ""
        for stop in walk.stops:
            if stop.key not in stops:
                stops = _inserted(stops, stop.key, _letter(stop), after=before)
            before = stop.key
    return tuple(stops), tuple(stops.items())


def _letter(stop) -> str:
    if stop.key in ("karcis", "exit") or not stop.letter:
        return "P" if stop.mark != Mark.DONE else "T"
    return stop.letter


def _inserted(stops: dict[str, str], key: str, letter: str, *, after: str) -> dict[str, str]:
    keys = list(stops)
    at = keys.index(after) + 1 if after in stops else 0
    keys.insert(at, key)
    return {one: stops.get(one, letter) for one in keys}

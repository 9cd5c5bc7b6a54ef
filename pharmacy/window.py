"""The pharmacy's list: who waits at its window, whose medicine is brought to them, and what was written and comes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.template.loader import render_to_string

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.visits.boards import paints
from puskesmas.visits.models import FlowProfile, QueueEntry, Visit
from puskesmas.visits.models.line import IN_CALLING_ORDER, OPEN, EntryState
from puskesmas.visits.rooms import rooms_of

from . import window_row
from .models import Prescription, PrescriptionItem, PrescriptionState
from .models.prescription import AT_PHARMACY, GIVEN, GONE, IN_BED, ON_THE_WAY
from .window_row import Line, Row

SHOWN_DONE = 20
# Each part of the list: its key in the address, its heading, what is in it.
PARTS = (
    ("menunggu", "Menunggu di farmasi", "urut: gawat, prioritas, lalu jam datang"),
    ("dilayani", "Di loket obat", "dipanggil atau sedang dilayani"),
    ("antar", "Obat diantar", "pasien di tempat tidur atau ruang infeksi, antreannya tetap di sana"),
    ("absen", "Belum datang", "nomornya tetap berlaku"),
    ("jalan", "Resep sudah ditulis, pasien masih di ruang", "boleh ditelaah dan disiapkan dahulu"),
    ("pulang", "Sudah pulang, resep belum selesai", "serahkan bila kembali, atau batalkan dengan alasan"),
    ("selesai", "Selesai hari ini", "yang terakhir di atas"),
)


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
class WindowList:
    """The list as the page, the stream and the poll draw it; nobody in particular is reading."""

    point: ServicePoint
    groups: Sequence[Group]
    tiles: Sequence[dict]
    waiting: int

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


@paints(Place.FARMASI)
def painted(point: ServicePoint) -> str:
    """Give the inside of the pharmacy's list."""
    return render_to_string("pharmacy/_window_rows.html", {"window": window_of(point)})


def window_of(point: ServicePoint) -> WindowList:
    """Give the whole list of a pharmacy, in the same number of statements however long it is."""
    here = _standing_here(point)
    prescriptions = list(_prescriptions(point).to_serve())
    done = list(_prescriptions(point).filter(on=point.facility.today(), state__in=GIVEN).order_by("-handed_over_at"))
    shown = done[:SHOWN_DONE]
    visits = [*(one.visit for one in here), *(one.visit for one in prescriptions), *(one.visit for one in shown)]
    _share(point, visits)
    places = _places(point, visits)
    rooms = rooms_of(point.facility_id, point.facility.today())
    papers = defaultdict(list)
    for one in prescriptions:
        papers[one.visit_id].append(one)
    rows = defaultdict(list)
    for entry in here:
        key = _part_of(entry)
        line = Line(entry.visit, places[entry.visit_id], rooms, tuple(papers[entry.visit_id]), entry)
        rows[key].append(window_row.at_window(line, first=not rows[key], brought=key == "antar"))
    standing = {entry.visit_id for entry in here}
    for one in prescriptions:
        if one.visit_id in standing:
            continue
        line = Line(one.visit, places[one.visit_id], rooms, (one,), None)
        key = {IN_BED: "antar", GONE: "pulang", ON_THE_WAY: "jalan", AT_PHARMACY: "jalan"}[one.whereabouts]
        rows[key].append(window_row.elsewhere(line, part=key, first=not rows[key]))
    for one in shown:
        line = Line(one.visit, places[one.visit_id], rooms, (one,), None)
        rows["selesai"].append(window_row.done(line))
    groups = [Group(key, title, note, rows[key]) for key, title, note in PARTS]
    held = sum(one.state == PrescriptionState.HELD for one in prescriptions)
    waiting = sum(entry.state == EntryState.WAITING for entry in here)
    return WindowList(point, groups, _tiles(rows, prescriptions, held=held, done=len(done)), waiting)


def _standing_here(point: ServicePoint) -> list[QueueEntry]:
    rows = QueueEntry.objects.filter(point=point, state__in=OPEN).order_by(*IN_CALLING_ORDER)
    return list(rows.select_related("visit__patient", "point", "desk", "served_by"))


def _prescriptions(point: ServicePoint):
    lines = PrescriptionItem.objects.current().select_related("drug")
    rows = Prescription.objects.filter(facility_id=point.facility_id)
    return rows.select_related("visit__patient", "point", "prescribed_by").prefetch_related(
        Prefetch("items", lines, to_attr="lines")
    )


def _share(point: ServicePoint, visits: Sequence[Visit]) -> None:
    """Let all visits share one facility and one SOP each, read once."""
    profiles = FlowProfile.objects.in_bulk({visit.profile_id for visit in visits})
    for visit in visits:
        visit.facility = point.facility
        visit.profile = profiles[visit.profile_id]


def _places(point: ServicePoint, visits: Sequence[Visit]) -> dict[int, list[QueueEntry]]:
    """Give each visit's places in line, oldest first, in one statement."""
    places = defaultdict(list)
    rows = QueueEntry.objects.filter(visit__in={visit.pk for visit in visits}, facility_id=point.facility_id)
    for entry in rows.exclude(state=EntryState.VOIDED).select_related("point", "desk").order_by("pk"):
        places[entry.visit_id].append(entry)
    return places


def _part_of(entry: QueueEntry) -> str:
    if entry.place != Place.FARMASI:
        return "antar"
    if entry.state == EntryState.SKIPPED:
        return "absen"
    return "dilayani" if entry.state in (EntryState.CALLED, EntryState.SERVING) else "menunggu"


def _tiles(rows: dict, prescriptions: Sequence[Prescription], *, held: int, done: int) -> list[dict]:
    ready = sum(row.is_ready for row in rows["menunggu"])
    tiles = [
        ("menunggu", len(rows["menunggu"]), "Menunggu", f"{ready} obat siap" if ready else "di farmasi", ""),
        ("dilayani", len(rows["dilayani"]), "Di loket", "dilayani", ""),
        ("antar", len(rows["antar"]), "Diantar", "ke tempat tidur", ""),
        ("tanya", held, "Klarifikasi", "tunggu penulis" if held else "tidak ada", "k" if held else ""),
        ("jalan", len(rows["jalan"]), "Akan datang", "masih di ruang", ""),
        ("selesai", done, "Selesai", "resep hari ini", ""),
    ]
    return [
        {"key": key, "count": count, "label": label, "note": note, "level": level}
        for key, count, label, note, level in tiles
    ]

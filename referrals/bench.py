"""The laboratory's work list: who must give a sample, whose sample lies here, what follows later and what is done."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.db.models import Q
from django.template.loader import render_to_string

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.visits.boards import paints
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import IN_CALLING_ORDER, OPEN, EntryState
from puskesmas.visits.rooms import rooms_of

from . import bench_row, critical
from .bench_row import Row
from .models import LabOrder, LabStatus

SHOWN_DONE = 40
# Each part of the list: its key in the address, its heading, what is in it.
PARTS = (
    ("sampel", "Menunggu sampel", "urut jam diminta, yang di tempat tidur juga", LabStatus.ORDERED),
    ("ada", "Sampel ada", "belum ada hasil", LabStatus.SAMPLED),
    ("menyusul", "Hasil menyusul", "pasien tidak ditahan", LabStatus.FOLLOWS_LATER),
    ("selesai", "Selesai hari ini", "yang terakhir di atas", LabStatus.RESULTED),
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
class BenchList:
    """The list as the page, the stream and the poll draw it; nobody in particular is reading."""

    point: ServicePoint
    groups: Sequence[Group]
    tiles: Sequence[dict]
    waiting: int

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)


@paints(Place.LAB)
def painted(point: ServicePoint) -> str:
    """Give the inside of the laboratory's list."""
    return render_to_string("referrals/_bench_rows.html", {"bench": bench_of(point)})


def bench_of(point: ServicePoint) -> BenchList:
    """Give the whole list of a laboratory, in the same number of statements however long it is."""
    orders = _orders(point)
    here = _standing_here(point)
    entries = _places(point, [*(order.visit for order in orders), *(entry.visit for entry in here)])
    rooms = rooms_of(point.facility_id, point.facility.today())
    told = critical.told_of(point.facility_id, orders)
    rows = defaultdict(list)
    for order in orders:
        rows[order.status].append(bench_row.of_order(order, entries[order.visit_id], rooms, told=order.code in told))
    expected = {order.visit_id for order in orders if order.status in (LabStatus.ORDERED, LabStatus.SAMPLED)}
    unasked = [
        bench_row.without_order(one, entries[one.visit_id], rooms) for one in here if one.visit_id not in expected
    ]
    groups = [Group(key, title, note, _one_filled(rows[status])) for key, title, note, status in PARTS]
    if unasked:
        note = "tidak ada yang perlu diambil; kembalikan ke pengirim"
        groups.insert(1, Group("sampel lain", "Di lab tanpa pengantar", note, unasked))
    waiting = sum(entry.state == EntryState.WAITING for entry in here)
    return BenchList(point, groups, _tiles(groups, waiting), waiting)


def _orders(point: ServicePoint) -> list[LabOrder]:
    """Give what the laboratory has work on, oldest first, then what it finished today, latest first."""
    midnight = datetime.combine(point.facility.today(), time.min, tzinfo=point.facility.zone)
    rows = LabOrder.objects.filter(facility_id=point.facility_id).for_lists().select_related("visit__profile")
    done = rows.filter(status=LabStatus.RESULTED, resulted_at__gte=midnight).order_by("-resulted_at")
    found = [*rows.on_the_bench(), *done[:SHOWN_DONE]]
    for order in found:
        order.visit.facility = point.facility
    return found


def _standing_here(point: ServicePoint) -> list[QueueEntry]:
    rows = QueueEntry.objects.filter(point=point, state__in=OPEN).order_by(*IN_CALLING_ORDER)
    found = list(rows.select_related("visit__patient", "visit__profile", "returns_to__point"))
    for entry in found:
        entry.visit.facility = point.facility
    return found


def _places(point: ServicePoint, visits: Sequence[Visit]) -> dict[int, list[QueueEntry]]:
    """Give each visit's places in line, oldest first, in one statement."""
    wanted = Q(visit__in={visit.pk for visit in visits}, facility_id=point.facility_id)
    places = defaultdict(list)
    rows = QueueEntry.objects.filter(wanted).exclude(state=EntryState.VOIDED).select_related("point", "desk")
    for entry in rows.order_by("pk"):
        places[entry.visit_id].append(entry)
    return places


def _one_filled(rows: Sequence[Row]) -> list[Row]:
    """Leave one filled button to a part of the list: the first that had one."""
    first = next((row for row in rows if row.primary["filled"]), None)
    return [row if row is first else replace(row, primary=row.primary | {"filled": False}) for row in rows]


def _tiles(groups: Sequence[Group], waiting: int) -> list[dict]:
    by_key = {group.key: group.rows for group in groups}
    in_beds = sum(row.is_away for row in by_key["sampel"])
    untold = sum(row.is_untold for row in by_key["selesai"])
    in_part = sum(row.answered > 0 for row in by_key["ada"])
    notes = {
        "sampel": f"{waiting} antre di lab, {in_beds} di ruang" if in_beds else f"{waiting} antre di lab",
        "ada": f"{in_part} terisi sebagian" if in_part else "menunggu hasil",
        "menyusul": "hari lain",
        "selesai": f"{untold} nilai kritis belum disampaikan" if untold else "hari ini",
    }
    return [
        {
            "key": key,
            "count": len(by_key[key]),
            "label": title.removesuffix(" hari ini"),
            "note": notes[key],
            "level": "m" if key == "selesai" and untold else "",
        }
        for key, title, _note, _status in PARTS
    ]

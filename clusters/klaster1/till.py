"""The cashier's list: who stands at the window, whose bill came from a bed, and who left without paying."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum
from django.template.loader import render_to_string
from django.urls import reverse

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.visits.boards import paints
from puskesmas.visits.models import QueueEntry, ServiceRendered, Visit
from puskesmas.visits.models.line import IN_CALLING_ORDER, OPEN, EntryState
from puskesmas.visits.states import BEDS, EXITS

SHOWN_UNPAID = 30
_CHIPS = {EntryState.CALLED: "called", EntryState.SERVING: "serving", EntryState.SKIPPED: "away"}


@dataclass(frozen=True)
class Card:
    """One person's slip at the window: the number, the name and what is due; never why they came."""

    code: str
    number: str
    name: str
    due: int
    services: int
    chip: str
    chip_css: str
    since: datetime
    url: str
    is_priority: bool = False

    @property
    def is_serving(self) -> bool:
        return self.chip_css == "serving"


@dataclass(frozen=True)
class Group:
    """One part of the list with its heading."""

    title: str
    note: str
    cards: Sequence[Card]


@dataclass(frozen=True)
class Till:
    """The list as the page, the stream and the poll draw it; nobody in particular is reading."""

    point: ServicePoint
    groups: Sequence[Group]
    waiting: int

    @property
    def is_empty(self) -> bool:
        return not any(group.cards for group in self.groups)


@paints(Place.KASIR)
def painted(point: ServicePoint) -> str:
    """Give the inside of the cashier's list."""
    return render_to_string("klaster1/_till.html", {"till": till_of(point)})


def till_of(point: ServicePoint) -> Till:
    """Give the whole list of a cashier, in the same number of statements however long it is."""
    entries = _at_the_window(point)
    lying = _from_beds(point)
    gone = _unpaid(point)
    due = _dues([*(entry.visit_id for entry in entries), *(visit.pk for visit in [*lying, *gone])])
    groups = [
        Group("Di kasir", "urut nomor panggil", [_card(entry.visit, due, entry=entry) for entry in entries]),
        Group("Tagihan dari ruang rawat", "pasien tetap di tempat tidur", [_card(visit, due) for visit in lying]),
        Group("Pulang belum bayar", "yang terakhir di atas", [_card(visit, due) for visit in gone]),
    ]
    waiting = sum(entry.state == EntryState.WAITING for entry in entries)
    return Till(point, [group for group in groups if group.cards], waiting)


def _at_the_window(point: ServicePoint) -> list[QueueEntry]:
    rows = QueueEntry.objects.filter(point=point, state__in=OPEN).order_by(*IN_CALLING_ORDER)
    return list(rows.select_related("visit__patient"))


def _from_beds(point: ServicePoint) -> list[Visit]:
    rows = Visit.objects.filter(facility_id=point.facility_id, state__in=[*BEDS], facts__has_key="bill_open")
    return list(rows.select_related("patient").order_by("opened_at"))


def _unpaid(point: ServicePoint) -> list[Visit]:
    rows = Visit.objects.filter(facility_id=point.facility_id, state__in=[*EXITS])
    rows = rows.filter(rendered__settled_by="", rendered__amount__gt=0).distinct()
    return list(rows.select_related("patient").order_by("-closed_at")[:SHOWN_UNPAID])


def _dues(visits: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Give what is still to be paid and for how many services, by visit, in one statement."""
    rows = ServiceRendered.objects.filter(visit__in=list(visits), settled_by="", amount__gt=0).order_by()
    found = rows.values_list("visit").annotate(due=Sum("amount"), services=Count("pk"))
    return {visit: (due, services) for visit, due, services in found}


def _card(visit: Visit, dues: dict[int, tuple[int, int]], *, entry: QueueEntry | None = None) -> Card:
    due, services = dues.get(visit.pk, (0, 0))
    patient = visit.patient
    chip = entry.get_state_display() if entry else visit.get_state_display()
    return Card(
        code=visit.code,
        number=visit.number,
        name=patient.display_name(visit.on) if patient else "",
        due=due,
        services=services,
        chip=chip,
        chip_css=_CHIPS.get(entry.state, "") if entry else "done",
        since=entry.queued_at if entry else visit.closed_at or visit.opened_at,
        url=reverse("klaster1:bill", args=[visit.code]),
        is_priority=entry is not None and entry.band < 2,
    )

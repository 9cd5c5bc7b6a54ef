"""The lists of who waits at the door, the measuring point and the counter, each in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from clusters.models import Triage, VitalSigns
from puskesmas.facility.models import ServicePoint
from puskesmas.facility.places import Place
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.parties import companions_of, together
from puskesmas.visits.priority import REGULAR

_CHIPS = {
    Fact.EMERGENCY: "Gawat",
    Fact.LABOUR: "Bersalin",
    Fact.PREGNANT: "Hamil",
    Fact.WHEELCHAIR: "Kursi roda",
    Fact.INFECTIOUS: "Tanda infeksi",
    Fact.NEEDS_HELP: "Perlu bantuan",
}


@dataclass(frozen=True)
class Card:
    """One who waits, as a slip on the clerk's desk."""

    code: str
    number: str
    state: str
    chips: tuple[str, ...]
    triage: str
    name: str
    words: str
    measured: bool
    since: datetime
    calls: int
    desk: str
    url: str

    @property
    def in_hand(self) -> bool:
        """Tell whether somebody is with this patient now."""
        return self.state in (EntryState.CALLED, EntryState.SERVING)


def standing_at(*points: ServicePoint) -> QuerySet[QueueEntry]:
    """Give who stands at these points, in calling order, with what was measured and sorted before."""
    of_visit = {"visit": OuterRef("visit")}
    vitals = VitalSigns.objects.current().filter(**of_visit).order_by("-measured_at", "-pk")
    colours = Triage.objects.filter(**of_visit).order_by("-recorded_at", "-pk")
    return (
        QueueEntry.objects.open()
        .filter(point__in=points)
        .select_related("visit__patient", "desk")
        .annotate(
            colour=Subquery(colours.values("colour")[:1]),
            measured_at=Subquery(vitals.values("measured_at")[:1]),
            systolic=Subquery(vitals.values("systolic")[:1]),
            diastolic=Subquery(vitals.values("diastolic")[:1]),
        )
        .order_by("band", "arrived_at", "pk")
    )


def card_of(entry: Any, *, url_name: str, beside: str = "") -> Card:
    """Give one entry of ``standing_at`` as a card."""
    visit = entry.visit
    return Card(
        code=entry.code,
        number=entry.number,
        state=entry.state,
        chips=(*_chips(entry), *([beside] if beside else [])),
        triage=entry.colour or ("merah" if Fact.EMERGENCY in visit.facts else ""),
        name=visit.patient.display_name(visit.on) if visit.patient else "",
        words=_words(entry),
        measured=entry.measured_at is not None,
        since=entry.queued_at,
        calls=entry.calls,
        desk=entry.desk.label if entry.desk else "",
        url=reverse(url_name, args=[entry.code]),
    )


def _chips(entry: Any):
    if entry.band != REGULAR:
        yield entry.band_reason.split(",")[0]
    held = entry.visit.facts
    for fact, words in _CHIPS.items():
        if fact in held and words.split()[0] not in entry.band_reason:
            yield words


def _words(entry: Any) -> str:
    came = timezone.localtime(entry.visit.opened_at)
    in_hand = entry.state in (EntryState.CALLED, EntryState.SERVING)
    if entry.measured_at is None:
        said = "belum diukur" if in_hand else f"Datang {came:%H.%M}, belum diukur"
    else:
        pressure = f" · TD {entry.systolic}/{entry.diastolic}" if entry.systolic else ""
        said = f"Diukur {timezone.localtime(entry.measured_at):%H.%M}{pressure}"
    if entry.place == Place.INFEKSI:
        said = f"Didatangi di ruang infeksi · {said}"
    return said


def split(entries, *, url_name: str) -> dict[str, list[Card]]:
    """Give the cards of a line in two lists: those in line, and those called three times who did not come."""
    entries = list(entries)
    others = companions_of(entries)
    cards = [card_of(one, url_name=url_name, beside=together(others.get(one.visit_id, ()))) for one in entries]
    absent = [card for card in cards if card.state == EntryState.SKIPPED]
    return {"cards": [card for card in cards if card.state != EntryState.SKIPPED], "absent": absent}

"""Reading the three ledgers, each by its own cursor: which villages and months must be counted again.

Cursors never trust the order of ids, since ids commit out of order. Each reading goes back to ten minutes before the
one before it; no transaction lives longer than sixty seconds, so nothing slips through, and marking twice is free.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import DateField, F, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, TruncMonth
from django.utils import timezone

from puskesmas.facility.models import Facility, Village
from puskesmas.patients.models import ChangeKind, Patient, PatientChange
from puskesmas.visits.events import Kind
from puskesmas.visits.models import VisitEvent

from . import episodes
from .counting import OUTSIDE
from .models import Ledger, PwsCursor, PwsEntry, PwsMark

OVERLAP = timedelta(minutes=10)
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
Mark = tuple[int | None, date]  # a village of the area or OUTSIDE, and the first day of a month

# What happens in a queue changes nobody's figures.
QUIET = frozenset({Kind.CALLED, Kind.STARTED, Kind.SKIPPED, Kind.RECALLED, Kind.HELD, Kind.FREED, Kind.POINT_CHANGED})
# Who changes names, numbers or telephones stays in the same village and year of life.
TELLING = (ChangeKind.DOMICILE, ChangeKind.SEX, ChangeKind.BIRTH_DATE, ChangeKind.DIED)
JOINING = (ChangeKind.MERGED, ChangeKind.UNMERGED)


def read_ledgers(facility: Facility) -> int:
    """Mark what the ledgers say has changed since the last reading; give how many marks that made.

    The caller holds the puskesmas' PWS in its transaction.
    """
    now = timezone.now()
    cursors = {row.ledger: row.read_at for row in PwsCursor.objects.filter(facility=facility)}
    found: set[Mark] = set()
    for ledger, read in _READERS.items():
        found |= read(facility, cursors.get(ledger, _EVER + OVERLAP) - OVERLAP)
    mark(facility, found)
    PwsCursor.objects.bulk_create(
        [PwsCursor(facility=facility, ledger=ledger, read_at=now) for ledger in _READERS],
        update_conflicts=True,
        unique_fields=["facility", "ledger"],
        update_fields=["read_at"],
    )
    return len(found)


def mark(facility: Facility, marks: Iterable[Mark]) -> None:
    """Keep that these villages and months must be counted again; villages outside the area stand under OUTSIDE."""
    area = set(Village.objects.filter(facility=facility, in_area=True).values_list("pk", flat=True))
    wanted = {(village if village in area else OUTSIDE, month.replace(day=1)) for village, month in marks}
    PwsMark.objects.bulk_create(
        [PwsMark(facility=facility, village_id=village, month=month) for village, month in wanted],
        ignore_conflicts=True,
    )


def _from_events(facility: Facility, since: datetime) -> set[Mark]:
    """Give the months of the service and of the sentence, in the village where the patient lives now."""
    news = VisitEvent.objects.filter(facility=facility, recorded_at__gt=since).exclude(kind__in=QUIET).order_by()
    rows = news.values_list(
        "visit__patient__person__village",
        TruncMonth("visit__on"),
        TruncMonth("on"),
        TruncMonth(Cast(KeyTextTransform("service_on", "data"), DateField())),
    )
    found = {(village, month) for village, *months in rows.distinct() for month in months if month}
    # Who has just been named stood, until then, among those nobody knows.
    named = news.filter(kind=Kind.IDENTIFIED).values_list(TruncMonth("visit__on"), flat=True).distinct()
    found |= {(OUTSIDE, month) for month in named}
    examined = news.filter(kind=Kind.SOAP).values("visit__patient__person")
    told = [*episodes.spans(facility, examined), *episodes.told_of(facility, recorded_at__gt=since)]
    return found | {(span.village, month) for span in told for month in span.months}


def _from_patients(facility: Facility, since: datetime) -> set[Mark]:
    """Give, of each person who changed, every month in which anything of theirs was recorded, in both villages."""
    news = PatientChange.objects.filter(
        facility=facility, recorded_at__gt=since, kind__in=[*TELLING, *JOINING]
    ).select_related("patient__person")
    changes = list(news)
    if not changes:
        return set()
    codes = {change.data.get(key) for change in changes for key in ("into", "from")} - {None}
    others = {row.code: row for row in Patient.objects.filter(facility=facility, code__in=codes)}
    months = _months_of(facility, {pk for change in changes for pk in _persons(change, others)})
    found: set[Mark] = set()
    for change in changes:
        persons = _persons(change, others)
        villages = {change.village_before_id, change.village_after_id, change.patient.person.village_id}
        found |= {(village, month) for village in villages for person in persons for month in months.get(person, ())}
    return found


def _persons(change: PatientChange, others: dict[str, Patient]) -> set[int]:
    """Give everybody a change is about: the record, the person it is now, and the one it was or became."""
    named = {others[code].person_id for key in ("into", "from") if (code := change.data.get(key)) in others}
    return {change.patient_id, change.patient.person_id} | named


def _months_of(facility: Facility, persons: set[int]) -> dict[int, set[date]]:
    """Give the months in which anything was recorded of each of these persons, under whichever number."""
    rows: QuerySet = VisitEvent.objects.filter(
        Q(visit__patient__person__in=persons) | Q(visit__patient__in=persons)
    ).order_by()
    found: dict[int, set[date]] = {}
    for person, visited, said in rows.values_list(
        F("visit__patient__person"), TruncMonth("visit__on"), TruncMonth("on")
    ).distinct():
        found.setdefault(person, set()).update({visited, said})
    told = [
        *episodes.spans(facility, persons),
        *episodes.told_of(facility, visit__patient__person__in=persons),
    ]
    for span in told:
        found.setdefault(span.person, set()).update(span.months)
    return found


def _from_entries(facility: Facility, since: datetime) -> set[Mark]:
    return set(
        PwsEntry.objects.filter(facility=facility, recorded_at__gt=since)
        .order_by()
        .values_list("village", "month")
        .distinct()
    )


_READERS: dict[str, Callable[[Facility, datetime], set[Mark]]] = {
    Ledger.EVENTS: _from_events,
    Ledger.PATIENTS: _from_patients,
    Ledger.ENTRIES: _from_entries,
}

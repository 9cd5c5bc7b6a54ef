"""Whether what the database holds tells one story: events and states, places in line, numbers without gap or double."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

from django.db.models import Count, Q

from clusters.klaster1.models.payment import Payment, ReceiptCounter
from pharmacy.models import Prescription
from pharmacy.models.prescription import PrescriptionCounter
from puskesmas.facility.models import Facility
from puskesmas.ground import dumping
from puskesmas.patients.models import Patient, RecordCounter
from puskesmas.visits import profiles, replay
from puskesmas.visits.models import NumberCounter, QueueEntry, Visit, VisitEvent
from puskesmas.visits.models.line import OPEN
from puskesmas.visits.states import EXITS
from referrals.models import LetterCounter, OutwardReferral

AT_ONCE = 500


@dataclass
class Finding:
    """One question asked of the whole database: how much was looked at, and what was not as it should be."""

    asked: str
    looked_at: int = 0
    wrong: list[str] = field(default_factory=list)


def everything(restored: Path) -> Iterator[Finding]:
    """Every question in turn; the rows are compared with their backup's only while nobody has worked since."""
    if restored.is_file():
        yield rows_as_in_backup(json.loads(restored.read_text())["rows"])
    yield events_tell_the_states()
    yield one_open_place_each()
    yield everybody_inside_can_go_on()
    yield numbers_run_on("queue numbers", _queue_numbers())
    yield numbers_run_on("receipts", _receipts())
    yield numbers_run_on("record numbers", _records())
    yield numbers_run_on("prescription numbers", _prescriptions())
    yield numbers_run_on("letter numbers", _letters())
    yield money_goes_back_whole()


def rows_as_in_backup(told: dict[str, int]) -> Finding:
    """As many rows in each table as the backup says."""
    with dumping.at_leisure() as own:
        here = dumping.counted(own)
    finding = Finding("rows as in the backup", sum(here.values()))
    for table in sorted(here.keys() | told.keys()):
        if here.get(table) != told.get(table):
            finding.wrong.append(f"{table} has {here.get(table, 'no')} rows, the backup says {told.get(table, 'none')}")
    return finding


def events_tell_the_states() -> Finding:
    """The sentences of each visit, replayed, end where its row stands."""
    finding = Finding("visits replayed from their events")
    visits = Visit.objects.order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(visits, AT_ONCE)):
        events = defaultdict(list)
        for event in VisitEvent.objects.filter(visit__in=some).order_by("visit_id", "seq"):
            events[event.visit_id].append(event)
        for visit in some:
            finding.looked_at += 1
            finding.wrong += [f"visit {visit.code}: {words}" for words in replay.differences(visit, events[visit.pk])]
    return finding


def one_open_place_each() -> Finding:
    """Who is inside stands in exactly one place, of the visit's own state; who has left stands nowhere."""
    inside = Visit.objects.annotate(places=Count("entries", filter=Q(entries__state__in=OPEN)))
    finding = Finding("places in line", QueueEntry.objects.count())
    for visit in inside.exclude(state__in=EXITS).exclude(places=1):
        finding.wrong.append(f"visit {visit.code} is {visit.state} and has {visit.places} open places in line")
    for visit in inside.filter(state__in=EXITS, places__gt=0):
        finding.wrong.append(f"visit {visit.code} has left and still stands in line")
    for entry in QueueEntry.objects.open().select_related("visit").iterator(chunk_size=AT_ONCE):
        if entry.visit_state != entry.visit.state:
            told = f"visit {entry.visit.code} is {entry.visit.state}"
            finding.wrong.append(f"{told}, its place in line is of {entry.visit_state}")
    return finding


def everybody_inside_can_go_on() -> Finding:
    """Every SOP revision that visits inside began under can still be walked with today's rooms and vocabulary."""
    finding = Finding("SOP revisions walked by visits inside")
    for facility in Facility.objects.order_by("code"):
        finding.looked_at += len(profiles.still_walked(facility))
        finding.wrong += [f"{facility.code}: {words}" for words in profiles.broken_by(facility)]
    return finding


Series = tuple[str, int, list[int]]  # its name, the last number given, the numbers found in order


def numbers_run_on(asked: str, series: Iterable[Series]) -> Finding:
    """From one to the last given, each number once."""
    finding = Finding(asked)
    for name, last, found in series:
        finding.looked_at += len(found)
        missing = sorted(set(range(1, last + 1)) - set(found))
        double = sorted({number for number, same in groupby(sorted(found)) if len(list(same)) > 1})
        beyond = sorted({number for number in found if number > last})
        for words, numbers in (("missing", missing), ("given twice", double), ("beyond the counter", beyond)):
            if numbers:
                finding.wrong.append(f"{name}: {words} {', '.join(map(str, numbers[:10]))}")
    return finding


def _series(counters: Iterable[tuple[str, tuple, int]], given: Iterable[tuple[tuple, int]]) -> Iterator[Series]:
    found: dict[tuple, list[int]] = defaultdict(list)
    for key, number in given:
        found[key].append(number)
    for name, key, last in counters:
        yield name, last, found.pop(key, [])
    for key, numbers in found.items():  # numbers nobody counted
        yield " ".join(map(str, key)), 0, numbers


def _queue_numbers() -> Iterator[Series]:
    counters = NumberCounter.objects.values_list("facility__code", "on", "series", "last")
    rows = Visit.objects.exclude(number="").values_list("facility__code", "on", "number").iterator(chunk_size=AT_ONCE)
    given = ((facility, on, *number.rsplit("-", 1)) for facility, on, number in rows)
    return _series(
        ((f"{facility} {on} {series}", (facility, on, series), last) for facility, on, series, last in counters),
        (((facility, on, series), int(number)) for facility, on, series, number in given),
    )


def _receipts() -> Iterator[Series]:
    counters = ReceiptCounter.objects.values_list("facility__code", "year", "last")
    return _series(
        ((f"{facility} {year}", (facility, year), last) for facility, year, last in counters),
        (
            ((facility, year), number)
            for facility, year, number in Payment.objects.values_list("facility__code", "year", "number")
        ),
    )


def _records() -> Iterator[Series]:
    counters = RecordCounter.objects.values_list("facility__code", "last")
    rows = Patient.objects.values_list("facility__code", "record_number").iterator(chunk_size=AT_ONCE)
    return _series(
        ((facility, (facility,), last) for facility, last in counters),
        (((facility,), int(number)) for facility, number in rows),
    )


def _prescriptions() -> Iterator[Series]:
    counters = PrescriptionCounter.objects.values_list("facility__code", "on", "last")
    rows = Prescription.objects.values_list("facility__code", "number").iterator(chunk_size=AT_ONCE)
    given = ((facility, *number.split("-")) for facility, number in rows)
    return _series(
        ((f"{facility} {on}", (facility, f"R{on:%y%m%d}"), last) for facility, on, last in counters),
        (((facility, day), int(number)) for facility, day, number in given),
    )


def _letters() -> Iterator[Series]:
    counters = LetterCounter.objects.values_list("facility__code", "year", "last")
    rows = OutwardReferral.objects.values_list("facility__code", "number")
    given = ((facility, number.split("/")) for facility, number in rows)
    return _series(
        ((f"{facility} {year}", (facility, str(year)), last) for facility, year, last in counters),
        (((facility, parts[-1]), int(parts[0])) for facility, parts in given),
    )


def money_goes_back_whole() -> Finding:
    """What a reversal gives back is what its receipt had taken."""
    reversals = Payment.objects.filter(reverses__isnull=False).select_related("reverses")
    finding = Finding("receipts taken back", reversals.count())
    for payment in reversals:
        if payment.amount != -payment.reverses.amount:
            finding.wrong.append(f"receipt {payment.receipt} gives back {-payment.amount} of {payment.reverses.amount}")
    return finding

"""Writing down a contact before the birth and the three tests, on the pregnancy the woman carries."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry

from .episode import weigh
from .models import AntenatalRecord, Pregnancy, TripleElimination
from .pregnancy import woman_of

ANC, TRIPLE = "anc", "triple"
Told = Mapping[str, Any]


def see(entry: QueueEntry, told: Told, *, by: Staff) -> AntenatalRecord:
    """Write down a contact; the pregnancy counts it at once."""
    with transaction.atomic():
        record = _write(AntenatalRecord, entry, told, by=by, exam=ANC)
        record.pregnancy = weigh(record.pregnancy)
        return record


def correct_contact(record: AntenatalRecord, told: Told, *, by: Staff, reason: str) -> AntenatalRecord:
    """Put right what a contact found; what the pregnancy comes to is counted again."""
    with transaction.atomic():
        allowed = Permission.SOAP_WRITE
        after = corrected(record, dict(told), Kind.SOAP, by=by, permission=allowed, reason=reason, exam=ANC)
        after.pregnancy = weigh(after.pregnancy)
        return after


def offer_tests(entry: QueueEntry, told: Told, *, by: Staff) -> TripleElimination:
    """Write down what came of the tests for HIV, syphilis and hepatitis B."""
    with transaction.atomic():
        return _write(TripleElimination, entry, told, by=by, exam=TRIPLE)


def _write(model, entry: QueueEntry, told: Told, *, by: Staff, exam: str):
    page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
    carried = Pregnancy.objects.of_person(woman_of(page)).open().last()
    if carried is None:
        message = "Ibu ini tidak punya kehamilan yang terbuka. Isi data kehamilan dahulu, lalu catat pemeriksaannya."
        raise MoveRefused("guard_refused", message)
    record = model(**page.stamp(), **told, pregnancy=carried)
    record.save(force_insert=True)
    page.say(Kind.SOAP, data={"record": record.code, "exam": exam})
    return record

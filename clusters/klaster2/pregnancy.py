"""Opening a pregnancy at the first contact, and putting right what was told of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters.writing import Page, corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry

from .carrying import FEMALE
from .episode import weigh
from .models import Pregnancy, PregnancyRecord

CODE = "pregnancy"
Told = Mapping[str, Any]


def open_pregnancy(entry: QueueEntry, told: Told, *, by: Staff) -> PregnancyRecord:
    """Open the pregnancy of the woman in the room with what she tells of it; one that is open already is refused."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        woman = woman_of(page)
        if Pregnancy.objects.of_person(woman).open().exists():
            message = "Kehamilan ibu ini sudah dibuka. Muat ulang halaman, lalu lanjutkan pada kehamilan itu."
            raise MoveRefused("already_done", message)
        pregnancy = Pregnancy(facility_id=page.visit.facility_id, patient=woman, opened_on=page.stamp()["on"])
        pregnancy.save(force_insert=True)
        record = PregnancyRecord(**page.stamp(), **told, pregnancy=pregnancy)
        record.save(force_insert=True)
        record.pregnancy = weigh(pregnancy)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
        return record


def correct_pregnancy(record: PregnancyRecord, told: Told, *, by: Staff, reason: str) -> PregnancyRecord:
    """Put right what was told of a pregnancy; a new first day moves every contact to its trimester."""
    with transaction.atomic():
        allowed = Permission.SOAP_WRITE
        after = corrected(record, dict(told), Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)
        after.pregnancy = weigh(after.pregnancy)
        return after


def woman_of(page: Page) -> Patient:
    """Give the woman a room speaks of, locked as a person, so that two rooms do not each open a pregnancy."""
    if page.visit.patient_id is None:
        raise MoveRefused("guard_refused", "Identitas ibu belum dipastikan. Pastikan dahulu, lalu catat kehamilannya.")
    rows = {row.pk: row for row in Patient.objects.locked(page.visit.patient_id, page.visit.patient.person_id)}
    woman = rows[page.visit.patient_id]
    if woman.sex != FEMALE:
        raise MoveRefused("guard_refused", "Kehamilan hanya dicatat pada pasien perempuan. Periksa identitasnya.")
    return woman

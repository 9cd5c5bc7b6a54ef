"""Writing down an emergency, and putting right what was written in haste."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, Visit

from .models import EmergencyRecord, Mode


@dataclass(frozen=True)
class Emergency:
    """What is told of an emergency: the way in, the primary survey ABCDE, what was done and seen."""

    mode: str
    arrived_at: datetime | None = None  # when the visit began, unless told
    care_began_at: datetime | None = None  # now, unless told
    companion: str = ""
    mechanism: str = ""
    airway: str = ""
    breathing: str = ""
    circulation: str = ""
    disability: str = ""
    exposure: str = ""
    actions: str = ""
    observation: str = ""


def record_emergency(visit: Visit, told: Emergency, *, by: Staff, entry: QueueEntry | None = None) -> EmergencyRecord:
    """Write down an emergency; without times it began when the visit did and care begins now."""
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        times = {
            "arrived_at": told.arrived_at or (page.entry.arrived_at if page.entry else page.visit.opened_at),
            "care_began_at": told.care_began_at or timezone.now(),
        }
        _must_be_told(told, **times)
        record = EmergencyRecord(**page.stamp(), **asdict(told) | times)
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": "emergency"})
        return record


def correct_emergency(record: EmergencyRecord, told: Emergency, *, by: Staff, reason: str) -> EmergencyRecord:
    """Put right what was written of an emergency; times not told stay."""
    times = {
        "arrived_at": told.arrived_at or record.arrived_at,
        "care_began_at": told.care_began_at or record.care_began_at,
    }
    _must_be_told(told, **times)
    changed = asdict(told) | times
    return corrected(
        record, changed, Kind.SOAP, by=by, permission=Permission.SOAP_WRITE, reason=reason, exam="emergency"
    )


def _must_be_told(told: Emergency, *, arrived_at: datetime, care_began_at: datetime) -> None:
    errors = {}
    if told.mode not in Mode.values:
        errors["mode"] = [f"Pilih cara datang: {', '.join(Mode.labels).lower()}."]
    if care_began_at < arrived_at:
        errors["care_began_at"] = ["Penanganan tidak bisa mulai sebelum pasien tiba. Periksa jamnya."]
    if care_began_at > timezone.now():
        errors["care_began_at"] = ["Jam mulai penanganan belum lewat. Periksa jamnya."]
    if errors:
        raise ValidationError(errors)

"""Watching a patient who lies here: in the emergency room, before and after a birth, and each day in the ward."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.writing import opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry

from . import beds
from .models import Fares, InpatientNote, Observation

OBSERVATION = "observation"


def observe(entry: QueueEntry, told: Mapping[str, Any], *, by: Staff) -> Observation:
    """Write down how a patient under observation fares."""
    if told["fares"] not in Fares.values:
        raise ValidationError({"fares": [f"Pilih keadaannya: {', '.join(Fares.labels).lower()}."]})
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry)
        seen = Observation(**page.stamp(), fares=told["fares"], text=told.get("text", "").strip())
        seen.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": seen.code, "exam": OBSERVATION})
        return seen


def note_day(entry: QueueEntry, told: Mapping[str, Any], *, by: Staff) -> InpatientNote:
    """Write down the day of a patient of the ward, who lies in a bed by then."""
    stay = entry.visit.stays.in_bed().first()
    if stay is None:
        raise MoveRefused("guard_refused", "Pasien belum di tempat tidur. Baringkan dahulu, lalu tulis catatannya.")
    return beds.note_day(stay, told["text"], by=by)

"""Writing down a contact with a newborn: in its window, and what its three contacts come to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.reading import Reading
from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry

from .childhood import child_of, weigh_contacts
from .models import Handled, NewbornRecord
from .newborn import contact_of, needs_hour, rules_on, temperature_sign

CODE = "kn"
Told = Mapping[str, Any]


def is_newborn(reading: Reading) -> bool:
    """Tell whether the patient on the desk is in the first four weeks."""
    return reading.age is not None and reading.age.days <= rules_on(reading.visit.on)["last_day"]


def see_newborn(entry: QueueEntry, told: Told, *, by: Staff) -> NewbornRecord:
    """Write down a contact with a newborn; the moment it is of decides its window."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        child, stamp = child_of(page.visit.patient), page.stamp()
        record = NewbornRecord(**stamp | _columns(told, child, by=by))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE, "contact": record.contact})
        weigh_contacts(child)
        return record


def correct_newborn(record: NewbornRecord, told: Told, *, by: Staff, reason: str) -> NewbornRecord:
    """Put right what was written of a contact; its window is told again."""
    with transaction.atomic():
        visit = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True).visit
        child = child_of(visit.patient)
        columns, allowed = _columns(told, child, by=by), Permission.SOAP_WRITE
        after = corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)
        weigh_contacts(child)
        return after


def _columns(told: Told, child: Patient, *, by: Staff) -> dict[str, Any]:
    seen_on = by.facility.local_date(told["seen_at"])
    _must_be_told(told, child, seen_on, by=by)
    columns = dict(told)
    sign = temperature_sign(told["temperature"], seen_on) if told["temperature"] is not None else ""
    columns["danger"] = [*told["danger"], *([sign] if sign and sign not in told["danger"] else [])]
    if columns["danger"] and told["handled"] == Handled.NONE:
        message = "Ada tanda bahaya" + (" (suhu)" if sign else "") + ": pilih ditangani atau dirujuk."
        raise ValidationError({"handled": [message]})
    contact = contact_of(child.birth_date, told["born_at"], told["seen_at"], seen_on=seen_on)
    edition = str(rules_on(seen_on)["version"])
    return columns | {
        "contact": contact,
        "age_days": (seen_on - child.birth_date).days,
        "edition": edition,
        "on": seen_on,
    }


def _must_be_told(told: Told, child: Patient, seen_on: date, *, by: Staff) -> None:
    errors: dict[str, list[str]] = {}
    rules, born_at = rules_on(seen_on), told["born_at"]
    if told["seen_at"] > timezone.now():
        errors["seen_at"] = ["Waktu ini belum tiba."]
    elif seen_on < child.birth_date or (seen_on - child.birth_date).days > rules["last_day"]:
        errors["seen_at"] = [f"Kontak neonatus sampai umur {rules['last_day']} hari."]
    if born_at is not None and by.facility.local_date(born_at) != child.birth_date:
        errors["born_at"] = [f"Tanggal lahir di rekam medis {child.birth_date:%d/%m/%Y}. Samakan tanggalnya."]
    elif born_at is not None and born_at > told["seen_at"]:
        errors["born_at"] = ["Jam lahir sesudah jam diperiksa."]
    elif born_at is None and not errors and needs_hour(child.birth_date, seen_on):
        errors["born_at"] = ["Isi jam lahirnya: dua hari pertama dinilai menurut jam."]
    if errors:
        raise ValidationError(errors)

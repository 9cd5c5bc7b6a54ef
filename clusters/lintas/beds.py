"""Who lies where: admitting to a bed, writing each day, and letting out."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.writing import opened
from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.states import BEDS

from .models import InpatientNote, InpatientRecord


def admit(visit: Visit, bed: int, *, by: Staff, indication: str, entry: QueueEntry | None = None) -> InpatientRecord:
    """Lay a patient in a free bed of the ward they are in; a bed kept in the ward before is free again."""
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.SOAP_WRITE, entry=entry)
        if page.visit.state not in BEDS or page.entry is None:
            raise MoveRefused("guard_refused", "Pasien belum di rawat inap. Pindahkan ke rawat inap dahulu.")
        before = page.visit.stays.in_bed().first()
        if before is not None and before.point_id == page.entry.point_id:
            raise MoveRefused("already_done", f"Pasien sudah di tempat tidur {before.bed}.")
        errors = _not_free(_locked(page.entry.point), bed)
        if not indication.strip():
            errors["indication"] = ["Tulis indikasi rawat inap."]
        if errors:
            raise ValidationError(errors)
        if before is not None:
            _leave(before, by=by)
        stay = InpatientRecord(**page.stamp(), bed=bed, admitted_at=timezone.now(), indication=indication.strip())
        stay.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": stay.code, "exam": "admission", "bed": bed})
        return stay


def move(stay: InpatientRecord, bed: int, *, by: Staff) -> InpatientRecord:
    """Lay a patient in another bed of the same ward; the stay goes on."""
    with transaction.atomic():
        page = opened(stay.visit, by=by, permission=Permission.SOAP_WRITE)
        ward = _locked(stay.point)
        stay = InpatientRecord.objects.select_for_update(of=("self",)).get(pk=stay.pk)
        if stay.left_at:
            raise MoveRefused("already_done", f"Tempat tidur {stay.bed} sudah dikosongkan oleh {stay.left_by}.")
        if errors := _not_free(ward, bed):
            raise ValidationError(errors)
        was, stay.bed = stay.bed, bed
        stay.save(update_fields=["bed"])
        page.say(Kind.SOAP, data={"record": stay.code, "exam": "bed_moved", "from_bed": was, "bed": bed})
        return stay


def note_day(stay: InpatientRecord, text: str, *, by: Staff) -> InpatientNote:
    """Write down how a patient in bed does and what was done."""
    if not text.strip():
        raise ValidationError({"text": ["Tulis catatannya."]})
    with transaction.atomic():
        page = opened(stay.visit, by=by, permission=Permission.SOAP_WRITE)
        stamp = page.stamp()
        del stamp["visit"]
        note = InpatientNote(**stamp, stay=stay, text=text.strip())
        note.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": note.code, "exam": "inpatient_day"})
        return note


def let_out(stay: InpatientRecord, *, by: Staff) -> InpatientRecord:
    """Free the bed of a patient who leaves it; leaving the building frees it by itself."""
    with transaction.atomic():
        page = opened(stay.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True)
        stay = InpatientRecord.objects.select_for_update(of=("self",)).get(pk=stay.pk)
        if stay.left_at:
            raise MoveRefused("already_done", f"Tempat tidur {stay.bed} sudah dikosongkan oleh {stay.left_by}.")
        _leave(stay, by=by)
        page.say(Kind.SOAP, data={"record": stay.code, "exam": "bed_left", "bed": stay.bed})
        return stay


def _leave(stay: InpatientRecord, *, by: Staff) -> None:
    stay.left_at, stay.left_by = timezone.now(), by
    stay.save(update_fields=["left_at", "left_by"])


def free_at_exit(visit: Visit, *, by: Staff, **how: object) -> None:
    """Free the bed of a patient who has left the building, whatever way."""
    visit.stays.in_bed().update(left_at=timezone.now(), left_by=by)


def free_beds(point: ServicePoint) -> list[int]:
    """Give the beds of a ward nobody lies in."""
    taken = set(InpatientRecord.objects.in_bed().filter(point=point).values_list("bed", flat=True))
    return [bed for bed in _beds(point) if bed not in taken]


def _beds(point: ServicePoint) -> Iterable[int]:
    return range(1, point.beds + 1)


def _locked(point: ServicePoint) -> ServicePoint:
    """Two nurses choosing the same bed wait for each other here."""
    return ServicePoint.objects.select_for_update(of=("self",)).get(pk=point.pk)


def _not_free(point: ServicePoint, bed: int) -> dict[str, list[str]]:
    if bed not in _beds(point):
        return {"bed": [f"{point.name} punya tempat tidur 1 sampai {point.beds}."]}
    if bed not in free_beds(point):
        return {"bed": [f"Tempat tidur {bed} sedang dipakai. Pilih yang kosong."]}
    return {}

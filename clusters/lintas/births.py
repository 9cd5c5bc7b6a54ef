"""Writing down a delivery: the mother's outcome, each child's, and a walk of its own for each liveborn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, Visit

from .limits import limits_on
from .models import BirthPlace, ChildOutcome, DeliveredChild, DeliveryRecord, MotherOutcome


@dataclass(frozen=True)
class Delivery:
    """What is told of a delivery, besides its children."""

    mother_outcome: str
    attendant: Staff
    delivered_at: datetime | None = None  # now, unless told
    place: str = BirthPlace.WARD
    notes: str = ""


def deliver(entry: QueueEntry, told: Delivery, children: Sequence[movement.Child], *, by: Staff) -> DeliveryRecord:
    """Write down a delivery in the ward and open each liveborn's own visit; a stillbirth stays on this record."""
    now = timezone.now()
    _must_be_told(told, children, facility_id=by.facility_id, now=now)
    with transaction.atomic():
        visits = {visit.birth_order: visit for visit in movement.born(entry, children, by=by)}
        page = opened(entry.visit, by=by, permission=Permission.BIRTH_REGISTER, entry=entry)
        record = DeliveryRecord(**page.stamp(at=told.delivered_at), **_columns(told, told.delivered_at or now))
        record.save(force_insert=True)
        _write_children(record, children, visits)
        page.say(Kind.SOAP, data={"record": record.code, "exam": "delivery", "children": len(children)})
        return record


def correct_delivery(record: DeliveryRecord, told: Delivery, *, by: Staff, reason: str) -> DeliveryRecord:
    """Put right what was written of a delivery; its children go over to the new version as they were."""
    now = timezone.now()
    _must_be_told(told, (), facility_id=by.facility_id, now=now)
    with transaction.atomic():
        columns = _columns(told, told.delivered_at or record.delivered_at)
        after = corrected(record, columns, Kind.SOAP, by=by, permission=Permission.SOAP_WRITE, reason=reason)
        for child in record.children.all():
            child.pk, child.delivery = None, after
            child.save(force_insert=True)
        return after


def _columns(told: Delivery, delivered_at: datetime) -> dict:
    return {
        "delivered_at": delivered_at,
        "attendant": told.attendant,
        "place": told.place,
        "mother_outcome": told.mother_outcome,
        "notes": told.notes.strip(),
    }


def _write_children(record: DeliveryRecord, children: Sequence[movement.Child], visits: dict[int, Visit]) -> None:
    DeliveredChild.objects.bulk_create(
        DeliveredChild(
            delivery=record,
            order=child.order,
            outcome=ChildOutcome.LIVE if child.alive else ChildOutcome.STILLBORN,
            sex=child.sex,
            birth_weight=child.birth_weight,
            visit=visits.get(child.order),
        )
        for child in children
    )


def _must_be_told(told: Delivery, children: Sequence[movement.Child], *, facility_id: int, now: datetime) -> None:
    errors = {}
    if told.mother_outcome not in MotherOutcome.values:
        errors["mother_outcome"] = [f"Pilih keadaan ibu: {', '.join(MotherOutcome.labels).lower()}."]
    if told.place not in BirthPlace.values:
        errors["place"] = [f"Pilih tempat lahir: {', '.join(BirthPlace.labels).lower()}."]
    if told.attendant.facility_id != facility_id:
        errors["attendant"] = ["Penolong harus petugas puskesmas ini."]
    if told.delivered_at and told.delivered_at > now:
        errors["delivered_at"] = ["Jam lahir belum lewat. Periksa jamnya."]
    least, most = limits_on(now.date())["birth_weight"]
    for child in children:
        if child.alive and child.sex not in ("L", "P"):
            errors["children"] = [f"Pilih jenis kelamin anak ke-{child.order}."]
        if child.birth_weight is not None and not least <= child.birth_weight <= most:
            message = f"Berat lahir anak ke-{child.order} di luar {least}–{most} gram. Tulis dalam gram."
            errors["children"] = [message]
    if errors:
        raise ValidationError(errors)

"""Preparing medicine: what there is is set aside and labelled, what there is not is said."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import clock, movement
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.movement import Chapter

from . import shelves
from .acts import locked_prescription, move, must_be_open, pharmacy_of
from .models import Prescription, PrescriptionItem
from .prescribing import call_off
from .refusals import need
from .taught import facts_of, withdraw

OUT_OF_STOCK = "Stok habis"


def dispense(prescription: Prescription, *, by: Staff) -> Prescription:
    """Prepare the medicine of a reviewed prescription, first to expire first.

    Where stock is short the patient gets what there is, and the rest on a copy of the prescription. A drug of which
    there is none is not had; where there is none of any, the prescription stays as it was.
    """
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIPTION_DISPENSE)
        at = move(prescription, "set_ready", by=by)
        items = _to_prepare(prescription)
        allocated = shelves.set_aside(items, on=prescription.facility.local_date(at))
        for item in items:
            item.given_quantity = sum(one.quantity for one in allocated if one.item_id == item.pk)
        missing = [item for item in items if not item.given_quantity]
        if len(missing) == len(items):
            raise _nothing_there(items)
        PrescriptionItem.objects.bulk_update(items, ["given_quantity"])
        prescription.prepared_by, prescription.prepared_at = by, at
        prescription.save()
        told = {
            "prescription": prescription.code,
            "short": [item.drug.code for item in items if item.owed_quantity],
        }
        with movement.chapter(prescription.visit, by=by) as chapter:
            chapter.note(Kind.DISPENSED, point=pharmacy_of(chapter.visit), data=told)
            if missing:
                _say_not_had(prescription, missing, reason=OUT_OF_STOCK, by=by, at=at, chapter=chapter)
        return prescription


def not_had(prescription: Prescription, item: PrescriptionItem, *, reason: str, by: Staff) -> Prescription:
    """Say that the patient does not get one drug, and why; who gets none of them has a prescription called off.

    A drug to be injected or fitted afterwards no longer brings the patient back for it.
    """
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIPTION_DISPENSE)
        must_be_open(prescription)
        reason = need(reason, message="Tulis alasan obat tidak diberikan.", field="reason")
        item = _to_prepare(prescription).filter(pk=item.pk).first()
        if item is None:
            raise MoveRefused("already_done", "Obat ini sudah dinyatakan tidak didapat, atau resepnya sudah diubah.")
        shelves.put_back(prescription, item)
        with movement.chapter(prescription.visit, by=by) as chapter:
            _say_not_had(prescription, [item], reason=reason, by=by, at=clock.now(), chapter=chapter)
            if not _to_prepare(prescription).exists():
                call_off(prescription, reason=reason, by=by, chapter=chapter)
        return prescription


def _to_prepare(prescription: Prescription):
    return prescription.items.had().filter(version=prescription.version).select_related("drug")


def _say_not_had(
    prescription: Prescription,
    items: Sequence[PrescriptionItem],
    *,
    reason: str,
    by: Staff,
    at: datetime,
    chapter: Chapter,
) -> None:
    for item in items:
        item.given_quantity = 0
        item.not_had_reason, item.not_had_by, item.not_had_at = reason, by, at
    PrescriptionItem.objects.bulk_update(items, ["given_quantity", "not_had_reason", "not_had_by", "not_had_at"])
    told = {"prescription": prescription.code, "drugs": [item.drug.code for item in items]}
    chapter.note(Kind.NOT_GIVEN, point=pharmacy_of(chapter.visit), reason=reason, data=told)
    withdraw(prescription, facts_of(items) - facts_of(_to_prepare(prescription)), chapter=chapter, reason=reason)


def _nothing_there(items: Sequence[PrescriptionItem]) -> MoveRefused:
    reasons = [Refusal("out_of_stock", f"{item.drug} habis.", item.drug.code) for item in items]
    message = " ".join(reason.message for reason in reasons)
    return MoveRefused(
        "guard_refused", f"{message} Minta penulis resep menggantinya, atau nyatakan obat tidak didapat.", reasons
    )

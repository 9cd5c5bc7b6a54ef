"""Handing medicine over: the patient recognised twice, the label explained, the stock taken, the walk going on."""

from collections.abc import Collection

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.movement import Chapter
from puskesmas.visits.states import STAYS_OVERNIGHT, State

from . import shelves, stock
from .acts import locked_prescription, move, must_be_left_to, pharmacy_of
from .models import Identifier, Prescription, PrescriptionItem
from .models.prescription import OF_AN_UNKNOWN_PATIENT
from .refusals import PrescriptionInvalid, need
from .taught import facts_of, withdraw

# Where medicine finds its patient: at the window, in a bed, or waiting to leave with a referral.
_REACHED = STAYS_OVERNIGHT | {State.PHARMACY}


def hand_over(prescription: Prescription, identifiers: Collection[str], explained: bool, *, by: Staff) -> Prescription:
    """Give the patient the medicine and let the visit go on.

    1. The patient is here, and recognised by two identifiers.
    2. What was set aside leaves the shelf, batch by batch.
    3. The explained label and the hand-over are written down; drugs with a tariff are rendered.
    4. The visit has no medicine to fetch on this prescription any more.
    5. From the pharmacy the patient goes on, unless another prescription is open; in a bed they stay.
    """
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIPTION_HAND_OVER)
        items = list(prescription.items.filter(version=prescription.version).select_related("drug__service"))
        at = move(prescription, "give_partly" if any(item.owed_quantity for item in items) else "give", by=by)
        _must_be_here(prescription.visit)
        recognised = _recognised(prescription.visit, identifiers)
        if explained:
            must_be_left_to(prescription.visit, "explain", by=by)
        shelves.take_off(prescription, by=by, at=at)
        prescription.handed_over_by, prescription.handed_over_at = by, at
        prescription.identifiers, prescription.is_explained = recognised, explained
        prescription.save()
        with movement.chapter(prescription.visit, by=by) as chapter:
            _write_down(prescription, items, chapter=chapter)
            _render(items, chapter=chapter)
            withdraw(prescription, [Fact.PRESCRIBED], chapter=chapter)
        _let_go_on(prescription.visit, by=by)
        return prescription


def take_back(item: PrescriptionItem, *, quantity: int, reason: str, by: Staff) -> PrescriptionItem:
    """Take back unopened medicine after the hand-over; all of it back, it no longer brings the patient to a room."""
    with transaction.atomic():
        prescription = locked_prescription(item.prescription, by=by, permission=Permission.PRESCRIPTION_HAND_OVER)
        reason = need(reason, message="Tulis alasan obat dikembalikan.", field="reason")
        item = prescription.items.select_related("drug").get(pk=item.pk)
        had = item.given_quantity - item.returned_quantity
        if not prescription.is_given or not 1 <= quantity <= had:
            message = f"Yang bisa dikembalikan antara 1 dan {had}." if had else "Obat ini tidak ada pada pasien."
            raise PrescriptionInvalid.because([Refusal("invalid", message, "quantity")])
        stock.give_back(item, quantity, reason=reason, document=prescription.number, by=by)
        item.returned_quantity += quantity
        item.save(update_fields=["returned_quantity"])
        if item.returned_quantity == item.given_quantity:
            with movement.chapter(prescription.visit, by=by) as chapter:
                withdraw(prescription, facts_of([item]), chapter=chapter, reason=reason)
        return item


def _must_be_here(visit: Visit) -> None:
    if visit.state not in _REACHED:
        message = f"Pasien belum di farmasi, sekarang: {State(visit.state).label}. Serahkan obat setelah pasien datang."
        raise MoveRefused("guard_refused", message, [Refusal("patient_elsewhere", message)])


def _recognised(visit: Visit, identifiers: Collection[str]) -> list[str]:
    """Give the identifiers confirmed, each once; refuses fewer than two, or such as this patient cannot have."""
    odd = sorted(set(identifiers) - set(Identifier.values))
    if odd:
        message = f"Tanda pengenal tidak dikenal: {', '.join(odd)}. Pilihan: {', '.join(Identifier.values)}."
        raise PrescriptionInvalid.because([Refusal("invalid", message, "identifiers")])
    usable = [one for one in Identifier if one in identifiers and (visit.patient_id or one in OF_AN_UNKNOWN_PATIENT)]
    if len(usable) < 2:
        message = "Cocokkan dua tanda pengenal pasien, misalnya nama lengkap dan tanggal lahir, sebelum menyerahkan."
        raise MoveRefused("guard_refused", message, [Refusal("identifiers", message, "identifiers")])
    return [one.value for one in usable]


def _write_down(prescription: Prescription, items: list[PrescriptionItem], *, chapter: Chapter) -> None:
    told = {"prescription": prescription.code}
    point = pharmacy_of(chapter.visit)
    if prescription.is_explained:
        chapter.note(Kind.LABEL_EXPLAINED, point=point, data=told)
    given = {item.drug.code: item.given_quantity for item in items if item.given_quantity}
    chapter.note(
        Kind.HANDED_OVER,
        point=point,
        data={**told, "given": given, "identifiers": prescription.identifiers, "state": prescription.state},
    )


def _render(items: list[PrescriptionItem], *, chapter: Chapter) -> None:
    for item in items:
        if item.given_quantity and item.drug.service_id:
            chapter.render(item.drug.service, quantity=item.given_quantity)


def _let_go_on(visit: Visit, *, by: Staff) -> None:
    if Fact.PRESCRIBED in visit.holding:
        return
    entry = QueueEntry.objects.open().filter(visit=visit, point__place=Place.FARMASI).first()
    if entry is not None:
        movement.advance(entry, by=by)

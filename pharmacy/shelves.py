"""Setting stock aside for a prescription, putting it back, and taking it off the shelf; batch rows always locked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from puskesmas.facility.models import Staff
from puskesmas.facility.refusals import Refusal
from puskesmas.visits.guards import MoveRefused

from .fefo import take
from .models import Allocation, MoveKind, Prescription, PrescriptionItem, StockBatch, StockMove


def set_aside(items: Sequence[PrescriptionItem], *, on: date) -> list[Allocation]:
    """Set aside what there is for each line, first to expire first; a line gets less where there is not enough."""
    shelf: dict[int, list[StockBatch]] = {}
    for batch in StockBatch.objects.of_drugs({item.drug_id for item in items}):
        shelf.setdefault(batch.drug_id, []).append(batch)
    allocations = []
    for item in items:
        for batch, part in take(item.quantity, shelf.get(item.drug_id, []), on=on):
            batch.reserved += part
            allocations.append(Allocation(item=item, batch=batch, quantity=part))
    StockBatch.objects.bulk_update({one.batch for one in allocations}, ["reserved"])
    return Allocation.objects.bulk_create(allocations)


def put_back(prescription: Prescription, *items: PrescriptionItem) -> None:
    """Put back what was set aside for a prescription, or for some of its lines, and not yet taken."""
    allocations = _of(prescription)
    if items:
        allocations = allocations.filter(item__in=items)
    kept = list(allocations)
    if not kept:
        return
    batches = _locked_of(kept)
    for allocation in kept:
        batches[allocation.batch_id].reserved -= allocation.quantity
    StockBatch.objects.bulk_update(batches.values(), ["reserved"])
    allocations.delete()
    PrescriptionItem.objects.filter(pk__in={one.item_id for one in kept}).update(given_quantity=0)


def take_off(prescription: Prescription, *, by: Staff, at: datetime) -> None:
    """Take what was set aside off the shelf, each batch with its line on the stock card; nothing that expired since."""
    allocations = list(_of(prescription).select_related("item__drug"))
    batches = _locked_of(allocations)
    on = prescription.facility.local_date(at)
    _refuse_expired([one for one in allocations if batches[one.batch_id].expiry < on])
    moves = []
    for allocation in allocations:
        batch = batches[allocation.batch_id]
        batch.quantity -= allocation.quantity
        batch.reserved -= allocation.quantity
        moves.append(
            StockMove(
                facility_id=prescription.facility_id,
                batch=batch,
                kind=MoveKind.DISPENSED,
                quantity=-allocation.quantity,
                balance=batch.quantity,
                item_id=allocation.item_id,
                document=prescription.number,
                by=by,
                at=at,
                on=on,
            )
        )
    StockBatch.objects.bulk_update(batches.values(), ["quantity", "reserved"])
    StockMove.objects.bulk_create(moves)


def _refuse_expired(allocations: Sequence[Allocation]) -> None:
    if allocations:
        names = ", ".join(str(one.item.drug) for one in allocations)
        message = f"{names} kedaluwarsa sejak disiapkan. Tahan resep, lalu siapkan lagi dari batch lain."
        raise MoveRefused("guard_refused", message, [Refusal("expired", message)])


def _of(prescription: Prescription) -> QuerySet[Allocation]:
    return Allocation.objects.filter(item__prescription=prescription, item__version=prescription.version)


def _locked_of(allocations: Iterable[Allocation]) -> dict[int, StockBatch]:
    return {batch.pk: batch for batch in StockBatch.objects.locked(*{one.batch_id for one in allocations})}

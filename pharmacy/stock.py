"""What goes on and off the shelves beside prescriptions: receipts, counts, breakage, medicine that came back."""

from datetime import date

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import clock
from puskesmas.visits.guards import MoveRefused

from .models import Drug, FundSource, MoveKind, PrescriptionItem, StockBatch, StockMove
from .refusals import PrescriptionInvalid, need, tidied

MOST = 1_000_000


def receive(
    drug: Drug, *, batch: str, expiry: date, source: str, quantity: int, by: Staff, document: str = ""
) -> StockBatch:
    """Put a delivery on the shelf; more of a batch that is there already joins it."""
    _may(drug, by)
    batch = need(batch, message="Nomor batch belum diisi.", field="batch", longest=40)
    document = tidied(document, field="document", longest=60)
    today = by.facility.today()
    errors = []
    if not 1 <= quantity <= MOST:
        errors.append(Refusal("invalid", f"Jumlah antara 1 dan {MOST}.", "quantity"))
    if expiry < today:
        errors.append(Refusal("expired", "Obat sudah kedaluwarsa. Kembalikan kepada pengirim.", "expiry"))
    if source not in FundSource.values:
        errors.append(Refusal("invalid", f"Sumber dana: {', '.join(FundSource.labels)}.", "source"))
    if errors:
        raise PrescriptionInvalid.because(errors)
    with transaction.atomic():
        key = {"drug": drug, "batch": batch, "source": source}
        StockBatch.objects.bulk_create([StockBatch(**key, expiry=expiry, received_on=today)], ignore_conflicts=True)
        held = StockBatch.objects.select_for_update(of=("self",)).get(**key)
        if held.expiry != expiry:
            message = f"Batch {batch} sudah tercatat dengan kedaluwarsa {held.expiry:%d-%m-%Y}. Periksa kemasannya."
            raise PrescriptionInvalid.because([Refusal("other_expiry", message, "expiry")])
        return _moved(held, MoveKind.RECEIPT, quantity, by=by, document=document)


def adjust(batch: StockBatch, *, counted: int, reason: str, by: Staff) -> StockBatch:
    """Set a batch to what was counted at stock-taking; what is set aside for patients must be among it."""
    return _correct(batch, MoveKind.ADJUSTED, to=counted, reason=reason, by=by)


def discard(batch: StockBatch, *, quantity: int, reason: str, by: Staff) -> StockBatch:
    """Take broken or expired medicine off the shelf."""
    return _correct(batch, MoveKind.DAMAGED, less=quantity, reason=reason, by=by)


def give_back(item: PrescriptionItem, quantity: int, *, reason: str, document: str, by: Staff) -> None:
    """Put medicine that came back into the batches it came from, the last to expire first."""
    allocations = {one.batch_id: one.quantity for one in item.allocations.all()}
    returned = dict.fromkeys(allocations, 0)
    for move in item.moves.filter(kind=MoveKind.RETURNED):
        returned[move.batch_id] += move.quantity
    batches = list(StockBatch.objects.locked(*allocations))
    for batch in sorted(batches, key=lambda one: (one.expiry, one.pk), reverse=True):
        part = min(quantity, allocations[batch.pk] - returned[batch.pk])
        if part:
            _moved(batch, MoveKind.RETURNED, part, by=by, reason=reason, document=document, item=item)
            quantity -= part


def _correct(
    batch: StockBatch, kind: MoveKind, *, reason: str, by: Staff, to: int | None = None, less: int = 0
) -> StockBatch:
    _may(batch.drug, by)
    reason = need(reason, message="Tulis alasan perubahan stok.", field="reason")
    with transaction.atomic():
        held = StockBatch.objects.locked(batch.pk).get()
        after = held.quantity - less if to is None else to
        if not 0 <= after <= MOST or (to is None and less < 1):
            message = f"Jumlah tidak mungkin: di rak tercatat {held.quantity}."
            raise PrescriptionInvalid.because([Refusal("invalid", message, "quantity")])
        if after < held.reserved:
            message = f"{held.reserved} sudah disiapkan untuk resep. Selesaikan atau batalkan resepnya dahulu."
            raise MoveRefused("guard_refused", message, [Refusal("set_aside", message, "quantity")])
        return _moved(held, kind, after - held.quantity, by=by, reason=reason)


def _moved(batch: StockBatch, kind: MoveKind, quantity: int, *, by: Staff, **words) -> StockBatch:
    """Change a locked batch and write the line of its stock card; a count that finds what it should moves nothing."""
    if not quantity:
        return batch
    batch.quantity += quantity
    batch.save(update_fields=["quantity"])
    now = clock.now()
    StockMove.objects.create(
        facility=by.facility,
        batch=batch,
        kind=kind,
        quantity=quantity,
        balance=batch.quantity,
        by=by,
        at=now,
        on=by.facility.local_date(now),
        **words,
    )
    return batch


def _may(drug: Drug, by: Staff) -> None:
    if drug.facility_id != by.facility_id:
        raise MoveRefused("guard_refused", "Obat ini milik puskesmas lain.")
    if not by.can(Permission.PRESCRIPTION_DISPENSE):
        message = f"Peran {by.office.label.lower()} tidak berwenang mengubah stok. Minta apoteker."
        raise MoveRefused("guard_refused", message, [Refusal("not_permitted", message)])

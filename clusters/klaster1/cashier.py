"""Taking money and giving it back: receipts without a gap, bills put right, and the drawer counted."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Q, Sum
from django.utils import timezone

from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits import bills, movement, queueing
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, ServiceRendered, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement.core import may
from puskesmas.visits.rendering import Price
from referrals import loose_ends
from referrals.models import LooseKind

from . import tariffs
from .bill import bill_with, rupiah
from .models import Method, Payment, ReceiptCounter, ShiftClosing


def pay(visit: Visit, *, amount: int, method: str, by: Staff) -> Payment:
    """Take exactly what is due, give the receipt its number, and let a patient at the cashier go on.

    1. Lock the visit and the place in line; read the bill.
    2. Draw the receipt number; the counter's row stays locked until the end, so no number is lost.
    3. Settle the lines, which clears the bill, and write it down.
    4. Advance, if it is the cashier who serves the patient now; papers from a bed move nobody.
    """
    if method not in Method.values:
        raise ValidationError({"method": [f"Pilih cara bayar: {', '.join(Method.labels)}."]})
    with transaction.atomic():
        visit = _locked(visit, by=by)
        entry = visit.entries.open().select_for_update(of=("self",)).select_related("point").first()
        rendered = list(visit.rendered.select_related("service"))
        _must_be_due(bill_with(visit, rendered).due, amount)
        payment = _receipt(visit, by=by, method=method, amount=amount)
        open_lines = [given for given in rendered if given.amount and not given.settled_by]
        bills.settle(visit, open_lines, payment=payment.code, by=by)
        _say(visit, Kind.PAID, payment, by=by, entry=entry)
        loose_ends.tie_up(visit.pk, LooseKind.BILL, visit.code, note=f"Lunas, kuitansi {payment.receipt}.", by=by)
        if entry is not None and entry.point.place == Place.KASIR:
            _let_go_on(entry, by=by)
        return payment


def reverse(payment: Payment, *, by: Staff, reason: str) -> Payment:
    """Give money back by a receipt of its own; the lines it had paid are open again."""
    if not reason.strip():
        raise ValidationError({"reason": ["Tulis alasan pembatalan kuitansi."]})
    with transaction.atomic():
        visit = _locked(payment.visit, by=by)
        payment = Payment.objects.get(pk=payment.pk)
        if payment.reverses_id:
            raise MoveRefused("guard_refused", f"Kuitansi {payment.receipt} sendiri adalah pembatalan.")
        done = Payment.objects.filter(reverses=payment).first()
        if done is not None:
            raise MoveRefused("already_done", f"Kuitansi {payment.receipt} sudah dibatalkan dengan {done.receipt}.")
        back = _receipt(
            visit, by=by, method=payment.method, amount=-payment.amount, reverses=payment, reason=reason.strip()
        )
        bills.reopen(visit, list(visit.rendered.filter(settled_by=payment.code)), by=by)
        _say(visit, Kind.BILL_CORRECTED, back, by=by, reason=back.reason, reverses=payment.code)
        return back


def correct_bill(visit: Visit, *, payer: str, by: Staff, reason: str) -> list[ServiceRendered]:
    """Price the unpaid lines of an ended visit for another payer, and give those that changed; the visit stays closed.

    While the patient is inside the counter changes the payer, and the prices follow by themselves.
    """
    if payer not in (Fact.JKN, Fact.UMUM):
        raise ValidationError({"payer": ["Pilih JKN atau umum."]})
    if not reason.strip():
        raise ValidationError({"reason": ["Tulis alasan perbaikan tagihan."]})
    with transaction.atomic():
        visit = _locked(visit, by=by)
        if not visit.is_closed:
            message = "Kunjungan masih berjalan. Ubah jaminannya di loket; tagihan ikut berubah."
            raise MoveRefused("guard_refused", message)
        if payer == Fact.JKN and visit.rendered.exclude(settled_by="").exists():
            raise MoveRefused("guard_refused", "Ada layanan yang sudah dibayar. Batalkan dahulu kuitansinya.")
        changed, _none = bills.reprice(visit, by=by, price=_as(Fact(payer)))
        total = sum(given.amount for given in changed)
        data = {"payer": payer, "lines": [given.code for given in changed], "amount": total}
        movement.record(visit, Kind.BILL_CORRECTED, by=by, on=visit.on, reason=reason.strip(), data=data)
        return changed


def leave_bill_behind(visit: Visit, *, by: Staff, **how: object) -> None:
    """Name a bill still open when its patient leaves as a loose end of whoever gave the last unpaid service."""
    unpaid = visit.rendered.filter(settled_by="", amount__gt=0).select_related("by").order_by("-pk")
    lines = list(unpaid)
    if lines:
        note = f"Tagihan {rupiah(sum(given.amount for given in lines))} belum dibayar."
        owner = _cashier_of(visit) or lines[0].by
        loose_ends.leave(visit, LooseKind.BILL, visit.code, owner=owner, note=note, by=by)


def _cashier_of(visit: Visit) -> Staff | None:
    here = Staff.objects.active().filter(facility_id=visit.facility_id, points__place=Place.KASIR, role="kasir")
    return here.order_by("pk").first()


def _locked(visit: Visit, *, by: Staff) -> Visit:
    locked = movement.locked(visit.pk)
    may(by, Permission.BILL_PAY, locked)
    locked.facility = by.facility
    return locked


def _as(payer: Fact):
    def price(visit: Visit, service) -> Price:
        return tariffs.price_for(payer, visit, service)

    return price


def _must_be_due(due: int, amount: int) -> None:
    if due == 0:
        raise MoveRefused("already_done", "Tidak ada tagihan yang harus dibayar.")
    if due < 0:
        raise MoveRefused("guard_refused", f"Pembayaran lebih {rupiah(-due)}. Batalkan kuitansi yang keliru.")
    if amount != due:
        message = f"Tagihan {rupiah(due)}, yang diterima {rupiah(amount)}. Terima tepat sebesar tagihan."
        raise ValidationError({"amount": [message]})


def _receipt(visit: Visit, *, by: Staff, method: str, amount: int, **more: object) -> Payment:
    now = timezone.now()
    on = visit.facility.local_date(now)
    return Payment.objects.create(
        facility_id=visit.facility_id,
        visit=visit,
        year=on.year,
        number=_next_number(visit.facility_id, on.year),
        method=method,
        amount=amount,
        by=by,
        at=now,
        on=on,
        **more,
    )


def _next_number(facility_id: int, year: int) -> int:
    """Draw the next receipt number; whoever fails afterwards gives it back by rolling back."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO klaster1_receiptcounter AS counter (facility_id, year, last) VALUES (%s, %s, 1)
            ON CONFLICT (facility_id, year) DO UPDATE SET last = counter.last + 1
            RETURNING last
            """,
            [facility_id, year],
        )
        return cursor.fetchone()[0]


def _say(
    visit: Visit,
    kind: Kind,
    payment: Payment,
    *,
    by: Staff,
    entry: QueueEntry | None = None,
    reason: str = "",
    **more: str,
) -> None:
    data = {"payment": payment.code, "receipt": payment.receipt, "amount": payment.amount, "method": payment.method}
    if visit.is_closed:
        movement.record(visit, kind, by=by, on=visit.on, reason=reason, data=data | more)
    else:
        movement.note(visit, kind, by=by, entry=entry, reason=reason, data=data | more)


def _let_go_on(entry: QueueEntry, *, by: Staff) -> None:
    """Who pays at the window was served there, called or not; the walk goes on from it."""
    if entry.state not in (EntryState.CALLED, EntryState.SERVING):
        entry = queueing.start(entry, by=by)
    movement.advance(entry, by=by)


@dataclass(frozen=True)
class ShiftTotals:
    """What one cashier took since the last count: receipts and money by how it came, reversals taken off."""

    receipts: int
    tunai: int
    qris: int
    transfer: int
    first: int | None
    last: int | None
    since: datetime | None

    @property
    def total(self) -> int:
        return self.tunai + self.qris + self.transfer


def shift_totals(cashier: Staff) -> ShiftTotals:
    """Give what a cashier took since the last closing of their own."""
    closed = ShiftClosing.objects.filter(by=cashier).order_by("-at").first()
    taken = Payment.objects.filter(facility_id=cashier.facility_id, by=cashier)
    if closed is not None:
        taken = taken.filter(pk__gt=closed.last_id)
    sums = {method: Sum("amount", filter=Q(method=method), default=0) for method in Method.values}
    found = taken.aggregate(receipts=Count("pk"), first_pk=Min("pk"), last_pk=Max("pk"), since=Min("at"), **sums)
    return ShiftTotals(first=found.pop("first_pk"), last=found.pop("last_pk"), **found)


def close_shift(*, counted: int, by: Staff, reason: str = "") -> ShiftClosing:
    """Count the drawer against the receipts; a difference needs its reason, and stays to be seen."""
    may(by, Permission.BILL_PAY)
    with transaction.atomic():
        _hold_receipts(by.facility)
        totals = shift_totals(by)
        if not totals.receipts:
            raise MoveRefused("already_done", "Belum ada kuitansi sejak tutup kas terakhir.")
        if counted != totals.tunai and not reason.strip():
            message = (
                f"Menurut kuitansi {rupiah(totals.tunai)} tunai, dihitung {rupiah(counted)}. Tulis alasan selisih."
            )
            raise ValidationError({"reason": [message]})
        now = timezone.now()
        return ShiftClosing.objects.create(
            facility=by.facility,
            by=by,
            at=now,
            on=by.facility.local_date(now),
            first_id=totals.first,
            last_id=totals.last,
            receipts=totals.receipts,
            tunai=totals.tunai,
            qris=totals.qris,
            transfer=totals.transfer,
            counted=counted,
            reason=reason.strip(),
        )


def _hold_receipts(facility: Facility) -> None:
    """Lock the counters, so that no receipt with a lower key is still on its way."""
    list(ReceiptCounter.objects.select_for_update().filter(facility=facility).order_by("pk"))

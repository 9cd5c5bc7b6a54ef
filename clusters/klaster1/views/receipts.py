"""Receipts and the drawer: printing one, giving money back, and counting at the end of a shift."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.visits.access import rendered_for
from referrals.views.answers import put_into, say, see_other, status_of

from .. import cashier
from ..access import closings_for, payment_by_code, payments_for
from ..bill import rupiah
from ..models import Payment
from ..words import written_out
from .cashier import CHANGE_KEY
from .forms import CloseForm, ReverseForm
from .signs import sign_of

SHOWN_RECEIPTS = 100
SHOWN_CLOSINGS = 8


@require_safe
@never_cache
@staff_with(Permission.BILL_READ)
def receipt(request, code):
    """Show a receipt as it is printed: services, rules and money, never a diagnosis."""
    payment = payment_by_code(request.user, code)
    handed = request.session.get(CHANGE_KEY) or {}
    received = handed["received"] if handed.get("payment") == payment.code else None
    context = {
        "payment": payment,
        "patient": payment.visit.patient,
        "facility": request.staff.facility,
        "lines": _lines(request.user, payment),
        "in_words": written_out(payment.amount),
        "received": received,
        "change": received - payment.amount if received is not None else None,
        "reversal": payments_for(request.user).filter(reverses=payment).first(),
        "may_pay": request.staff.can(Permission.BILL_PAY),
    }
    return render(request, "klaster1/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(Permission.BILL_PAY)
def reverse_receipt(request, code):
    """Ask why money goes back, and give it back by a receipt of its own."""
    payment = payment_by_code(request.user, code)
    form, status = ReverseForm(request.POST or None), 200
    if request.method == "POST":
        try:
            back = cashier.reverse(payment, reason=request.POST.get("reason", ""), by=request.staff)
        except (Refused, ValidationError) as refused:
            put_into(form, refused)
            status = status_of(refused)
        else:
            say(request, f"Kuitansi {payment.receipt} dibatalkan dengan {back.receipt}.")
            return see_other("klaster1:receipt", back.code)
    context = {
        "payment": payment,
        "lines": _lines(request.user, payment),
        "form": form,
        "reversal": payments_for(request.user).filter(reverses=payment).first(),
        "sign": sign_of(request.staff, current="Kuitansi dan tutup kas"),
    }
    return render(request, "klaster1/reverse.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(Permission.BILL_PAY)
def shift(request):
    """Show what this cashier took since the last count, and count the drawer."""
    form, status = CloseForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                closing = cashier.close_shift(by=request.staff, **form.cleaned_data)
            except (Refused, ValidationError) as refused:
                put_into(form, refused)
                status = status_of(refused)
            else:
                say(request, _closed_words(closing))
                return see_other("klaster1:shift")
    context = {
        "totals": cashier.shift_totals(request.staff),
        "receipts": _since_last_count(request),
        "closings": closings_for(request.user).filter(by=request.staff)[:SHOWN_CLOSINGS],
        "form": form,
        "sign": sign_of(request.staff, current="Kuitansi dan tutup kas"),
    }
    return render(request, "klaster1/shift.html", context, status=status)


def _closed_words(closing) -> str:
    words = f"Kas ditutup: {closing.receipts} kuitansi, {rupiah(closing.total)}."
    if not closing.difference:
        return words
    return f"{words} Selisih {rupiah(abs(closing.difference))} {'lebih' if closing.difference > 0 else 'kurang'}."


def _since_last_count(request) -> QuerySet[Payment]:
    """Give this cashier's receipts since the last count, the latest first."""
    rows = payments_for(request.user).filter(by=request.staff)
    last = closings_for(request.user).filter(by=request.staff).first()
    if last is not None:
        rows = rows.filter(pk__gt=last.last_id)
    return rows.select_related("visit__patient", "reversed_by").order_by("-pk")[:SHOWN_RECEIPTS]


def _lines(user, payment: Payment) -> list[dict]:
    """Give what a receipt paid for; once it is taken back its services are open again and stand on another."""
    settled = payment.reverses.code if payment.reverses_id else payment.code
    rows = rendered_for(user).filter(visit=payment.visit, settled_by=settled).exclude(amount=0).order_by("pk")
    return [
        {"name": one.service.name, "quantity": one.quantity, "amount": one.amount, "legal_basis": one.legal_basis}
        for one in rows
    ]

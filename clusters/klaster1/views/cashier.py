"""The cashier's window: the list, one bill, and taking the money."""

import hashlib

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import points_for, staff_with
from puskesmas.facility.models import ServicePoint
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entries_for, entry_by_code, visit_by_code
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import options
from puskesmas.visits.queueing import CALLS_BEFORE_ABSENT
from puskesmas.visits.timeline import walk_of
from referrals.views.answers import complain, put_into, say, see_other, status_of

from .. import cashier
from ..access import payments_for
from ..bill import bill_of, rupiah
from ..till import painted, till_of
from .forms import CorrectForm, PayForm
from .signs import sign_of

CHANGE_KEY = "change"  # what the last payer handed over, in the session, for the receipt
AT_THE_WINDOW = (EntryState.CALLED, EntryState.SERVING)


@require_safe
@never_cache
@staff_with(Permission.BILL_PAY)
def window(request):
    """Show the line, with the bill of whoever is being served."""
    point = cashier_here(request.user)
    here = entries_for(request.user).filter(point=point, state__in=AT_THE_WINDOW, served_by=request.staff)
    entry = here.order_by("-called_at").first()
    return _page(request, point, entry.visit if entry else None)


@require_safe
@never_cache
@staff_with(Permission.BILL_PAY)
def bill(request, code):
    """Show one visit's bill beside the line."""
    return _page(request, cashier_here(request.user), visit_by_code(request.user, code))


@require_safe
@staff_with(Permission.BILL_PAY)
def rows(request):
    """Give the list as the stream would push it, or 304 when nothing changed."""
    html = painted(cashier_here(request.user))
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    answer = HttpResponseNotModified() if request.headers.get("If-None-Match") == etag else HttpResponse(html)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.BILL_PAY)
def call_next(request):
    """Call the next patient to the window."""
    try:
        entry = queueing.call_next(cashier_here(request.user), by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
        return see_other("klaster1:cashier")
    if entry is None:
        say(request, "Tidak ada yang menunggu di kasir.")
        return see_other("klaster1:cashier")
    say(request, f"{entry.number} dipanggil.")
    return see_other("klaster1:bill", entry.visit.code)


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.BILL_PAY)
def start(request, code):
    """Begin serving a patient who came to the window."""
    return _with_line(request, code, queueing.start, "{number} dilayani.")


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.BILL_PAY)
def recall(request, code):
    """Call a patient again."""
    return _with_line(request, code, queueing.recall, "{number} dipanggil ulang, panggilan ke-{calls}.")


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.BILL_PAY)
def skip(request, code):
    """Put a patient who does not come on the recall list."""
    return _with_line(request, code, queueing.skip, "{number} ditandai belum datang; nomornya tetap berlaku.")


@require_POST
@staff_with(Permission.VISIT_MOVE, Permission.BILL_PAY)
def go_on(request, code):
    """Let a patient with nothing to pay go on."""
    entry = entry_by_code(request.user, code)
    try:
        if entry.state != EntryState.SERVING:
            entry = queueing.start(entry, by=request.staff)
        movement.advance(entry, by=request.staff)
    except MoveRefused as refused:
        return _page(request, cashier_here(request.user), entry.visit, refused=refused)
    say(request, f"{entry.number} melanjutkan perjalanan.")
    return see_other("klaster1:cashier")


@require_POST
@staff_with(Permission.BILL_PAY)
def pay(request, code):
    """Take the money, and show the receipt."""
    visit = visit_by_code(request.user, code)
    form = PayForm(request.POST)
    if not form.is_valid():
        return _page(request, cashier_here(request.user), visit, form=form, status=400)
    typed = form.cleaned_data
    try:
        payment = cashier.pay(visit, amount=typed["amount"], method=typed["method"], by=request.staff)
    except Refused as refused:
        return _page(request, cashier_here(request.user), visit, form=form, refused=refused)
    except ValidationError as refused:
        put_into(form, refused)
        return _page(request, cashier_here(request.user), visit, form=form, status=400)
    received = typed["received"] if typed["received"] is not None else payment.amount
    request.session[CHANGE_KEY] = {"payment": payment.code, "received": received}
    change = f", kembali {rupiah(received - payment.amount)}" if received > payment.amount else ""
    say(request, f"{visit.number} lunas {rupiah(payment.amount)}{change}. Kuitansi {payment.receipt}.")
    return see_other("klaster1:receipt", payment.code)


@require_POST
@staff_with(Permission.BILL_PAY)
def correct(request, code):
    """Price the bill of an ended visit for who pays after all."""
    visit = visit_by_code(request.user, code)
    form = CorrectForm(request.POST)
    try:
        changed = cashier.correct_bill(
            visit,
            payer=request.POST.get("payer", ""),
            reason=request.POST.get("reason", ""),
            by=request.staff,
        )
    except Refused as refused:
        return _page(request, cashier_here(request.user), visit, correcting=form, refused=refused)
    except ValidationError as refused:
        put_into(form, refused)
        return _page(request, cashier_here(request.user), visit, correcting=form, status=400)
    say(request, f"Tagihan {visit.number} diperbaiki, {len(changed)} baris berubah.")
    return see_other("klaster1:bill", code)


def cashier_here(user) -> ServicePoint:
    """Give the cashier of the user's puskesmas; 404 where there is none."""
    point = points_for(user).standing().filter(place=Place.KASIR).select_related("facility").first()
    if point is None:
        raise Http404("Puskesmas ini tidak punya kasir.")
    return point


def _with_line(request, code, verb, words):
    entry = entry_by_code(request.user, code)
    try:
        entry = verb(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, words.format(number=entry.number, calls=entry.calls))
    return see_other("klaster1:bill", entry.visit.code)


def _page(request, point, visit: Visit | None, *, form=None, correcting=None, refused=None, status=200):
    context = {
        "till": till_of(point),
        "sign": sign_of(request.staff, current="Kasir", letter=point.letter),
        "refused": refused,
    }
    if visit is not None:
        context |= _bill(request, visit, form=form, correcting=correcting)
    return render(request, "klaster1/cashier.html", context, status=status_of(refused) if refused else status)


def _bill(request, visit: Visit, *, form, correcting) -> dict:
    """Give what is known about one bill; of the patient no more than who they are."""
    bill = bill_of(visit)
    entry = entries_for(request.user).filter(visit=visit).open().first()
    if entry is not None:
        entry.visit = visit
    at_window = entry if entry is not None and entry.point.place == Place.KASIR else None
    payer = "JKN" if Fact.JKN in visit.holding else "Umum" if Fact.UMUM in visit.holding else "Penjamin belum dicek"
    return {
        "visit": visit,
        "patient": visit.patient,
        "who": visit.patient.age_label(visit.on) if visit.patient else "",
        "payer": payer,
        "bill": bill,
        "entry": entry,
        "at_window": at_window,
        "may_skip": at_window is not None and at_window.calls >= CALLS_BEFORE_ABSENT,
        "walk": walk_of(visit),
        "form": form or PayForm(initial={"amount": bill.due}),
        "correcting": correcting or CorrectForm(),
        "receipts": list(payments_for(request.user).filter(visit=visit).order_by("pk")),
        "step": _step_after(visit, at_window),
    }


def _step_after(visit: Visit, entry: QueueEntry | None) -> dict:
    """Give where the money leads, in words: the SOP's next step, with its clause."""
    if entry is None:
        return {"label": "", "why": "Pasien tidak di kasir; hanya tagihannya yang dilunasi."}
    step = options(visit, entry).next
    if step is None:
        return {"label": "", "why": ""}
    where = "pulang" if not step.place else f"ke {step.label}"
    return {"label": where, "why": step.says, "clause": f"Butir {step.clause}" if step.clause else ""}

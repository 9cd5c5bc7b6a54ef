"""The shelves: what lies there, what is low or expires soon, deliveries, counts and breakage."""

from datetime import date, timedelta

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.refusals import Refused

from .. import stock
from ..access import batch_by_code, batches_for, drugs_for
from ..forms_stock import CountForm, DiscardForm, ReceiveForm
from ..models import StockBatch
from .answers import pharmacy_here, put_into, say, see_other, status_of
from .signs import sign_of

NEAR = timedelta(days=90)  # near expiry from three months on (domain: 3–6 months, the facility's choice)
LOW = 20  # of a drug in all; fewer than one course for a handful of patients
SHOWN_MOVES = 30
FILTERS = {"semua": "Semua obat", "dekat": "Dekat ED", "kurang": "Menipis"}


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_DISPENSE)
def shelves(request):
    """Show every drug with its batches, first to expire first; what is low or expires soon is marked."""
    today = facility_of(request.user).today()
    batches: dict[int, list[dict]] = {}
    for batch in batches_for(request.user).filter(quantity__gt=0).order_by("expiry", "received_on", "pk"):
        batches.setdefault(batch.drug_id, []).append(_seen(batch, today))
    drugs = [_on_shelf(drug, batches.get(drug.pk, [])) for drug in drugs_for(request.user).order_by("name", "strength")]
    tests = {"dekat": lambda one: one["is_near"], "kurang": lambda one: one["is_low"]}
    chosen = request.GET.get("saring", "semua")
    shown = [one for one in drugs if tests.get(chosen, lambda one: True)(one)]
    tiles = [
        {"key": key, "label": label, "count": sum(tests.get(key, lambda one: True)(one) for one in drugs)}
        for key, label in FILTERS.items()
    ]
    context = {
        "drugs": shown,
        "tiles": tiles,
        "filter": chosen if chosen in FILTERS else "semua",
        "sign": sign_of(request.staff, pharmacy_here(request.user), current="Stok obat"),
    }
    return render(request, "pharmacy/stock.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_with(P.PRESCRIPTION_DISPENSE)
def receive(request):
    """Put a delivery on the shelf."""
    form = ReceiveForm(request.POST or None, drugs=drugs_for(request.user), initial={"drug": request.GET.get("obat")})
    status = 200
    if request.method == "POST":
        if form.is_valid():
            typed = form.cleaned_data
            drug = form.drugs[typed.pop("drug")]
            try:
                stock.receive(drug, **typed, by=request.staff)
            except Refused as refused:
                put_into(form, refused)
                status = status_of(refused)
            else:
                say(request, f"{drug}: {typed['quantity']} {drug.unit}, batch {typed['batch']}, masuk rak.")
                return see_other("pharmacy:stock")
        else:
            status = 400
    sign = sign_of(request.staff, pharmacy_here(request.user), current="Terima obat")
    return render(request, "pharmacy/receive.html", {"form": form, "sign": sign}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_with(P.PRESCRIPTION_DISPENSE)
def batch(request, code):
    """Show the stock card of one batch, and set it right with a reason."""
    found = batch_by_code(request.user, code)
    is_discard = request.POST.get("do") == "discard"
    posted = request.POST or None
    count = CountForm(None if is_discard else posted, auto_id="hitung_%s")
    discard = DiscardForm(posted if is_discard else None, auto_id="rusak_%s")
    status = 200
    if request.method == "POST":
        form = discard if is_discard else count
        status = _correct(request, found, form, is_discard=is_discard)
        if status == 303:
            return see_other("pharmacy:batch", code)
    context = {
        "batch": _seen(found, request.staff.facility.today()),
        "drug": found.drug,
        "moves": found.moves.select_related("by").order_by("-pk")[:SHOWN_MOVES],
        "count": count,
        "discard": discard,
        "sign": sign_of(request.staff, pharmacy_here(request.user), current="Kartu stok"),
    }
    return render(request, "pharmacy/batch.html", context, status=status)


def _correct(request, found: StockBatch, form, *, is_discard: bool) -> int:
    if not form.is_valid():
        return 400
    try:
        if is_discard:
            stock.discard(found, **form.cleaned_data, by=request.staff)
        else:
            stock.adjust(found, **form.cleaned_data, by=request.staff)
    except Refused as refused:
        for reason in refused.reasons:
            field = "counted" if reason.field == "quantity" and not is_discard else reason.field
            form.add_error(field if field in form.fields else None, reason.message)
        return status_of(refused)
    say(request, f"Batch {found.batch} disesuaikan.")
    return 303


def _seen(batch: StockBatch, today: date) -> dict:
    return {
        "row": batch,
        "is_past": batch.expiry < today,
        "is_near": today <= batch.expiry <= today + NEAR,
        "days": (batch.expiry - today).days,
    }


def _on_shelf(drug, batches: list[dict]) -> dict:
    free = sum(one["row"].free for one in batches if not one["is_past"])
    return {
        "drug": drug,
        "batches": batches,
        "free": free,
        "is_low": free < LOW,
        "is_near": any(one["is_near"] or one["is_past"] for one in batches),
    }

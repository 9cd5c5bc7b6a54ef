"""Naming somebody who was brought in unknown, and making two records of one person one."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients import services as people
from puskesmas.patients.access import open_record, patient_by_code
from puskesmas.patients.merging import unlike
from puskesmas.patients.search import likely_same, search
from puskesmas.visits.access import visit_by_code
from puskesmas.visits.timeline import walk_of

from .. import intake
from ..forms import IdentityForm, IntakeForm
from ..pages import spread_reasons
from ..signs import sign_for

NAMING = "registration/naming.html"
MERGING = "registration/merge.html"


@never_cache
@staff_with(Permission.VISIT_IDENTIFY, Permission.PATIENT_READ)
def name(request, code):
    """Say who an unknown patient is, at the bedside or by the family; their place in line does not move."""
    visit = visit_by_code(request.user, code)
    if visit.patient_id or visit.is_closed:
        messages.warning(request, f"Kunjungan {visit.number} sudah punya identitas atau sudah selesai.")
        return redirect("registration:unknown")
    chosen = request.POST.get("use") or request.POST.get("pasien")
    patient = patient_by_code(request.user, chosen) if chosen else None
    q = request.POST.get("q", "").strip()
    found = list(search(request.user, q)[:12]) if q and patient is None else []
    new = bool(request.POST.get("baru")) and patient is None
    saving = "save" in request.POST or "use" in request.POST
    form = IntakeForm(request.POST if saving else None, user=request.user, initial=_payer(patient))
    typed = request.POST if new and saving else None
    identity = IdentityForm(typed, user=request.user, today=request.staff.facility.today()) if new else None
    context = {"visit": visit, "patient": patient, "found": found, "q": q, "form": form, "identity": identity}
    if saving and form.is_valid() and (identity is None or identity.is_valid()) and (patient or identity):
        alike = list(likely_same(request.user, identity.typed())[:4]) if identity else []
        if not alike or form.wish().new_because:
            try:
                return _named(request, visit, patient, form, identity)
            except Refused as refusal:
                spread_reasons(refusal, form, identity)
                return _again(request, context | {"refused": refusal}, status=409)
        context["alike"] = alike
    return _again(request, context, status=400 if saving else 200)


def _payer(patient) -> dict:
    coverage = getattr(patient, "coverage", None) if patient else None
    return {"payer": coverage.kind if coverage else ""}


def _named(request, visit, patient, form, identity):
    with transaction.atomic():
        patient = patient or people.register(identity.typed(), by=request.staff)
        intake.name(visit, patient, card=form.card(), by=request.staff)
    messages.success(request, f"{visit.number} sekarang {patient.display_name(visit.on)}. Tempatnya tidak berpindah.")
    return redirect("visits:visit", visit.code)


def _again(request, context, status):
    context |= {
        "walk": walk_of(context["visit"]),
        "sign": sign_for(request, title=f"Kenali {context['visit'].number}", here="unknown"),
    }
    return render(request, NAMING, context, status=status)


@never_cache
@staff_with(Permission.PATIENT_MERGE, Permission.PATIENT_READ)
def merge(request):
    """Show two records side by side, to say that they are one person's."""
    pair = {}
    for side in ("a", "b"):
        code = request.GET.get(side) or request.POST.get(side)
        pair[side] = patient_by_code(request.user, code) if code else None
    return _merging(request, pair)


@never_cache
@require_POST
@staff_with(Permission.PATIENT_MERGE, Permission.PATIENT_READ)
def find_for_merge(request):
    """Find a record for one of the two sides; posted, since names do not belong in addresses."""
    pair = {
        side: patient_by_code(request.user, request.POST[side]) if request.POST.get(side) else None
        for side in ("a", "b")
    }
    q = request.POST.get("q", "").strip()
    return _merging(request, pair, found=list(search(request.user, q)[:12]) if q else [], q=q)


@require_POST
@staff_with(Permission.PATIENT_MERGE)
def do_merge(request):
    """Say that the first record is the second person's; it can be taken back."""
    pair = {side: patient_by_code(request.user, request.POST.get(side, "")) for side in ("a", "b")}
    try:
        people.merge(pair["a"], into=pair["b"], by=request.staff, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return _merging(request, pair, refusal=refusal, status=409)
    kept = pair["b"].record_number_label
    messages.success(request, f"RM {pair['a'].record_number_label} digabung ke RM {kept}. Keduanya ditemukan bersama.")
    return redirect("registration:merge")


@require_POST
@staff_with(Permission.PATIENT_MERGE)
def unmerge(request, code):
    """Take a merge back."""
    patient = patient_by_code(request.user, code)
    try:
        people.unmerge(patient, by=request.staff, reason=request.POST.get("reason", "").strip() or "dilepas kembali")
    except Refused as refusal:
        return _merging(request, {"a": patient, "b": None}, refusal=refusal, status=409)
    messages.success(request, f"RM {patient.record_number_label} berdiri sendiri lagi.")
    return redirect("registration:merge")


def _merging(request, pair, *, found=(), q="", refusal=None, status=200):
    for patient in filter(None, pair.values()):
        open_record(patient, purpose="penggabungan rekam medis", by=request.staff)
    both = pair["a"] is not None and pair["b"] is not None
    context = {
        "a": pair["a"],
        "b": pair["b"],
        "found": found,
        "q": q,
        "unlike": unlike(pair["a"], pair["b"]) if both else [],
        "typed": request.POST,
        "refused": refusal,
        "today": request.staff.facility.today(),
        "sign": sign_for(request, title="Satukan rekam medis", sub="Rekam medis"),
    }
    return render(request, MERGING, context, status=status)

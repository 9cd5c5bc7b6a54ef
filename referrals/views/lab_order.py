"""One order on the bench: who it is for, what is asked, the sample and the results."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import open_record
from puskesmas.visits.access import entries_for
from puskesmas.visits.timeline import entries_of, walk_of

from .. import correcting, critical, lab, results
from ..access import lab_order_by_code, lab_orders_for
from ..models import LabOrder, LabStatus
from .answers import complain, put_into, say, see_other, status_of
from .bench import lab_here
from .lab_deciding import decide
from .lab_forms import READS_RESULTS, CorrectForm, CriticalForm, LaterForm, ResultForm
from .signs import banner_of, lab_sign

SHOWN_BEFORE = 4


@require_safe
@never_cache
@staff_with(Permission.LAB_RESULT)
def order(request, code):
    """Show an order with its patient, its question and its results."""
    found = lab_order_by_code(request.user, code)
    if found.visit.patient is not None:
        open_record(found.visit.patient, visit_code=found.visit.code, purpose="laboratorium", by=request.staff)
    return _page(request, found)


@require_POST
@staff_with(Permission.LAB_SAMPLE)
def sample(request, code):
    """Write down that the specimen was taken; the patient goes back, unless they wait here."""
    found = lab_order_by_code(request.user, code)
    waits = request.POST.get("waits") == "1"
    try:
        lab.sample(found, waits=waits, by=request.staff)
    except Refused as refused:
        return _page(request, found, refused=refused)
    say(request, f"Sampel {found.visit.number} diambil{'; pasien menunggu di lab' if waits else ''}.")
    return see_other("referrals:order", code) if waits else see_other("referrals:bench")


@require_POST
@staff_with(Permission.LAB_RESULT)
def result(request, code):
    """Write down what was found."""
    found = lab_order_by_code(request.user, code)
    form = ResultForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form=form, status=400)
    try:
        given = results.give_result(found, results=form.results(), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, form=form, status=status_of(refused))
    complete = given.status == LabStatus.RESULTED
    say(request, f"Hasil {found.visit.number} tersimpan{', lengkap' if complete else ', sebagian'}.")
    return see_other("referrals:order", code)


@require_POST
@staff_with(Permission.LAB_RESULT)
def correct(request, code):
    """Put right a value that was given wrong."""
    found = lab_order_by_code(request.user, code)
    form = CorrectForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, correction=form, status=400)
    try:
        item = correcting.correct_result(found, by=request.staff, **form.cleaned_data)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, correction=form, status=status_of(refused))
    say(request, f"{item.test.name} {found.visit.number} diperbaiki; peminta diminta membaca lagi.")
    return see_other("referrals:order", code)


@require_POST
@staff_with(Permission.LAB_RESULT)
def later(request, code):
    """Say that the result follows another day."""
    found = lab_order_by_code(request.user, code)
    form = LaterForm(request.POST)
    try:
        lab.follows_later(found, reason=request.POST.get("reason", ""), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, later=form, refused=refused)
    say(request, f"Hasil {found.visit.number} menyusul; pasien tidak menunggu lagi.")
    return see_other("referrals:bench")


@require_POST
@staff_with(Permission.LAB_RESULT)
def acknowledge(request, code):
    """Write down who was told of a critical value."""
    found = lab_order_by_code(request.user, code)
    form = CriticalForm(found, _colleagues(request), request.POST)
    if not form.is_valid():
        return _page(request, found, told_form=form, status=400)
    told = form.people[form.cleaned_data["told"]]
    try:
        critical.tell_critical(found, told=told, by=request.staff)
    except Refused as refused:
        complain(request, refused)
    else:
        say(request, f"Tercatat: nilai kritis disampaikan kepada {told.name}.")
    return see_other("referrals:order", code)


def _page(
    request, found: LabOrder, *, form=None, later=None, told_form=None, correction=None, refused=None, status=200
):
    visit = found.visit
    visit.facility = request.staff.facility
    entries = entries_of(visit)
    here = entries_for(request.user).filter(visit=visit).open().first()
    if here is not None:
        here.visit = visit
    grave = critical.critical_items(found)
    told = critical.told_of(found.facility_id, [found]).get(found.code) if grave else None
    may_fill = found.status in results.MAY_BE_FILLED and not (here and _waits_in_line(found, here))
    context = {
        "order": found,
        "items": _lines(found, (form or ResultForm(found)) if may_fill else None),
        "form": form or ResultForm(found),
        "may_fill": may_fill,
        "later": later or LaterForm(),
        "grave": grave,
        "told": told,
        "told_form": (told_form or CriticalForm(found, _colleagues(request))) if grave and not told else None,
        "correction": (correction or CorrectForm(found)) if any(item.has_value for item in found.items.all()) else None,
        "before": _before(request, found),
        "decide": decide(found, here, untold=bool(grave) and told is None),
        "walk": walk_of(visit, entries),
        "banner": banner_of(visit, here),
        "sign": lab_sign(request.staff, lab_here(request.user)),
        "refused": refused,
    }
    return render(request, "referrals/lab_order.html", context, status=status_of(refused) if refused else status)


def _waits_in_line(found: LabOrder, here) -> bool:
    """Tell whether the patient stands in the laboratory's line uncalled, so that nothing can have been taken."""
    return found.status == LabStatus.ORDERED and here.point.place == lab.LAB and here.state not in ("called", "serving")


def _lines(found: LabOrder, form) -> list[dict]:
    """Give each test with its value, or with the field that waits for it."""
    fields = form.fields if form is not None else {}
    return [
        {"item": item, "field": form[item.test.code] if item.test.code in fields else None}
        for item in found.items.all()
    ]


def _before(request, found: LabOrder) -> list[LabOrder]:
    """Give the last orders of the same person that have results."""
    if found.visit.patient is None:
        return []
    rows = lab_orders_for(request.user).of_person(found.visit.patient).filter(status=LabStatus.RESULTED)
    return list(rows.exclude(pk=found.pk).order_by("-resulted_at")[:SHOWN_BEFORE])


def _colleagues(request):
    return staff_for(request.user).active().filter(role__in=READS_RESULTS).order_by("name")

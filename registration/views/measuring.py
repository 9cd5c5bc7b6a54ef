"""The measuring point: vital signs, height, weight and waist, before anyone asks who it is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clusters import recording
from clusters.access import vitals_for
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entry_by_code
from puskesmas.visits.facts import Fact
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import options
from puskesmas.visits.timeline import walk_of

from ..door import SEEN
from ..forms import MeasureForm
from ..pages import desk_of, refused, standing_point
from ..signs import sign_for

TEMPLATE = "registration/measuring.html"
SOURCE = "door"


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.VITALS_WRITE)
def call(request):
    """Call the next patient to the scales."""
    point = standing_point(request, Place.PANDU)
    try:
        entry = queueing.call_next(point, by=request.staff, desk=desk_of(request, point, list(point.desks.all())))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registration:door")
    if entry is None:
        messages.info(request, "Tidak ada yang menunggu diukur.")
        return redirect("registration:door")
    return redirect("registration:measure", entry.code)


@never_cache
@staff_with(Permission.VITALS_WRITE)
def measure(request, code):
    """Measure one patient, and send them on where the SOP says."""
    entry = entry_by_code(request.user, code)
    if not entry.is_open:
        messages.warning(request, f"Pasien {entry.number} sudah tidak di sini.")
        return redirect("registration:door")
    if request.method != "POST":
        seen = [fact.value for fact in SEEN if fact in entry.visit.facts]
        return render(request, TEMPLATE, _context(request, entry, MeasureForm(initial={"seen": seen})))
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, _context(request, entry, form), status=400)
    try:
        visit = _keep(request, entry, form)
    except ValidationError as wrong:
        _beside(form, wrong)
        return render(request, TEMPLATE, _context(request, entry, form), status=400)
    except Refused as refusal:
        return refused(request, TEMPLATE, _context(request, entry, form), refusal)
    messages.success(request, f"{visit.number} sudah diukur.")
    return redirect("registration:door")


def _keep(request, entry, form):
    staff, given = request.staff, form.cleaned_data
    with transaction.atomic():
        if entry.point.place == Place.PANDU and entry.state != EntryState.SERVING:
            entry = queueing.start(entry, by=staff)
        visit = entry.visit
        values = form.values()
        if values or not given["colour"]:
            recording.measure(visit, values, by=staff, confirmed=given["confirmed"])
        if given["colour"] and staff.can(Permission.VISIT_TRIAGE):
            recording.sort(visit, given["colour"], by=staff)
        for word in given["seen"]:
            if word not in visit.facts:
                movement.tell(visit, Fact(word), by=staff, source=SOURCE)
        if given["colour"] == "merah" and "advance" in request.POST:
            return movement.escalate(visit, by=staff, reason=f"Triase merah di {entry.point.name}")
        return movement.advance(entry, by=staff) if "advance" in request.POST else visit


def _beside(form, wrong: ValidationError) -> None:
    """Put each sentence beside its field; those of the two halves of a blood pressure beside the one box."""
    for name, errors in (wrong.error_dict if hasattr(wrong, "error_dict") else {"__all__": [wrong]}).items():
        field = {"systolic": "blood_pressure", "diastolic": "blood_pressure"}.get(name, name)
        if any(error.code == "unusual" for error in errors):
            form.asks_again = True
        for error in errors:
            form.add_error(field if field in form.fields else None, error)


def _context(request, entry, form):
    visit = entry.visit
    after = options(visit, entry).next
    return {
        "entry": entry,
        "visit": visit,
        "form": form,
        "asks_again": getattr(form, "asks_again", False),
        "serves": entry.point.place == Place.PANDU,
        "after": after,
        "walk": walk_of(visit),
        "earlier": vitals_for(request.user).filter(visit=visit).first(),
        "may_sort": request.staff.can(Permission.VISIT_TRIAGE),
        "sign": sign_for(request, title="Pengukuran", here="door", sub="Tanda vital dan ukuran badan", letter="U"),
    }

"""Saying who an unknown patient is, at the desk and at the bed."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.patients.access import patient_by_code
from puskesmas.visits import movement

from .. import naming
from ..forms.naming import SearchForm, StrangerForm
from .answers import complain, say, see_other
from .page import reading_of
from .sheets import Attempt, attempt, show_sheet


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.VISIT_IDENTIFY, P.PATIENT_READ)
def name(request, code):
    """Find or register the patient of a visit nobody could name; names are posted, since addresses are kept."""
    reading = reading_of(request, code)
    if reading.patient is not None:
        say(request, f"{reading.visit.number} sudah dikenal: {reading.patient.display_name(reading.visit.on)}.")
        return see_other("clusters:desk", code)
    if chosen := request.POST.get("use"):
        return _attach(request, reading, patient_by_code(request.user, chosen))
    asks = SearchForm(request.POST if "q" in request.POST else None)
    found = naming.candidates(request.user, asks.cleaned_data["q"]) if asks.is_bound and asks.is_valid() else []
    registers = "register" in request.POST
    form = StrangerForm(request.POST if registers else None, today=request.staff.facility.today(), auto_id="n_%s")
    done, alike = Attempt(), []
    if registers and form.is_valid():
        alike = [] if request.POST["register"] == "anyway" else naming.alike(request.user, form.typed())
        if not alike:
            done = attempt(form, lambda: naming.name_new(reading.visit, form.typed(), by=request.staff))
            if done.worked:
                return _named(request, reading, done.result)
    return show_sheet(
        request,
        reading,
        "naming",
        title="Kenali pasien",
        submit="Cari",
        form=asks,
        stranger=form,
        found=found,
        alike=alike,
        searched=asks.is_bound,
        asked=asks.is_bound,
        attempted=done,
        why="Tempatnya di antrean tidak berpindah; yang sudah dicatat ikut ke rekam medisnya.",
    )


def _attach(request, reading, patient):
    try:
        visit = movement.identify(reading.visit, patient, by=request.staff)
    except movement.MoveRefused as refused:
        complain(request, refused)
        return see_other("clusters:name", reading.entry.code)
    return _named(request, reading, visit)


def _named(request, reading, visit):
    say(request, f"{visit.number} sekarang {visit.patient.display_name(visit.on)}. Tempatnya tidak berpindah.")
    return see_other("clusters:desk", reading.entry.code)

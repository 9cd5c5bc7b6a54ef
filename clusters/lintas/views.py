"""The pages of the wards: who lies where, laying a patient in a bed or another, and a bed that is free again."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clusters.sign import emergencies, sign_of
from clusters.views.answers import complain, say, see_other
from clusters.views.page import reading_of
from clusters.views.sheets import Attempt, attempt, show_sheet
from clusters.views.terminal import desk_label, point_here
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused

from . import beds as verbs
from .access import stay_by_code, stays_for
from .bed_board import board_of
from .forms import BedForm

WAY = "Tempat tidur"


@require_safe
@never_cache
@staff_with(Permission.VISIT_READ)
def beds(request, code):
    """Show the beds of a ward: who lies where, by number and initials, and since when."""
    point = _ward(request, code)
    sign = sign_of(
        point,
        by=request.staff,
        current=WAY,
        desk_label=desk_label(request, point),
        alarms=emergencies(point),
    )
    may_lay = request.staff.can(Permission.SOAP_WRITE)
    return render(request, "clusters/lintas/beds.html", {"board": board_of(point), "sign": sign, "may_lay": may_lay})


def _ward(request, code):
    point = point_here(request.user, code)
    if not point.beds:
        raise Http404(f"The point {code!r} has no beds.")
    return point


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(Permission.SOAP_WRITE)
def lay(request, code):
    """Lay a patient in a free bed, or in another than before."""
    reading = reading_of(request, code)
    point, visit = reading.entry.point, reading.visit
    if not point.beds:
        raise Http404(f"The room of the entry {code!r} has no beds.")
    stay = stays_for(request.user).in_bed().filter(visit=visit, point=point).first()
    form = BedForm(request.POST or None, free=verbs.free_beds(point), moves=stay is not None)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: _lay(request, reading, stay, form.cleaned_data))
        if done.worked:
            say(request, f"{visit.number} di tempat tidur {done.result.bed}.")
            return see_other("clusters:desk", code)
    words = f"Sekarang di tempat tidur {stay.bed}." if stay else "Pasien menempati tempat tidur ini sampai dipindah."
    return show_sheet(
        request,
        reading,
        "bed",
        title=f"Pindah dari tempat tidur {stay.bed}" if stay else WAY,
        submit="Pindahkan" if stay else "Baringkan",
        form=form,
        attempted=done,
        why=words,
        point=point,
    )


def _lay(request, reading, stay, typed):
    bed = int(typed["bed"])
    if stay is not None:
        return verbs.move(stay, bed, by=request.staff)
    indication = typed["indication"]
    return verbs.admit(reading.visit, bed, by=request.staff, indication=indication, entry=reading.entry)


@require_POST
@staff_with(Permission.SOAP_WRITE)
def let_out(request, code):
    """Free the bed of a patient who is elsewhere by now."""
    stay = stay_by_code(request.user, code)
    try:
        verbs.let_out(stay, by=request.staff)
    except Refused as refused:
        complain(request, refused)
    else:
        say(request, f"Tempat tidur {stay.bed} kosong.")
    return see_other("lintas:beds", stay.point.code)

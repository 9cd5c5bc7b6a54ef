"""The door: a number in one press, and no form for whoever cannot wait."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import points_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement
from puskesmas.visits.access import entry_by_code, visits_for
from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import current_profile
from puskesmas.visits.profiles import FlowProfile

from ..boards import door_rows
from ..door import give_numbers, let_in
from ..forms import DoorForm
from ..pages import fragment, refused
from ..signs import sign_for

AT_ONCE = {"gawat": Fact.EMERGENCY, "bersalin": Fact.LABOUR}
TEMPLATE = "registration/door.html"


@never_cache
@staff_with(Permission.VISIT_OPEN)
def door(request):
    """Show the buttons that give a number, and who stands at the door and at the measuring point."""
    return render(request, TEMPLATE, _context(request, DoorForm()))


@require_POST
@staff_with(Permission.VISIT_OPEN)
def give(request):
    """Give a number to whoever came, or to each of a party."""
    form = DoorForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, _context(request, form), status=400)
    seen = [Fact(word) for word in form.cleaned_data["seen"]]
    try:
        visits = give_numbers(by=request.staff, facts=seen, count=form.cleaned_data["count"])
    except Refused as refusal:
        return refused(request, TEMPLATE, _context(request, form), refusal)
    return _given(visits)


@require_POST
@staff_with(Permission.VISIT_OPEN)
def at_once(request, what):
    """Send somebody to IGD or the delivery room without a form; name and papers come after."""
    try:
        visits = give_numbers(by=request.staff, facts=[AT_ONCE[what]])
    except Refused as refusal:
        return refused(request, TEMPLATE, _context(request, DoorForm()), refusal)
    return _given(visits)


@require_POST
@staff_with(Permission.VISIT_MOVE)
def pass_on(request, code):
    """Let a patient who was looked at go on."""
    entry = entry_by_code(request.user, code)
    try:
        visit = let_in(entry.visit, by=request.staff) if entry.is_open else movement.advance(entry, by=request.staff)
    except Refused as refusal:
        return refused(request, TEMPLATE, _context(request, DoorForm()), refusal)
    messages.success(request, f"{visit.number} diteruskan.")
    return redirect("registration:door")


@never_cache
@staff_with(Permission.VISIT_OPEN)
def rows(request):
    """Answer the lists of the door for a page that polls."""
    return fragment(request, door_rows(_watched(_points(request))))


def _given(visits):
    codes = ",".join(visit.code for visit in visits)
    answer = redirect("registration:door")
    answer["Location"] += f"?nomor={codes}"
    return answer


def _points(request):
    return {point.place: point for point in points_for(request.user).standing().select_related("facility")}


def _watched(points):
    """Give the point whose board the door watches: the measuring point where there is one."""
    return next((points[place] for place in (Place.PANDU, Place.PINTU, Place.LOKET) if place in points), None)


def _context(request, form):
    points = _points(request)
    watched = _watched(points)
    profile: FlowProfile = current_profile(request.staff.facility)
    ticket = profile.sop.ticket
    return {
        "form": form,
        "given": _just_given(request),
        "watched": watched,
        "lists": door_rows(watched) if watched else "",
        "ticket": points[ticket].name if ticket in points else ticket.label,
        "sign": sign_for(request, title="Pintu masuk", here="door", sub="Nomor antrean dan pengukuran", letter="M"),
        "can_measure": request.staff.can(Permission.VITALS_WRITE),
        "keys_note": f"SOP {profile.sop.number}",
    }


def _just_given(request):
    codes = [code for code in request.GET.get("nomor", "").split(",") if code][:8]
    if not codes:
        return []
    visits = visits_for(request.user).filter(code__in=codes).prefetch_related("entries__point").order_by("pk")
    return [{"visit": visit, "to": _goes_to(visit)} for visit in visits]


def _goes_to(visit):
    entries = [entry for entry in visit.entries.all() if entry.is_open]
    return entries[-1].point.name if entries else visit.get_disposition_display()

"""The line in front of the counter: who is called to this desk, a number for one who stands there, and which desk."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from puskesmas.facility.access import desk_by_code, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits import queueing

from .. import door, intake
from ..pages import back, desk_of, remember_desk, standing_point


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.VISIT_IDENTIFY)
def call(request):
    """Call the next patient to this desk."""
    point = standing_point(request, Place.LOKET)
    try:
        entry = queueing.call_next(point, by=request.staff, desk=desk_of(request, point, list(point.desks.all())))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registration:counter")
    if entry is None:
        messages.info(request, "Tidak ada yang menunggu di loket.")
        return redirect("registration:counter")
    return redirect("registration:at", entry.code)


@require_POST
@staff_with(Permission.VISIT_OPEN, Permission.VISIT_IDENTIFY)
def new_number(request):
    """Give a number at the counter itself to somebody who stands there."""
    point = standing_point(request, Place.LOKET)
    desk = desk_of(request, point, list(point.desks.all()))
    try:
        visit = intake.open_at_counter(by=request.staff, desk=desk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registration:counter")
    entry = door.open_entry(visit)
    if entry is not None and entry.point_id == point.pk:
        return redirect("registration:at", entry.code)
    messages.success(request, f"Nomor {visit.number}: persilakan ke {entry.point.name} dahulu.")
    return redirect("registration:counter")


@require_POST
@staff_with(Permission.VISIT_CALL)
def choose_desk(request):
    """Say which desk this terminal is."""
    point = standing_point(request, Place.LOKET)
    desk = desk_by_code(request.user, request.POST.get("desk", ""))
    if desk.point_id == point.pk:
        remember_desk(request, point, desk)
        messages.success(request, f"Layar ini sekarang {desk.label}.")
    return back(request, "registration:counter")

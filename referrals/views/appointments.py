"""Promised services: whom we expect and whom we waited for in vain."""

from datetime import timedelta

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused

from .. import appointments as promises
from ..access import appointment_by_code, appointments_for
from ..models import Appointment
from .answers import put_into, say, see_other, status_of
from .paper_forms import MoveForm, ReasonForm
from .signs import sign_of

P = Permission
SHOWN = 150
AHEAD = timedelta(days=30)


@require_safe
@never_cache
@staff_with(P.APPOINTMENT_WRITE)
def appointments(request):
    """Show who was promised what: missed, today, and in the weeks to come."""
    today = request.staff.facility.today()
    booked = appointments_for(request.user).booked().filter(on__lte=today + AHEAD)[:SHOWN]
    groups = {"Terlewat": [], "Hari ini": [], "Yang akan datang": []}
    for one in booked:
        key = "Terlewat" if one.on < today else "Hari ini" if one.on == today else "Yang akan datang"
        groups[key].append(one)
    context = {"groups": groups.items(), "today": today, "sign": sign_of(request.staff, current="Janji temu")}
    return render(request, "referrals/appointments.html", context)


@require_safe
@never_cache
@staff_with(P.APPOINTMENT_WRITE)
def appointment(request, code):
    """Show one promise, to be moved or taken back."""
    return _page(request, appointment_by_code(request.user, code))


@require_POST
@staff_with(P.APPOINTMENT_WRITE)
def move(request, code):
    """Promise the same for another day."""
    found = appointment_by_code(request.user, code)
    form = MoveForm(request.POST)
    if form.is_valid() and form.cleaned_data["on"] is None:
        form.add_error("on", "Pilih tanggal baru.")
    if not form.is_valid():
        return _page(request, found, moving=form, status=400)
    typed = form.cleaned_data
    try:
        new = promises.move(found, on=typed["on"], reason=typed["reason"], by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, moving=form, status=status_of(refused))
    say(request, f"Janji temu {new.patient} dipindah ke {new.on:%d-%m-%Y}.")
    return see_other("referrals:appointments")


@require_POST
@staff_with(P.APPOINTMENT_WRITE)
def cancel(request, code):
    """Take a promise back, saying why."""
    found = appointment_by_code(request.user, code)
    form = ReasonForm(request.POST)
    try:
        promises.cancel(found, reason=request.POST.get("reason", ""), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, cancelling=form, status=status_of(refused))
    say(request, f"Janji temu {found.patient} dibatalkan.")
    return see_other("referrals:appointments")


def _page(request, found: Appointment, *, moving=None, cancelling=None, status=200):
    context = {
        "appointment": found,
        "today": request.staff.facility.today(),
        "moving": moving or MoveForm(),
        "cancelling": cancelling or ReasonForm(),
        "sign": sign_of(request.staff, current="Janji temu"),
    }
    return render(request, "referrals/appointment.html", context, status=status)

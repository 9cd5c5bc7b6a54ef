"""The rooms of the puskesmas, their signs and desks, and the services given in them."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import office
from ..access import desk_by_code, point_by_code, points_for, service_by_code, services_for, staff_with
from ..permissions import Permission
from ..refusals import Refused
from ..signs import office_sign
from .forms import NewRoomForm, SignForm
from .refusing import spread


@never_cache
@staff_with(Permission.MASTER_WRITE)
def rooms(request):
    """List the rooms, those closed for good last."""
    points = points_for(request.user).annotate(many_desks=Count("desks")).order_by("order", "name")
    context = {
        "standing": [point for point in points if point.closed_for_good_on is None],
        "closed": [point for point in points if point.closed_for_good_on is not None],
        "sign": office_sign(request, title="Ruang dan meja", here="rooms"),
    }
    return render(request, "facility/rooms.html", context)


@never_cache
@staff_with(Permission.MASTER_WRITE)
def add_room(request):
    """Open a room of a kind not yet here."""
    standing = set(points_for(request.user).standing().values_list("place", flat=True))
    form = NewRoomForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        place, beds = form.cleaned_data["place"], form.cleaned_data["beds"] or 0
        try:
            point = office.add_room(place, form.sign(), beds=beds, by=request.staff)
        except Refused as refusal:
            spread(refusal, form)
        else:
            messages.success(request, f"{point.name} dibuka. Tambahkan mejanya, dan tempatkan petugasnya.")
            return redirect("facility:room", point.code)
    context = {"form": form, "sign": office_sign(request, title="Ruang baru", here="rooms")}
    return render(request, "facility/new_room.html", context, status=400 if form.errors else 200)


@never_cache
@staff_with(Permission.MASTER_WRITE)
def room(request, code):
    """Show one room; hang another sign at it."""
    point = point_by_code(request.user, code)
    begin = {"name": point.name, "room": point.room, "directions": point.directions}
    form = SignForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            office.rename_room(point, form.sign(), by=request.staff)
        except Refused as refusal:
            spread(refusal, form)
        else:
            messages.success(request, f"{point.name}: tulisan di pintu dan petunjuk arah disimpan.")
            return redirect("facility:room", point.code)
    return _room(request, point, form, status=400 if form.errors else 200)


@require_POST
@staff_with(Permission.MASTER_WRITE)
def add_desk(request, code):
    """Put another desk in a room."""
    point = point_by_code(request.user, code)
    try:
        desk = office.add_desk(point, request.POST.get("label", "")[:30], by=request.staff)
    except Refused as refusal:
        return _room(request, point, None, refusal=refusal, status=400)
    messages.success(request, f"{desk.label} ditambahkan di {point.name}.")
    return redirect("facility:room", point.code)


@require_POST
@staff_with(Permission.MASTER_WRITE)
def rename_desk(request, code):
    """Give a desk another sign."""
    desk = desk_by_code(request.user, code)
    try:
        office.rename_desk(desk, request.POST.get("label", "")[:30], by=request.staff)
    except Refused as refusal:
        return _room(request, desk.point, None, refusal=refusal, status=400)
    messages.success(request, f"Meja sekarang bernama {desk.label}.")
    return redirect("facility:room", desk.point.code)


def _room(request, point, form, *, refusal=None, status=200):
    begin = {"name": point.name, "room": point.room, "directions": point.directions}
    context = {
        "point": point,
        "form": form or SignForm(initial=begin),
        "desks": list(point.desks.all()),
        "people": list(point.staff.active().order_by("name")),
        "services": list(services_for(request.user).filter(place=point.place)),
        "typed": request.POST,
        "refused": refusal,
        "sign": office_sign(request, title=point.name, here="rooms"),
    }
    return render(request, "facility/room.html", context, status=status)


# --- services ---


@never_cache
@staff_with(Permission.MASTER_WRITE)
def services(request):
    """List the services, and whether each is given and may be booked at the counter."""
    names = dict(points_for(request.user).standing().values_list("place", "name"))
    context = {
        "rows": [
            {"service": one, "room": names.get(one.place, "")}
            for one in services_for(request.user).order_by("place", "name")
        ],
        "sign": office_sign(request, title="Layanan", here="services"),
    }
    return render(request, "facility/services.html", context)


@require_POST
@staff_with(Permission.MASTER_WRITE)
def offer(request, code):
    """Give a service or stop giving it; let the counter book it or not."""
    service = service_by_code(request.user, code)
    wanted = request.POST.get("offer", "")
    states = {"counter": (True, True), "rooms": (True, False), "none": (False, service.bookable)}
    if wanted in states:
        is_active, bookable = states[wanted]
        office.offer(service, by=request.staff, is_active=is_active, bookable=bookable)
        messages.success(request, f"{service.name} disimpan.")
    return redirect("facility:services")

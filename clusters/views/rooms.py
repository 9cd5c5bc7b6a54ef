"""Choosing a room, seeing its list, and calling from it."""

import hashlib

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import desk_by_code, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.visits import queueing
from puskesmas.visits.access import entry_by_code
from puskesmas.visits.guards import MoveRefused

from ..rooms import done_rows, room_rows
from ..sign import emergencies, sign_of
from .answers import complain, say, see_other, undo_on_offer
from .terminal import desk_here, desk_label, point_here, remember, remembered, rooms_to_choose

FILTERS = {
    "menunggu": "Menunggu",
    "kembali": "Kembali",
    "ruangan": "Di ruangan",
    "luar": "Di unit lain",
    "siap": "Hasil siap",
    "selesai": "Selesai",
}


@require_safe
@never_cache
@staff_with(Permission.VISIT_READ)
def rooms(request):
    """Lead to this terminal's room, or ask which one it is."""
    chosen = remembered(request)
    if chosen and "ganti" not in request.GET:
        return redirect("clusters:room", chosen["point"])
    sign = {"line": "lx", "letter": "R", "title": "Ruang pemeriksaan", "sub": request.staff.facility.name}
    sign |= {"who": request.staff.name, "who_sub": request.staff.office.label}
    context = {"points": rooms_to_choose(request.user), "chosen": chosen, "sign": sign}
    return render(request, "clusters/rooms.html", context)


@require_POST
@staff_with(Permission.VISIT_READ)
def choose(request, code):
    """Let this terminal be a desk of a room."""
    point = point_here(request.user, code)
    desk = desk_by_code(request.user, request.POST["desk"]) if request.POST.get("desk") else None
    remember(request, point, desk if desk and desk.point_id == point.pk else None)
    return see_other("clusters:room", point.code)


@require_safe
@never_cache
@staff_with(Permission.VISIT_READ)
def room(request, code):
    """Show a room's list, whole or by one of its figures."""
    point = point_here(request.user, code)
    wanted = request.GET.get("saring", "")
    chosen = wanted if wanted in FILTERS else ""
    context = {
        "room": room_rows(point),
        "done": done_rows(point) if chosen == "selesai" else None,
        "filter": chosen,
        "filter_label": FILTERS.get(chosen, ""),
        "undo": undo_on_offer(request),
        "sign": sign_of(
            point,
            by=request.staff,
            current="Antrean",
            desk_label=desk_label(request, point),
            alarms=emergencies(point),
        ),
    }
    return render(request, "clusters/room.html", context)


@require_safe
@staff_with(Permission.VISIT_READ)
def rows(request, code):
    """Give the list as the stream would push it, or 304 when nothing changed."""
    html = render_to_string("clusters/_room_rows.html", {"room": room_rows(point_here(request.user, code))})
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    same = request.headers.get("If-None-Match") == etag
    answer = HttpResponseNotModified() if same else HttpResponse(html)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@staff_with(Permission.VISIT_CALL)
def call_next(request, code):
    """Call the next patient to this terminal's desk."""
    point = point_here(request.user, code)
    try:
        entry = queueing.call_next(point, by=request.staff, desk=desk_here(request, point))
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, f"{entry.number} dipanggil." if entry else "Tidak ada yang menunggu.")
    return see_other("clusters:room", code)


@require_POST
@staff_with(Permission.VISIT_CALL)
def recall(request, code):
    """Call a patient again."""
    return _with_line(request, code, queueing.recall, "{} dipanggil ulang, panggilan ke-{}.")


@require_POST
@staff_with(Permission.VISIT_CALL)
def skip(request, code):
    """Put a patient who does not come on the recall list."""
    return _with_line(request, code, queueing.skip, "{} ditandai belum datang; nomornya tetap berlaku.")


def _with_line(request, code, verb, words):
    entry = entry_by_code(request.user, code)
    try:
        entry = verb(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, words.format(entry.number, entry.calls))
    return see_other("clusters:room", entry.point.code)

"""The pharmacy's window: its list, and calling from it."""

import hashlib

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entry_by_code
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models.line import EntryState

from ..access import prescriptions_of
from ..models import PrescriptionState
from ..window import painted, window_of
from .answers import complain, pharmacy_here, say, see_other
from .signs import sign_of

FILTERS = frozenset({"menunggu", "dilayani", "antar", "tanya", "jalan", "selesai"})


@require_safe
@never_cache
@staff_with(P.PRESCRIPTION_REVIEW)
def queue(request):
    """Show the pharmacy's list, whole or by one of its figures."""
    point = pharmacy_here(request.user)
    wanted = request.GET.get("saring", "")
    context = {
        "window": window_of(point),
        "filter": wanted if wanted in FILTERS else "",
        "sign": sign_of(request.staff, point, current="Antrean"),
    }
    return render(request, "pharmacy/window.html", context)


@require_safe
@staff_with(P.PRESCRIPTION_REVIEW)
def rows(request):
    """Give the list as the stream would push it, or 304 when nothing changed."""
    html = painted(pharmacy_here(request.user))
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    answer = HttpResponseNotModified() if request.headers.get("If-None-Match") == etag else HttpResponse(html)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@staff_with(P.VISIT_CALL, P.PRESCRIPTION_HAND_OVER)
def call_next(request):
    """Call the next patient to the pharmacy."""
    try:
        entry = queueing.call_next(pharmacy_here(request.user), by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, f"{entry.number} dipanggil." if entry else "Tidak ada yang menunggu.")
    return see_other("pharmacy:queue")


@require_POST
@staff_with(P.VISIT_CALL, P.PRESCRIPTION_HAND_OVER)
def start(request, code):
    """Begin serving a patient at the window, and take their prescription in hand."""
    entry = entry_by_code(request.user, code)
    try:
        _must_be_here(entry)
        entry = queueing.start(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
        return see_other("pharmacy:queue")
    papers = [one for one in prescriptions_of(request.user, entry.visit) if one.is_open]
    papers.sort(key=lambda one: one.state == PrescriptionState.HELD)
    return see_other("pharmacy:prescription", papers[0].code) if papers else see_other("pharmacy:queue")


@require_POST
@staff_with(P.VISIT_CALL, P.PRESCRIPTION_HAND_OVER)
def recall(request, code):
    """Call a patient again."""
    return _with_line(request, code, queueing.recall, "{number} dipanggil ulang, panggilan ke-{calls}.")


@require_POST
@staff_with(P.VISIT_CALL, P.PRESCRIPTION_HAND_OVER)
def skip(request, code):
    """Put a patient who does not come on the recall list."""
    return _with_line(request, code, queueing.skip, "{number} ditandai belum datang; nomornya tetap berlaku.")


@require_POST
@staff_with(P.VISIT_MOVE, P.PRESCRIPTION_HAND_OVER)
def go_on(request, code):
    """Let a patient for whom there is nothing more to fetch here go on."""
    return _with_line(request, code, _let_go_on, "{number} selesai di farmasi.")


def _let_go_on(entry, *, by):
    if entry.state != EntryState.SERVING:
        entry = queueing.start(entry, by=by)
    movement.advance(entry, by=by)
    return entry


def _with_line(request, code, verb, words):
    entry = entry_by_code(request.user, code)
    try:
        _must_be_here(entry)
        entry = verb(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, words.format(number=entry.number, calls=entry.calls))
    return see_other("pharmacy:queue")


def _must_be_here(entry):
    if entry.point.place != Place.FARMASI:
        message = f"Pasien {entry.number} tidak lagi antre di farmasi, sekarang di {entry.point.name}."
        raise MoveRefused("stale_entry", message, [Refusal("stale_entry", message)])

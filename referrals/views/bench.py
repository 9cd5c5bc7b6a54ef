"""The laboratory's list, and calling from it."""

import hashlib

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import points_for, staff_with
from puskesmas.facility.models import ServicePoint
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entries_for, entry_by_code
from puskesmas.visits.guards import MoveRefused

from ..access import lab_order_by_code
from ..bench import PARTS, bench_of, painted
from .answers import complain, say, see_other
from .signs import lab_sign

FILTERS = frozenset(key for key, *_words in PARTS)


@require_safe
@never_cache
@staff_with(Permission.LAB_RESULT)
def bench(request):
    """Show the laboratory's list, whole or by one of its figures."""
    point = lab_here(request.user)
    wanted = request.GET.get("saring", "")
    context = {
        "bench": bench_of(point),
        "filter": wanted if wanted in FILTERS else "",
        "sign": lab_sign(request.staff, point),
    }
    return render(request, "referrals/bench.html", context)


@require_safe
@staff_with(Permission.LAB_RESULT)
def rows(request):
    """Give the list as the stream would push it, or 304 when nothing changed."""
    html = painted(lab_here(request.user))
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    answer = HttpResponseNotModified() if request.headers.get("If-None-Match") == etag else HttpResponse(html)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.LAB_SAMPLE)
def call_next(request):
    """Call the next patient to the laboratory."""
    try:
        entry = queueing.call_next(lab_here(request.user), by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, f"{entry.number} dipanggil." if entry else "Tidak ada yang antre.")
    return see_other("referrals:bench")


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.LAB_SAMPLE)
def take(request, code):
    """Begin serving the patient of an order who came to the laboratory."""
    order = lab_order_by_code(request.user, code)
    entry = entries_for(request.user).filter(visit=order.visit, point__place=Place.LAB).open().first()
    try:
        if entry is None:
            raise MoveRefused("stale_entry", f"Pasien {order.visit.number} tidak lagi antre di laboratorium.")
        queueing.start(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
        return see_other("referrals:bench")
    return see_other("referrals:order", code)


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.LAB_SAMPLE)
def recall(request, code):
    """Call a patient again."""
    return _with_line(request, code, queueing.recall, "{number} dipanggil ulang, panggilan ke-{calls}.")


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.LAB_SAMPLE)
def skip(request, code):
    """Put a patient who does not come on the recall list."""
    return _with_line(request, code, queueing.skip, "{number} ditandai belum datang; nomornya tetap berlaku.")


@require_POST
@staff_with(Permission.VISIT_MOVE, Permission.LAB_SAMPLE)
def go_on(request, code):
    """Let a patient of whom nothing more is wanted here go back to whoever sent them."""
    return _with_line(request, code, _let_go_on, "{number} kembali ke pengirim.")


def lab_here(user) -> ServicePoint:
    """Give the laboratory of the user's puskesmas; 404 where there is none."""
    point = points_for(user).standing().filter(place=Place.LAB).select_related("facility").first()
    if point is None:
        raise Http404("Puskesmas ini tidak punya laboratorium.")
    return point


def _let_go_on(entry, *, by):
    if entry.state != "serving":
        entry = queueing.start(entry, by=by)
    movement.advance(entry, by=by)
    return entry


def _with_line(request, code, verb, words):
    entry = entry_by_code(request.user, code)
    try:
        entry = verb(entry, by=request.staff)
    except MoveRefused as refused:
        complain(request, refused)
    else:
        say(request, words.format(number=entry.number, calls=entry.calls))
    return see_other("referrals:bench")

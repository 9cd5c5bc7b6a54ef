"""The page where a room is closed for good, or returns; it says beforehand what stands in the way."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import point_by_code, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.facility.signs import office_sign

from .. import closing


@never_cache
@staff_with(Permission.MASTER_WRITE)
def close_for_good(request, code):
    """Ask whether a room may be closed for good, and close it."""
    point = point_by_code(request.user, code)
    if request.method == "POST":
        try:
            closing.close_for_good(point, by=request.staff)
        except Refused as refusal:
            return _asked(request, point, list(refusal.reasons), status=409, refusal=refusal)
        messages.success(request, f"{point.name} ditutup seterusnya mulai hari ini.")
        return redirect("facility:rooms")
    return _asked(request, point, closing.reasons_against(point))


@require_POST
@staff_with(Permission.MASTER_WRITE)
def reopen(request, code):
    """Let a room that was closed for good serve again."""
    point = point_by_code(request.user, code)
    try:
        closing.reopen(point, by=request.staff)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{point.name} dibuka kembali.")
    return redirect("facility:rooms")


def _asked(request, point, against, *, status=200, refusal=None):
    context = {
        "point": point,
        "against": against,
        "said": refusal.message if refusal else "",
        "sign": office_sign(request, title=f"Tutup {point.name} seterusnya", here="rooms"),
    }
    return render(request, "visits/close_for_good.html", context, status=status)

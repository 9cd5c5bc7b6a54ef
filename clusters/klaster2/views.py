"""The pages of klaster 2: one pregnancy from its first contact to the last of the weeks after."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record

from .access import pregnancy_by_code
from .book import book_of

TITLE = "Kehamilan"


@require_safe
@never_cache
@staff_with(Permission.RECORD_READ)
def pregnancy(request, code):
    """Show one pregnancy: its contacts in a line, the values side by side, what was put right."""
    return _show(request, code, "clusters/klaster2/pregnancy.html")


@require_safe
@never_cache
@staff_with(Permission.RECORD_READ)
def pregnancy_print(request, code):
    """Show the same on paper."""
    return _show(request, code, "clusters/klaster2/pregnancy_print.html")


def _show(request, code, template):
    found = pregnancy_by_code(request.user, code)
    open_record(found.patient, purpose="kehamilan", by=request.staff)
    sign = {
        "line": "k2",
        "letter": "2",
        "title": TITLE,
        "sub": request.staff.facility.name,
        "who": request.staff.name,
        "who_sub": request.staff.office.label,
    }
    context = {"book": book_of(request.user, found), "sign": sign, "facility": request.staff.facility}
    return render(request, template, context)

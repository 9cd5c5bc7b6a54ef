"""The list of names behind a number, done or missing; who reads it is written down for each person on it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_list

from .. import access, naming, words
from ..asking import DONE, MISSING, Asked, asked
from ..counting import OUTSIDE as NOWHERE
from ..grid import OUTSIDE, TOTAL, Cell, Grid
from ..naming import Names, end_of
from .signs import sign_of

P = Permission
PAGE, BESIDE = 50, 10


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ, P.PWS_NAMES_READ)
def names(request):
    """List who makes a number, or who is missing from it, with the question in words."""
    facility = facility_of(request.user)
    wanted = asked(request, access.figures_for(request.user), facility.today())
    if wanted.indicator is None or wanted.indicator.names_elsewhere:
        raise Http404("No such indicator, or its names are not for this page.")
    area = access.area_for(request.user)
    place, villages = _place(wanted, area)
    lacking = request.GET.get("isi", DONE) == MISSING
    page = _page(request)
    until = min(end_of(wanted.month), facility.today())
    find = naming.missing if lacking else naming.reached
    found = find(
        facility,
        wanted.indicator,
        area=area,
        villages=villages,
        until=until,
        start=(page - 1) * PAGE,
        size=PAGE,
    )
    if found:
        open_list([row.patient for row in found.rows], purpose=f"PWS {wanted.indicator.code}", by=request.staff)
    context = {
        "asked": wanted,
        "indicator": wanted.indicator,
        "place": place,
        "found": found,
        "missing": lacking,
        "until": until,
        "question": words.question(
            wanted.indicator, where=words.living_in(place, wanted.village), until=until, missing=lacking
        ),
        "pages": Paginator(range(found.count if found else 0), PAGE).get_page(page),
        "sign": sign_of(request.staff, current="PWS", title=f"Nama: {wanted.indicator.title}"),
    }
    return render(request, "pws/names.html", context)


def listed(request, grid: Grid, cell: Cell, wanted: Asked) -> Names | None:
    """Give the first names behind a chosen cell, for those who may see them."""
    if not request.staff.can(P.PWS_NAMES_READ) or cell.indicator.names_elsewhere:
        return None
    facility = facility_of(request.user)
    area = access.area_for(request.user)
    _place_name, villages = _place(wanted, area)
    until = min(end_of(grid.month), facility.today())
    find = naming.missing if cell.indicator.due_words else naming.reached
    found = find(facility, cell.indicator, area=area, villages=villages, until=until, size=BESIDE)
    if found:
        open_list([row.patient for row in found.rows], purpose=f"PWS {cell.indicator.code}", by=request.staff)
    return found


def _place(wanted: Asked, area: list) -> tuple[str, list[int | None]]:
    """Give the name and the villages a list is of; a village of another puskesmas does not exist here."""
    if wanted.village in ("", TOTAL):
        inside = [village.pk for village in area]
        return "Puskesmas", inside if wanted.indicator.residents_only else [*inside, NOWHERE]
    if wanted.village == OUTSIDE:
        return "luar wilayah", [NOWHERE]
    for village in area:
        if village.code == wanted.village:
            return str(village), [village.pk]
    raise Http404("No such village here.")


def _page(request) -> int:
    typed = request.GET.get("halaman", "1")
    return int(typed) if typed.isdigit() and 0 < int(typed) < 10_000 else 1

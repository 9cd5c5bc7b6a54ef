"""The list of names behind a number, done or missing; who reads it is written down for each person on it."""

from dataclasses import dataclass
from datetime import date

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
from ..indicators import Indicator
from ..naming import Names, end_of
from .signs import sign_of

P = Permission
PAGE, BESIDE = 50, 10


@dataclass(frozen=True)
class AskedNames:
    """A list of names as the address asks for it, with the question in words; ``found`` is None without names."""

    wanted: Asked
    indicator: Indicator
    place: str
    found: Names | None
    missing: bool
    until: date
    page: int
    question: str


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ, P.PWS_NAMES_READ)
def names(request):
    """List who makes a number, or who is missing from it, with the question in words."""
    told = asked_names(request, size=PAGE)
    context = {
        "asked": told.wanted,
        "indicator": told.indicator,
        "place": told.place,
        "found": told.found,
        "missing": told.missing,
        "until": told.until,
        "question": told.question,
        "pages": Paginator(range(told.found.count if told.found else 0), PAGE).get_page(told.page),
        "sign": sign_of(request.staff, current="PWS", title=f"Nama: {told.indicator.title}"),
    }
    return render(request, "pws/names.html", context)


def asked_names(request, *, size: int) -> AskedNames:
    """Give the names the address asks for, and write down for each person that their name was read."""
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
        facility, wanted.indicator, area=area, villages=villages, until=until, start=(page - 1) * size, size=size
    )
    if found:
        open_list([row.patient for row in found.rows], purpose=f"PWS {wanted.indicator.code}", by=request.staff)
    where = words.living_in(place, wanted.village)
    question = words.question(wanted.indicator, where=where, until=until, missing=lacking)
    return AskedNames(wanted, wanted.indicator, place, found, lacking, until, page, question)


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

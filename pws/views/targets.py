"""The sasaran: both kinds side by side, their versions, the sheet that is handed in, and the projection."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from referrals.views.answers import put_into, say, see_other

from .. import access, comparing, spreadsheet
from .. import targets as verbs
from ..forms import ImportForm, ProjectForm, kind_choices
from ..projection import kinds_on
from ..refusals import PwsRefused
from .dashboard import XLSX
from .signs import sign_of

P = Permission


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def targets(request):
    """Show the real and the projected numbers of a year beside each other, with the versions before them."""
    return _page(request)


@require_POST
@staff_with(P.TARGET_WRITE)
def take_in(request):
    """Take a filled-in sheet whole, or name every row that cannot be taken."""
    form = ImportForm(request.POST, request.FILES, today=request.staff.facility.today())
    if not form.is_valid():
        return _page(request, taking=form, status=400)
    typed = form.cleaned_data
    try:
        numbers = spreadsheet.read(typed["file"], access.area_for(request.user), year=typed["year"])
        kept = verbs.set_targets(
            numbers, year=typed["year"], basis=typed["basis"], source=typed["source"], by=request.staff
        )
    except PwsRefused as refused:
        return _page(request, taking=form, refused=refused, status=400)
    say(request, f"{len(kept)} sasaran {typed['year']} disimpan; yang lama tetap terbaca sebagai versi sebelumnya.")
    return see_other("pws:targets")


@require_POST
@staff_with(P.TARGET_WRITE)
def project(request):
    """Project every village by the district's rates."""
    form = ProjectForm(request.POST, today=request.staff.facility.today())
    if not form.is_valid():
        return _page(request, projecting=form, status=400)
    typed = form.cleaned_data
    try:
        kept = verbs.project(year=typed["year"], rates=form.rates, source=typed["source"], by=request.staff)
    except PwsRefused as refused:
        put_into(form, refused)
        return _page(request, projecting=form, status=400)
    say(request, f"{len(kept)} sasaran proyeksi {typed['year']} dihitung dan disimpan.")
    return see_other("pws:targets")


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def blank(request):
    """Give the sheet to fill in, with the villages of the area."""
    year = _year(request)
    answer = HttpResponse(spreadsheet.blank(access.area_for(request.user), year=year), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="sasaran-{year}.xlsx"'
    return answer


def _page(request, *, taking=None, projecting=None, refused: PwsRefused | None = None, status: int = 200):
    today = facility_of(request.user).today()
    year = _year(request)
    kinds = kinds_on(date(year, 1, 1))
    kind = kinds.get(request.GET.get("jenis", ""), kinds["bumil"])
    versions = access.targets_for(request.user).filter(year=year, kind=kind.code).select_related("village", "by")
    context = {
        "year": year,
        "years": [today.year + 1, today.year, today.year - 1],
        "kind": kind,
        "kinds": kind_choices(year),
        "rows": comparing.side_by_side(access.area_for(request.user), versions),
        "rates": access.rates_for(request.user).filter(year=year).newest(),
        "taking": taking or ImportForm(today=today),
        "projecting": projecting or ProjectForm(today=today),
        "refused": refused,
        "may_write": request.staff.can(P.TARGET_WRITE),
        "sign": sign_of(request.staff, current="Sasaran"),
    }
    return render(request, "pws/targets.html", context, status=status)


def _year(request) -> int:
    today = facility_of(request.user).today()
    typed = request.GET.get("tahun", "")
    return int(typed) if typed.isdigit() and abs(int(typed) - today.year) <= 5 else today.year

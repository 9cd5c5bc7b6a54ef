"""The ten largest diseases of a month or of the year so far, by village of domicile."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission

from .. import access
from ..asking import asked, months_of
from ..burden import ten_largest
from .signs import sign_of


@require_safe
@never_cache
@staff_with(Permission.DASHBOARD_READ)
def illnesses(request):
    """Show the ten illnesses diagnosed most, new and known cases apart."""
    today = facility_of(request.user).today()
    wanted = asked(request, access.figures_for(request.user), today)
    area = access.area_for(request.user)
    village = next((one for one in area if one.code == wanted.village), None)
    year = request.GET.get("rentang") == "tahun"
    rows = ten_largest(access.illnesses_for(request.user), wanted.month, village=village, since_january=year)
    context = {
        "asked": wanted,
        "area": area,
        "village": village,
        "since_january": year,
        "rows": rows,
        "months": months_of(wanted.month, today),
        "sign": sign_of(request.staff, current="Penyakit terbanyak"),
    }
    return render(request, "pws/illnesses.html", context)

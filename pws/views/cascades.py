"""One service leading to the next: the continuum of mother and child, and the cascades of TB and pressure."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission

from .. import access, cascade
from ..asking import asked, months_of
from ..grid import TOTAL
from ..monthly import grid_of
from ..pressure import steps_of
from .signs import sign_of


@require_safe
@never_cache
@staff_with(Permission.DASHBOARD_READ)
def cascades(request):
    """Show where people are lost between one service and the next, in a village or in all."""
    facility = facility_of(request.user)
    wanted = asked(request, access.figures_for(request.user), facility.today())
    grid = grid_of(request.user, wanted.without_cluster)
    village = next((row for row in grid.rows if row.code == wanted.village), None)
    at = village.code if village else TOTAL
    mother = cascade.stops_of(grid, cascade.CONTINUUM, village=at)
    tb = cascade.stops_of(grid, cascade.TB, village=at, by_number=True)
    area = [one.pk for one in access.area_for(request.user) if village is None or one.code == at]
    pressure = steps_of(facility, wanted.month, area)
    context = {
        "asked": wanted,
        "area": sorted(grid.rows, key=lambda row: row.name),
        "place": village.name if village else grid.total.name,
        "mother": mother,
        "mother_picture": cascade.drawn(mother, title="Rangkaian ibu dan bayi"),
        "tb": tb,
        "tb_picture": cascade.drawn(tb, title="Rangkaian TBC", by_number=True),
        "pressure": pressure,
        "pressure_picture": cascade.drawn(pressure, title="Rangkaian hipertensi", by_number=True),
        "months": months_of(wanted.month, facility.today()),
        "sign": sign_of(request.staff, current="Rangkaian"),
    }
    return render(request, "pws/cascades.html", context)

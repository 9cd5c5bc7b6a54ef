"""The page of the district's health office: aggregates of its puskesmas, never a record."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission

from .. import access
from ..asking import CLUSTERS, asked, months_of
from ..district import rows_of, smallest_shown
from .signs import sign_of


@require_safe
@never_cache
@staff_with(Permission.AGGREGATE_READ)
def district(request):
    """Show every puskesmas beside the others; whoever works in one of them has no business here."""
    if request.staff.facility_id is not None:
        raise Http404("The district's page is the district's.")
    today = timezone.localdate()
    figures = access.district_figures(request.user)
    wanted = asked(request, figures, today)
    facilities = access.puskesmas_of_the_district(request.user)
    indicators = wanted.indicators
    rows = rows_of(
        figures,
        access.district_rates(request.user),
        facilities,
        indicators,
        month=wanted.month,
        basis=wanted.basis,
    )
    context = {
        "asked": wanted,
        "rows": rows,
        "indicators": indicators,
        "fewest": smallest_shown(wanted.month.year),
        "months": months_of(wanted.month, today),
        "clusters": CLUSTERS,
        "sign": sign_of(request.staff, current="PWS kabupaten"),
    }
    return render(request, "pws/district.html", context)

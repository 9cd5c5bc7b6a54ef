"""The daftar tilik over a period: which items are kept, in which room and month, and where people wait too long."""

from datetime import date, timedelta

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import entries_for, profiles_for, visits_for

from .. import compliance
from .signs import sign_of

MOST_DAYS = 366


@require_safe
@never_cache
@staff_with(Permission.CHECKLIST_READ)
def period(request):
    """Show how far the SOP was kept between two days, as a table that prints."""
    today = request.staff.facility.today()
    until = min(_day(request.GET.get("sampai", ""), today), today)
    since = _day(request.GET.get("dari", ""), until.replace(day=1))
    since = max(min(since, until), until - timedelta(days=MOST_DAYS))
    profile = profiles_for(request.user).order_by("-pk").first()
    between = (since, until)
    context = {
        "since": since,
        "until": until,
        "today": today,
        "period": compliance.audited(visits_for(request.user).filter(on__range=between)),
        "waits": compliance.waits(
            entries_for(request.user).filter(on__range=between), profile.sop.targets if profile else {}
        ),
        "sign": sign_of(request.staff, current="Klaster 1", title="Kepatuhan SOP"),
    }
    return render(request, "klaster1/period.html", context)


def _day(typed: str, usual: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return usual

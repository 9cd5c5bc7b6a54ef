"""The yearly targets of the indicators: read by all who see PWS, set by klaster 1."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from referrals.views.answers import put_into, say, see_other

from .. import access
from .. import goals as verbs
from ..goal_form import GoalsForm
from ..refusals import PwsRefused, may
from .signs import sign_of

P = Permission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.DASHBOARD_READ)
def goals(request):
    """Show what each indicator is to reach in a year, and keep what klaster 1 sets."""
    today = facility_of(request.user).today()
    asked = request.POST.get("year", "") if request.method == "POST" else request.GET.get("tahun", "")
    year = int(asked) if asked.isdigit() and abs(int(asked) - today.year) <= 1 else today.year
    found = verbs.goals_of(year, access.rates_for(request.user).filter(year=year).newest())
    form = GoalsForm(
        request.POST if request.method == "POST" else None, goals=found, today=today, initial={"year": year}
    )
    status = 200
    if request.method == "POST":
        try:
            may(request.staff, P.TARGET_WRITE)
            if form.is_valid():
                source = form.cleaned_data["source"]
                kept = verbs.set_goals(form.percents, year=year, source=source, by=request.staff)
                say(request, f"{len(kept)} target {year} disimpan; status langsung dibaca dengan target ini.")
                answer = see_other("pws:goals")
                answer["Location"] += f"?tahun={year}"
                return answer
            status = 400
        except PwsRefused as refused:
            put_into(form, refused)
            status = 403
    context = {
        "year": year,
        "years": [today.year + 1, today.year, today.year - 1],
        "form": form,
        "may_write": request.staff.can(P.TARGET_WRITE),
        "sign": sign_of(request.staff, current="Sasaran", title="Target indikator"),
    }
    return render(request, "pws/goals.html", context, status=status)

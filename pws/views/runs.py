"""Counting anew when asked: the press, and how far it has come."""

from django.db import transaction
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from referrals.views.answers import say, see_other

from .. import access, runs, tasks

P = Permission


@require_POST
@staff_with(P.DASHBOARD_READ)
def count(request):
    """Have this year counted anew in the background."""
    facility = facility_of(request.user)
    with transaction.atomic():
        run = runs.ask(facility, facility.today().year, by=request.staff)
        transaction.on_commit(lambda: tasks.send(run.code))
    say(request, "Angka tahun ini dihitung ulang. Angka lama tetap terbaca sampai selesai.")
    return see_other("pws:dashboard")


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def progress(request, code):
    """Show how far a count has come, and stop asking once it has ended."""
    run = access.run_by_code(request.user, code)
    answer = render(request, "pws/_run.html", {"run": run})
    if run.state in ("done", "failed") and request.headers.get("HX-Request"):
        answer["HX-Refresh"] = "true"
    return answer

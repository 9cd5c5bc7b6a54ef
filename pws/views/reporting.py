"""Taking in a bare figure of a village and month."""

from django.views.decorators.http import require_POST

from puskesmas.facility.access import facility_of, staff_with, village_by_code
from puskesmas.facility.permissions import Permission
from referrals.views.answers import put_into, say, see_other

from .. import access, reporting
from ..asking import asked
from ..forms import ReportForm
from ..refusals import PwsRefused
from .dashboard import shown

P = Permission


@require_POST
@staff_with(P.TARGET_WRITE)
def report(request):
    """Keep a figure that a Pustu, a Posyandu or a sheet says, beside what is counted by name."""
    wanted = asked(request, access.figures_for(request.user), facility_of(request.user).today())
    village = village_by_code(request.user, wanted.village)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return shown(request, reported=form, status=400)
    try:
        reporting.report(village, wanted.chosen, month=wanted.month, by=request.staff, **form.cleaned_data)
    except PwsRefused as refused:
        put_into(form, refused)
        return shown(request, reported=form, status=400)
    say(request, f"Angka laporan {village.name} disimpan; tampil di samping hitungan pada hitungan berikutnya.")
    answer = see_other("pws:dashboard")
    answer["Location"] += f"?{wanted.query}"
    return answer

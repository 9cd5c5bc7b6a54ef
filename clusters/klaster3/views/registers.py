"""The registers of chronic disease: who has not come this month, one person's controls, and closing a register."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clusters.views.answers import say, see_other
from clusters.views.sheets import Attempt, attempt
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record
from referrals.views.answers import address

from .. import registers as verbs
from ..access import register_by_code
from ..forms.exams import CloseForm
from ..models import Disease, RegisterEnding
from ..worklist import worklist_of

TITLE = "Register PTM"
MONTHS_SHOWN = 24


@require_safe
@never_cache
@staff_with(Permission.REGISTER_READ)
def register_list(request):
    """Show who is followed for a disease and has not come this month, or has."""
    asked = request.GET.get("penyakit", "")
    disease = asked if asked in Disease.values else Disease.HYPERTENSION.value
    came = request.GET.get("datang") == "ya"
    listed = worklist_of(request.user, disease, on=request.staff.facility.today(), came=came)
    context = {"sign": _sign(request.staff), "list": listed, "diseases": Disease.choices}
    return render(request, "clusters/klaster3/registers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(Permission.REGISTER_READ)
def register(request, code):
    """Show one person's controls, and close the register with a reason."""
    found = register_by_code(request.user, code)
    data = request.POST if request.method == "POST" else None
    form = CloseForm(data, endings=RegisterEnding.choices, use_required_attribute=False)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: verbs.close(found, by=request.staff, **form.cleaned_data))
        if done.worked:
            say(request, f"Register {found.get_disease_display().lower()} ditutup.")
            return see_other("klaster3:registers")
    open_record(found.patient, purpose="register PTM", by=request.staff)
    status = 200 if request.method != "POST" else done.status if done.refused else 400
    controls = found.controls.all()[:MONTHS_SHOWN]
    context = {"sign": _sign(request.staff), "register": found, "controls": controls, "form": form}
    return render(request, "clusters/klaster3/register.html", context, status=status)


def _sign(staff) -> dict:
    ways = [("Antrean", "clusters:rooms", "g a"), (TITLE, "klaster3:registers", "g r")]
    return {
        "line": "k3",
        "letter": "3",
        "title": TITLE,
        "sub": staff.facility.name,
        "nav": [
            {"label": label, "url": address(name), "current": label == TITLE, "key": key} for label, name, key in ways
        ],
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [{"label": "Ganti kata sandi", "url": address("accounts:password")}],
    }

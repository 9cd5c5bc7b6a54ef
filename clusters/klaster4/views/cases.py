"""The worklist of klaster 4, and a notifiable case: verified, investigated, or found to be none."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from clusters.forms.fields import to_the_minute
from clusters.views.answers import say, see_other
from clusters.views.sheets import Attempt, attempt
from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record

from .. import noticing
from ..access import episodes_for, notice_by_code, notices_for
from ..forms import CorrectionForm, DropForm, InvestigationForm
from .signs import sign_of

SHOWN = 100
P = Permission


@require_safe
@never_cache
@staff_with(P.CASE_READ)
def worklist(request):
    """Show what is to be investigated, the most urgent first, and the visits klaster 4 follows."""
    done = request.GET.get("selesai") == "ya"
    notices, episodes = notices_for(request.user), episodes_for(request.user)
    notices = notices.exclude(status__in=["new", "verified"]).order_by("-due_at") if done else notices.open()
    episodes = episodes.filter(outcome_on__isnull=not done)
    context = {
        "sign": sign_of(request.staff),
        "notices": notices[:SHOWN],
        "episodes": episodes[:SHOWN],
        "done": done,
        "now": timezone.now(),
    }
    return render(request, "clusters/klaster4/worklist.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(P.CASE_READ, P.CASE_WRITE)
def notice(request, code):
    """Show a case, and keep what klaster 4 does about it."""
    found = notice_by_code(request.user, code)
    act = request.POST.get("do", "")
    records = list(found.investigations.current().select_related("recorded_by", "notice", "visit"))
    form = _form(request, act, records)
    drop = DropForm(request.POST if act == "drop" else None, auto_id="drop_%s")
    done = _act(request, found, act, form, drop, records)
    if done.result is not None:
        say(request, "Tersimpan.")
        return see_other("klaster4:worklist") if act != "verify" else see_other("klaster4:notice", code)
    if found.visit.patient is not None:
        open_record(found.visit.patient, visit_code=found.visit.code, purpose="klaster 4", by=request.staff)
    context = {
        "sign": sign_of(request.staff),
        "notice": found,
        "form": _form(request, "", records) if records and act == "investigate" else form,
        "drop": drop,
        "refused": done.refused if done.status == 409 else None,
        "records": records,
    }
    status = 200 if request.method != "POST" else done.status if done.refused else 400
    return render(request, "clusters/klaster4/notice.html", context, status=status)


def _form(request, act, records):
    """Give the form of the investigation, or that which puts the one that stands right."""
    data = request.POST if act in ("investigate", "correct") else None
    if not records or act == "investigate":
        return InvestigationForm(data, initial={"investigated_at": to_the_minute(timezone.now())})
    record = records[0]
    initial = {name: getattr(record, name) for name in InvestigationForm.base_fields}
    return CorrectionForm(data, initial=initial | {"investigated_at": to_the_minute(record.investigated_at)})


def _act(request, found, act, form, drop, records) -> Attempt:
    by = request.staff
    if act == "verify":
        return attempt(None, lambda: noticing.verify(found, by=by))
    if act == "investigate" and form.is_valid():
        return attempt(form, lambda: noticing.investigate(found, form.cleaned_data, by=by))
    if act == "correct" and records and form.is_valid():
        told = dict(form.cleaned_data)
        reason = told.pop("reason")
        return attempt(form, lambda: noticing.correct(records[0], told, by=by, reason=reason))
    if act == "drop" and drop.is_valid():
        return attempt(drop, lambda: noticing.drop(found, by=by, reason=drop.cleaned_data["reason"]))
    return Attempt()

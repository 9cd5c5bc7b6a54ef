"""Revising the SOP: the file is written or uploaded, checked, set beside the running one, and put in force."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused

from .. import profiles
from .. import sop as sops
from ..access import open_visits_under, profiles_for
from ..forms import PublishForm, RevisionForm
from ..rooms import rooms_of
from ..sop_changes import Change, Row, parts, rows
from ..sop_samples import samples
from .signs import sign_for
from .sop import stop_words

AROUND = 3  # lines shown on each side of the one that is wrong


@never_cache
@staff_with(Permission.SOP_READ)
def revisions(request):
    """List every revision: who put it in force, when, why, and who still walks under it."""
    inside = open_visits_under(request.user)
    published = profiles_for(request.user).select_related("published_by")
    context = {
        "rows": [{"profile": profile, "inside": inside.get(profile.pk, [])} for profile in published],
        "may_publish": request.staff.can(Permission.SOP_PUBLISH),
        "sign": sign_for(request, "Riwayat revisi SOP", facility_of(request.user).name),
    }
    return render(request, "visits/revisions.html", context)


@never_cache
@staff_with(Permission.SOP_PUBLISH)
def revise(request):
    """Take a file and check it; one that runs is shown beside the running one, one that does not says where."""
    if request.method != "POST":
        return _editor(request, RevisionForm(initial=_begun_from(request)))
    form = RevisionForm(request.POST, request.FILES)
    if not form.is_valid():
        return _editor(request, form, status=400)
    key, text = form.cleaned_data["key"], form.cleaned_data["text"]
    shown = RevisionForm(initial={"key": key, "text": text})
    if request.POST.get("act") == "edit":
        return _editor(request, shown)
    try:
        read = profiles.checked(facility_of(request.user), text, key=key)
    except sops.SopError as error:
        return _editor(request, shown, error=error, text=text, status=400)
    running = _running(request)
    asked = PublishForm(initial={"key": key, "text": text, "over": running.revision if running else 0})
    return _preview(request, asked, read, running)


@require_POST
@staff_with(Permission.SOP_PUBLISH)
def publish(request):
    """Put a previewed file in force."""
    facility = facility_of(request.user)
    form = PublishForm(request.POST)
    key, text = request.POST.get("key", ""), request.POST.get("text", "").replace("\r\n", "\n")
    try:
        read = profiles.checked(facility, text, key=key)
    except sops.SopError as error:
        return _editor(request, RevisionForm(initial={"key": key, "text": text}), error=error, text=text, status=400)
    if not form.is_valid():
        return _preview(request, form, read, _running(request), status=400)
    typed = form.cleaned_data
    try:
        profile = profiles.publish(
            facility, typed["text"], key=typed["key"], by=request.staff, reason=typed["reason"], over=typed["over"]
        )
    except Refused as refusal:
        running = _running(request)
        again = PublishForm(initial=typed | {"over": running.revision if running else 0})
        return _preview(request, again, read, running, refusal=refusal, status=409)
    messages.success(
        request,
        f"Revisi {profile.revision} berlaku mulai sekarang. Kunjungan yang sudah di dalam tetap memakai yang lama.",
    )
    return redirect("visits:revisions")


def _running(request):
    return profiles_for(request.user).filter(is_current=True).first()


def _begun_from(request) -> dict:
    """Give what the text area begins with: the running revision, an earlier one, or a file that comes with Alur."""
    wanted = request.GET.get("dari", "")
    shipped = sops.shipped()
    if wanted in shipped:
        return {"key": wanted, "text": shipped[wanted]}
    chosen = profiles_for(request.user).filter(code=wanted).first() if wanted else None
    chosen = chosen or _running(request)
    return {"key": chosen.key, "text": chosen.text} if chosen else {"key": facility_of(request.user).code}


def _editor(request, form, *, error=None, text="", status=200):
    context = {
        "form": form,
        "wrong": error,
        "around": _around(text, error.line) if error else [],
        "running": _running(request),
        "shipped": list(sops.shipped()),
        "sign": sign_for(request, "Ubah SOP", facility_of(request.user).name),
    }
    return render(request, "visits/revise.html", context, status=status)


def _around(text: str, line: int) -> list[dict]:
    """Give the lines around the one that is wrong, with their numbers."""
    if not line:
        return []
    lines = text.split("\n")
    first = max(1, line - 1)
    last = min(len(lines), line + 2 * AROUND)
    return [{"no": no, "text": lines[no - 1], "wrong": no == line} for no in range(first, last + 1)]


def _preview(request, form, read, running, *, refusal=None, status=200):
    facility = facility_of(request.user)
    rooms = rooms_of(facility.pk, facility.today())
    before = running.sop if running else None
    beside = rows(before, read)
    walked = samples(before, read, rooms)
    inside = open_visits_under(request.user)
    context = {
        "form": form,
        "file": read,
        "running": running,
        "next": running.revision + 1 if running else 1,
        "beside": [_drawn(row, rooms) for row in beside],
        "changed": sum(row.change not in (Change.SAME, Change.LEFT) for row in beside),
        "parts": parts(before, read),
        "samples": [one for one in walked if one.differs],
        "unmoved": [one for one in walked if not one.differs],
        "inside": [(profile, inside[profile.pk]) for profile in profiles_for(request.user) if profile.pk in inside],
        "same": running is not None and running.sha256 == read.sha256,
        "refused": refusal,
        "sign": sign_for(request, "Pratinjau SOP", facility.name),
    }
    return render(request, "visits/preview.html", context, status=status)


def _drawn(row: Row, rooms) -> dict:
    before = stop_words(row.before, rooms) if row.before else None
    after = stop_words(row.after, rooms) if row.after else None
    return {"row": row, "before": before, "after": after, "line": (after or before)["variants"][0]["line"]}

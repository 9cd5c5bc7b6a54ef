"""Typed exams with a sheet of their own, and the sheet on which any typed exam is put right."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import NOT_YOURS, staff_with
from puskesmas.facility.permissions import Permission

from .. import examining
from ..access import exam_record_by_code
from ..drafts import drop, kept
from ..exam_forms import correcting_form, sheet_form
from ..forms.sending import ReasonForm
from ..registry import ExamKind, registry
from .answers import say, see_other
from .page import reading_of, write_down_who_looks
from .sheets import Attempt, attempt, show_sheet

_sheet = require_http_methods(["GET", "HEAD", "POST"])


def _kind(request, code: str) -> ExamKind:
    try:
        kind = registry.exam(code)
    except KeyError:
        raise Http404(f"No exam is called {code!r}.") from None
    if not (request.staff.can(kind.permission) and request.staff.can(kind.reads)):
        raise PermissionDenied(NOT_YOURS.format(role=request.staff.office.label.lower()))
    return kind


@_sheet
@never_cache
@staff_with(Permission.RECORD_READ)
def exam(request, code, kind):
    """Write down a typed exam on its own sheet."""
    kind = _kind(request, kind)
    reading = reading_of(request, code)
    typed = kept(request.user, reading.visit, kind.code) if request.method == "GET" else {}
    form = sheet_form(kind, reading, request.POST or None, draft=typed)
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: examining.record(kind, reading.entry, form.told(), by=request.staff))
        if done.worked:
            drop(request.user, reading.visit, kind.code)
            say(request, f"{kind.name} tersimpan.")
            return see_other("clusters:desk", code)
    write_down_who_looks(reading)
    title, submit = kind.name, "Simpan"
    return show_sheet(
        request, reading, "exam", title=title, submit=submit, form=form, kind=kind, attempted=done, draft=kind.code
    )


@_sheet
@never_cache
@staff_with(Permission.RECORD_READ)
def correct(request, code, kind, record):
    """Put right what a typed exam says; the versions before stay below."""
    kind = _kind(request, kind)
    reading = reading_of(request, code)
    before = exam_record_by_code(request.user, kind, record)
    if before.visit_id != reading.visit_pk:
        raise Http404(f"The record {record!r} hangs on another visit.")
    form = correcting_form(kind, reading, before, request.POST or None)
    why = ReasonForm(request.POST or None, prefix="why")
    done = Attempt()
    if request.method == "POST" and form.is_valid() & why.is_valid():
        reason = why.cleaned_data["reason"]
        done = attempt(form, lambda: examining.correct(kind, before, form.told(), by=request.staff, reason=reason))
        if done.worked:
            say(request, f"{kind.name} diperbaiki; catatan sebelumnya tetap bisa dibaca.")
            return see_other("clusters:desk", code)
    write_down_who_looks(reading)
    return show_sheet(
        request,
        reading,
        "correct_exam",
        title=f"Perbaiki: {kind.name}",
        submit="Simpan perbaikan",
        form=form,
        kind=kind,
        reason=why,
        versions=examining.versions_of(before),
        attempted=done,
        why="Catatan sebelumnya tidak hilang; alasan perbaikannya tercatat di sampingnya.",
    )

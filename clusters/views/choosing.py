"""Calling one chosen patient from the room's list, before the turn, with the reason."""

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.visits import queueing

from ..forms.sending import ReasonForm
from .answers import say, see_other
from .page import reading_of
from .sheets import Attempt, attempt, show_sheet
from .terminal import desk_here


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_with(Permission.VISIT_CALL)
def call_this(request, code):
    """Call a patient whose turn it is not yet."""
    reading = reading_of(request, code)
    entry = reading.entry
    form = ReasonForm(request.POST or None)
    form.fields["reason"].required = False  # whose turn it has become meanwhile needs none
    done = Attempt()
    if request.method == "POST" and form.is_valid():
        desk, reason = desk_here(request, entry.point), form.cleaned_data["reason"]
        done = attempt(form, lambda: queueing.call_this(entry, by=request.staff, reason=reason, desk=desk))
        if done.worked:
            say(request, f"{entry.number} dipanggil.")
            return see_other("clusters:room", entry.point.code)
    return show_sheet(
        request,
        reading,
        "reason",
        title=f"Panggil {entry.number} sebelum gilirannya",
        submit=f"Panggil {entry.number}",
        form=form,
        attempted=done,
        why="Alasannya tertulis pada kunjungan ini. Yang lain tetap pada urutannya.",
    )

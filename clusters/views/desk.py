"""The desk: opening it, taking a patient in, and letting them go on."""

from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement
from puskesmas.visits.access import visit_by_code
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models.line import EntryState

from .. import desk as verbs
from .. import drafts
from ..forms.exam import IdentityForm
from .answers import complain, say, see_other
from .page import reading_of, show_desk
from .sheets import after, attempt, where_now
from .terminal import desk_here


@require_safe
@never_cache
@staff_with(Permission.VISIT_READ)
def desk(request, code):
    """Show one patient's desk."""
    return show_desk(request, reading_of(request, code))


@require_POST
@staff_with(Permission.VISIT_CALL)
def take(request, code):
    """Let a patient come in."""
    reading = reading_of(request, code)
    try:
        verbs.take(reading.entry, by=request.staff, desk=desk_here(request, reading.entry.point))
    except MoveRefused as refused:
        return show_desk(request, reading_of(request, code), refused=refused, status=409)
    return see_other("clusters:desk", code)


@require_POST
@staff_with(Permission.VISIT_CALL, Permission.PATIENT_READ)
def recognise(request, code):
    """Make sure that the patient in the room is the one of the record."""
    reading = reading_of(request, code)
    form = IdentityForm(request.POST)
    if form.is_valid():
        desk_of_terminal = desk_here(request, reading.entry.point)
        done = attempt(
            form,
            lambda: verbs.recognise(
                reading.entry, form.cleaned_data["identifiers"], by=request.staff, desk=desk_of_terminal
            ),
        )
        if done.worked:
            return see_other("clusters:desk", code)
        is_move = isinstance(done.refused, MoveRefused)
        refused = done.refused if is_move else None
        return show_desk(
            request, reading_of(request, code), bound={"identity": form}, refused=refused, status=done.status
        )
    return show_desk(request, reading, bound={"identity": form}, status=400)


@require_POST
@staff_with(Permission.VISIT_MOVE)
def advance(request, code):
    """Let a patient go on to the SOP's next step."""
    reading = reading_of(request, code)
    try:
        verbs.finish(reading.entry, by=request.staff)
    except MoveRefused as refused:
        return show_desk(request, reading_of(request, code), refused=refused, status=409)
    return after(request, reading, f"{where_now(reading)}.")


@require_POST
@staff_with(Permission.VISIT_UNDO)
def undo(request, code, seq):
    """Take back the last move of a visit, and open the desk it was made from."""
    visit = visit_by_code(request.user, code)
    last = visit.entries.order_by("-pk").select_related("point").first()
    try:
        movement.undo(visit, seq, by=request.staff)
    except Refused as refused:
        complain(request, refused)
        return see_other("clusters:desk", last.code)
    say(request, "Langkah terakhir dibatalkan.")
    here = visit.entries.open().select_related("point").first()
    if here is not None and here.state == EntryState.SERVING:
        return see_other("clusters:desk", here.code)
    return see_other("clusters:room", (here or last).point.code)


@require_POST
@staff_with(Permission.VISIT_READ)
def draft(request, code, form):
    """Keep what is being typed."""
    if not drafts.is_a_form(form):
        raise Http404(f"No form is called {form!r}.")
    visit = visit_by_code(request.user, code)
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(len(value) for values in typed.values() for value in values) > drafts.MOST:
        return JsonResponse({"message": "Terlalu panjang untuk disimpan sebagai draf."}, status=413)
    saved = drafts.keep(request.user, visit, form, typed)
    return JsonResponse({"at": saved.saved_at.astimezone(visit.facility.zone).strftime("%H.%M")})

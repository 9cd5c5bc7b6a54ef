"""Small actions on a place in line, pressed on any list: call again, absent, emergency."""

from django.contrib import messages
from django.views.decorators.http import require_POST

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.visits import movement, queueing
from puskesmas.visits.access import entry_by_code

from ..pages import back, desk_of


@require_POST
@staff_with(Permission.VISIT_CALL)
def recall(request, code):
    """Call a patient again."""
    entry = entry_by_code(request.user, code)
    desk = desk_of(request, entry.point, list(entry.point.desks.all()))
    done = _told(request, lambda: queueing.recall(entry, by=request.staff, desk=desk))
    if done:
        messages.success(request, f"{done.number} dipanggil ulang, panggilan ke-{done.calls}.")
    return back(request, "registration:today")


@require_POST
@staff_with(Permission.VISIT_CALL)
def skip(request, code):
    """Put a patient who was called three times and did not come on the recall list."""
    entry = entry_by_code(request.user, code)
    done = _told(request, lambda: queueing.skip(entry, by=request.staff))
    if done:
        messages.success(request, f"{done.number} masuk daftar panggil ulang. Nomornya tetap berlaku.")
        return back(request, "registration:today")
    return back(request, "registration:today")


@require_POST
@staff_with(Permission.VISIT_ESCALATE)
def escalate(request, code):
    """Take a patient to the emergency room, from wherever they stand, without a form."""
    entry = entry_by_code(request.user, code)
    reason = request.POST.get("reason", "").strip() or f"Gawat di {entry.point.name}"
    done = _told(request, lambda: movement.escalate(entry.visit, by=request.staff, reason=reason))
    if done:
        messages.success(request, f"{done.number} dikirim ke IGD. Identitas dan berkas menyusul.")
    return back(request, "registration:today")


def _told(request, verb):
    try:
        return verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None

"""A visit's own page, which says in sentences what happened."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients.access import open_record

from .. import movement
from ..access import visit_by_code
from ..facts import LABELS, Fact
from ..models.line import EntryState
from ..moves import options
from ..rooms import rooms_of
from ..states import EXITS, LEAVES_FROM_ANYWHERE, Disposition, State
from ..timeline import clocks, entries_of, sentences, walk_of
from ..undoable import last_move
from .signs import sign_for

_WAYS_OUT = [(one.value, one.label) for one in Disposition if one in LEAVES_FROM_ANYWHERE or one == "cancelled"]


@never_cache
@staff_with(Permission.VISIT_READ)
def visit(request, code, refusal=None, status=200):
    """Show a visit: the walk as a line, where it stands, what is known, and every sentence written about it."""
    found = visit_by_code(request.user, code)
    found.facility = facility_of(request.user)
    if found.patient is not None:
        open_record(found.patient, visit_code=found.code, purpose="kunjungan", by=request.staff)
    entries = entries_of(found)
    rooms = rooms_of(found.facility_id, found.facility.today())
    here = next((entry for entry in reversed(entries) if entry.is_open), None)
    if here is not None:
        here.visit = found
    context = {
        "visit": found,
        "entry": here,
        "state": State(found.state).label,
        "entry_state": EntryState(here.state).label if here else "",
        "person": found.patient.person if found.patient and found.patient.is_merged else found.patient,
        "age": found.patient.age_label(found.on) if found.patient else "",
        "walk": walk_of(found, entries, rooms=rooms),
        "clocks": clocks(here) if here else None,
        "after": options(found, here, rooms=rooms).next if here else None,
        "facts": [LABELS[fact] for fact in Fact if found.facts.get(fact)],
        "said": list(reversed(sentences(found))),
        "last": last_move(found) if request.staff.can(Permission.VISIT_UNDO) else None,
        "ways": _WAYS_OUT if request.staff.can(Permission.VISIT_CLOSE) and found.state not in EXITS else [],
        "may_identify": request.staff.can(Permission.VISIT_IDENTIFY),
        "typed": request.POST,
        "refused": refusal,
        "sign": sign_for(request, f"Kunjungan {found.number}", found.facility.name),
        "keys_note": f"SOP {found.profile.sop.number}, revisi {found.profile.revision}",
    }
    return render(request, "visits/visit.html", context, status=status)


@require_POST
@staff_with(Permission.VISIT_UNDO)
def undo(request, code):
    """Take back the visit's last move."""
    found = visit_by_code(request.user, code)
    try:
        movement.undo(found, int(request.POST.get("seq") or 0), by=request.staff)
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, Refused) else "Langkah ini tidak dikenal.")
    else:
        messages.success(request, f"{found.number}: langkah terakhir dibatalkan.")
    return redirect("visits:visit", found.code)


@require_POST
@staff_with(Permission.VISIT_CLOSE)
def close(request, code):
    """Close the visit of one who left, never came or died, with the reason."""
    found = visit_by_code(request.user, code)
    wanted, reason = request.POST.get("disposition", ""), request.POST.get("reason", "")[:200]
    try:
        movement.close(found, by=request.staff, disposition=wanted, reason=reason)
    except Refused as refusal:
        return visit(request, code, refusal=refusal, status=409)
    messages.success(request, f"Kunjungan {found.number} ditutup: {Disposition(wanted).label.lower()}.")
    return redirect("visits:visit", found.code)

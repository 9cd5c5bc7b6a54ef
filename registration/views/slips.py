"""The slip in the patient's hand: number, where to, a code to scan; no diagnosis, no NIK."""

import segno
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visit_by_code
from puskesmas.visits.flow import finished, next_leg
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.rooms import Rooms, rooms_of
from puskesmas.visits.states import EXITS
from puskesmas.visits.undoable import last_move

from .. import door
from ..forecasts import Load, loads


@never_cache
@staff_with(Permission.VISIT_READ)
def slip(request, code):
    """Show the slip of a visit, ready to print; the same page prints it again."""
    visit = visit_by_code(request.user, code)
    visit.facility = request.staff.facility
    context = {
        "slip": _slip(visit),
        "visit": visit,
        "autoprint": "cetak" in request.GET,
        "may_call": request.staff.can(Permission.VISIT_IDENTIFY),
        "undo": last_move(visit) if request.staff.can(Permission.VISIT_UNDO) else None,
    }
    return render(request, "registration/slip.html", context)


def _slip(visit: Visit) -> dict:
    facility = visit.facility
    rooms = rooms_of(facility.pk, facility.today())
    entry = door.open_entry(visit)
    load = loads(facility.pk, facility.today()).get(entry.point_id, Load()) if entry else Load()
    opened = timezone.localtime(visit.opened_at)
    drawn = segno.make_qr(visit.code, error="m").svg_inline(border=0, omitsize=True)
    return {
        "facility": facility.name,
        "day": date_format(opened, "l, j F Y"),
        "at": opened.strftime("%H.%M"),
        "number": visit.number,
        "to": _room(entry) if entry else visit.get_disposition_display(),
        "then": _after(visit, entry, rooms) if entry else "",
        "forecast": load.words if entry else "",
        "limit": max([visit.profile.sop.target_minutes(entry.place) or 30, 15]) if entry else 30,
        "qr": mark_safe(drawn),
    }


def _room(entry: QueueEntry) -> str:
    return ", ".join(part for part in (entry.point.name, entry.point.room) if part)


def _after(visit: Visit, entry: QueueEntry, rooms: Rooms) -> str:
    """Give the room after the next one, as things stand."""
    sop = visit.profile.sop
    leg = next_leg(sop, finished(sop, visit.standing(step=entry.step, place=entry.place)), rooms.present)
    if leg is None or leg.state in EXITS or leg.place == entry.place:
        return ""
    return rooms.name(leg.place)

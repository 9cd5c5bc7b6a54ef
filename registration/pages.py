"""What the pages of the door and the counter share: answering a fragment, going back, saying a refusal."""

import hashlib

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from puskesmas.facility.access import points_for
from puskesmas.facility.models import Desk, ServicePoint
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refused
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.rooms import Rooms

DESK = "desk"  # the session's key under which a terminal says which desk it is, one a point


def fragment(request, html: str) -> HttpResponse:
    """Answer a live list for a page that polls; nothing when it is as the page has it."""
    tag = f'"{hashlib.sha256(html.encode()).hexdigest()[:20]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    return HttpResponse(html, headers={"ETag": tag, "Cache-Control": "no-cache, no-store"})


def standing_point(request, place: str) -> ServicePoint:
    """Give this puskesmas' own point of a kind; 404 where it has none."""
    point = points_for(request.user).standing().filter(place=place).first()
    if point is None:
        raise Http404(f"No {place} here.")
    point.facility = request.staff.facility
    return point


def counter_of(rooms: Rooms, facility) -> ServicePoint:
    """Give the counter among rooms already read; 404 where there is none."""
    if Place.LOKET not in rooms.points:
        raise Http404("No counter here.")
    point = rooms.points[Place.LOKET]
    point.facility = facility
    return point


def desk_of(request, point: ServicePoint, desks: list[Desk]) -> Desk | None:
    """Give the desk this terminal said it is; the only one where there is only one."""
    code = request.session.get(f"{DESK}:{point.code}")
    chosen = next((desk for desk in desks if desk.code == code), None)
    return chosen or (desks[0] if len(desks) == 1 else None)


def remember_desk(request, point: ServicePoint, desk: Desk) -> None:
    """Keep which desk this terminal is, until it signs out."""
    request.session[f"{DESK}:{point.code}"] = desk.code


def refused(request, template: str, context: dict, refusal: Refused) -> HttpResponse:
    """Show the same page again with what could not be done, everything typed still there."""
    status = 409 if isinstance(refusal, MoveRefused) else 400
    return render(request, template, context | {"refused": refusal}, status=status)


def back(request, default: str, *args) -> HttpResponse:
    """Go back to the page a small action was pressed on."""
    to = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(to, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(to)
    return redirect(default, *args)


def spread_reasons(refusal: Refused, *forms) -> None:
    """Put each reason of a refusal beside its field, where a form has it."""
    for reason in refusal.reasons:
        form = next((one for one in forms if one is not None and reason.field in one.fields), None)
        if form is not None:
            form.add_error(reason.field, reason.message)

"""Which room and which desk this terminal is, as its session remembers."""

from django.http import Http404

from puskesmas.facility.access import point_by_code, points_for
from puskesmas.facility.models import Desk, ServicePoint

from ..rooms import DESK_PLACES
from ..sign import ROOM_KEY


def rooms_to_choose(user) -> list[ServicePoint]:
    """Give the rooms with a desk, those the user is posted to first."""
    points = points_for(user).standing().filter(place__in=DESK_PLACES).prefetch_related("desks").order_by("order")
    posted = set(user.staff.points.values_list("pk", flat=True))
    return sorted(points, key=lambda point: point.pk not in posted)


def point_here(user, code: str) -> ServicePoint:
    """Give a room with a desk by its code; the counter and the bench have pages of their own."""
    point = point_by_code(user, code)
    if point.place not in DESK_PLACES or point.closed_for_good_on:
        raise Http404(f"The point {code!r} has no desk.")
    return point


def remember(request, point: ServicePoint, desk: Desk | None) -> None:
    """Let this terminal be this desk from now on."""
    request.session[ROOM_KEY] = {
        "point": point.code,
        "desk": desk.code if desk else "",
        "label": desk.label if desk else "",
    }


def remembered(request) -> dict:
    """Give what this terminal was last: the codes of its room and desk, and the desk's sign."""
    return request.session.get(ROOM_KEY) or {}


def desk_label(request, point: ServicePoint) -> str:
    """Give the sign of this terminal's desk, if it stands in this room."""
    chosen = remembered(request)
    return chosen.get("label", "") if chosen.get("point") == point.code else ""


def desk_here(request, point: ServicePoint) -> Desk | None:
    """Give this terminal's desk, if it stands in this room."""
    chosen = remembered(request)
    if chosen.get("point") != point.code or not chosen.get("desk"):
        return None
    return point.desks.filter(code=chosen["desk"]).first()

"""What each room's live board shows; the floor that serves a room registers how it is painted."""

from collections.abc import Callable

from puskesmas.facility.models import ServicePoint

Painter = Callable[[ServicePoint], str]
_painters: dict[str, Painter] = {}


def paints(*places: str) -> Callable[[Painter], Painter]:
    """Register the function that gives the inside of these rooms' lists as HTML, the same for everyone who may see it.

    It is called outside any request: no user, no CSRF token (once.js signs the forms), the facility's clock set.
    """

    def keep(painter: Painter) -> Painter:
        _painters.update(dict.fromkeys(places, painter))
        return painter

    return keep


def is_painted(place: str) -> bool:
    """Tell whether a room has a live board at all; one without is fetched by its page."""
    return place in _painters


def painted(point: ServicePoint) -> str:
    """Give the inside of a room's list."""
    return _painters[point.place](point)

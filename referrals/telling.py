"""Writing a sentence about a visit from this floor, whether its patient is inside or has gone."""

from typing import Any

from puskesmas.facility.models import Staff
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, Visit


def tell(
    visit: Visit,
    kind: Kind,
    *,
    by: Staff,
    entry: QueueEntry | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write the next sentence of a visit the caller holds locked; after the exit it says which day it speaks of."""
    visit.facility = by.facility
    movement.note(visit, kind, by=by, entry=entry, reason=reason[:200], data=(data or {}) | speaks_of(visit))


def speaks_of(visit: Visit) -> dict[str, str]:
    """Give the day of service a sentence said after the exit speaks of."""
    return {"service_on": visit.on.isoformat()} if visit.is_closed else {}


def tell_of(
    visit_id: int,
    kind: Kind,
    *,
    by: Staff,
    data: dict[str, Any],
    entry: QueueEntry | None = None,
    reason: str = "",
) -> Visit:
    """Lock a visit, which a verb of movement may have changed a moment ago, and write its next sentence."""
    visit = movement.locked(visit_id)
    tell(visit, kind, by=by, entry=entry, reason=reason, data=data)
    return visit

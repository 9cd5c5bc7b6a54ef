"""Writing down what happened, and telling the boards; nothing else writes a VisitEvent."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from puskesmas.facility.models import ServicePoint, Staff

from . import clock
from .events import Kind
from .models import QueueEntry, Visit, VisitEvent

CHANNEL = "alur_boards"


def sentence(
    visit: Visit,
    kind: Kind,
    *,
    by: Staff | None,
    entry: QueueEntry | None = None,
    point: ServicePoint | None = None,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
    undoes: int | None = None,
) -> VisitEvent:
    """Give the next sentence of a visit, unsaved; it counts up ``last_seq`` on the visit the caller holds locked."""
    now = timezone.now()
    visit.last_seq += 1
    data = dict(data or {})
    if entry is not None:
        data.setdefault("entry", entry.code)
        data.setdefault("place", entry.place)
    happened = at or clock.now()
    return VisitEvent(
        facility_id=visit.facility_id,
        visit=visit,
        seq=visit.last_seq,
        kind=kind,
        step=entry.step if entry is not None else "",
        from_state=from_state,
        to_state=to_state,
        point_id=point.pk if point is not None else (entry.point_id if entry is not None else None),
        by=by,
        by_name=by.name if by else "",
        by_role=by.role if by else "",
        at=happened,
        recorded_at=now,
        late=at is not None and (now - at).total_seconds() > 60,
        on=visit.facility.local_date(happened),
        reason=reason,
        data=data,
        undoes=undoes,
    )


def keep(events: Iterable[VisitEvent]) -> None:
    """Write the sentences down, in one statement."""
    VisitEvent.objects.bulk_create(events)


def tell_boards(facility_code: str, *points: str) -> None:
    """Tell every screen of these points, and the facility's own board, once the transaction has committed."""
    boards = [*dict.fromkeys(points), facility_code]
    payloads = [json.dumps({"board": board, "facility": facility_code}) for board in boards]
    calls = ", ".join(["pg_notify(%s, %s)"] * len(payloads))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [word for payload in payloads for word in (CHANNEL, payload)])

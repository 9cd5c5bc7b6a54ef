"""The move that could still be taken back, for the toast that offers it."""

from dataclasses import dataclass

from django.utils import timezone

from .events import MOVES
from .models import Visit
from .movement.undoing import WINDOW


@dataclass(frozen=True)
class LastMove:
    """The last move of a visit, while it can be undone."""

    seq: int
    label: str
    left: int  # seconds


def last_move(visit: Visit) -> LastMove | None:
    """Give the visit's last event if it moved the patient less than two minutes ago, else None."""
    event = visit.events.filter(facility_id=visit.facility_id).order_by("-seq").first()
    if event is None or event.kind not in MOVES or "before" not in event.data:
        return None
    left = WINDOW - (timezone.now() - event.recorded_at)
    return LastMove(event.seq, event.label, int(left.total_seconds())) if left.total_seconds() > 0 else None

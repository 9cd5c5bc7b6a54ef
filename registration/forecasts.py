"""How long somebody who comes now will wait, from how long patients took today; words, never a promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q

from puskesmas.visits.models import QueueEntry
from puskesmas.visits.models.line import EntryState

USUAL_MINUTES = 6.0  # while nobody was served yet today
LONGEST_MINUTES = 60.0


@dataclass(frozen=True)
class Load:
    """How busy a room is: who waits, who is served, and how long one takes."""

    waiting: int = 0
    serving: int = 0
    minutes: float = USUAL_MINUTES

    @property
    def words(self) -> str:
        """Give the wait of a newcomer: "± 5 menit" or "20–35 menit"."""
        return spread(self.waiting + self.serving, self.minutes)


def spread(ahead: int, minutes: float) -> str:
    """Give a range in words from how many stand ahead and how long one takes, rounded to five minutes."""
    if ahead <= 0:
        return "tanpa antre"
    low, high = _fives(ahead * minutes * 0.75), _fives(ahead * minutes * 1.25)
    return f"± {high} menit" if low == high else f"{low}–{high} menit"


def _fives(minutes: float) -> int:
    return max(5, round(minutes / 5.0) * 5)


def loads(facility_id: int, on: date) -> Mapping[int, Load]:
    """Give the load of every room of a facility today, by the point's primary key, in one statement."""
    rows = (
        QueueEntry.objects.filter(facility_id=facility_id, on=on)
        .values("point_id")
        .annotate(
            waiting=Count("pk", filter=Q(state=EntryState.WAITING)),
            serving=Count("pk", filter=Q(state__in=[EntryState.CALLED, EntryState.SERVING])),
            took=Avg(F("ended_at") - F("started_at"), filter=Q(state=EntryState.DONE, started_at__isnull=False)),
        )
    )
    return {row["point_id"]: Load(row["waiting"], row["serving"], _minutes(row["took"])) for row in rows}


def _minutes(took) -> float:
    if took is None:
        return USUAL_MINUTES
    return min(LONGEST_MINUTES, max(1.0, took.total_seconds() / 60))

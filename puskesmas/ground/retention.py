"""Which backups stay: the newest of each of seven days, five weeks and twelve months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta, tzinfo

DAYS, WEEKS, MONTHS = 7, 5, 12
HOUR = 2  # when the house is quiet; a PC that slept makes up for it as it wakes


def kept(made_at: Iterable[datetime]) -> set[datetime]:
    """The moments whose backups stay; counted in days that have a backup, so a closed week loses nothing."""
    newest_first = sorted(set(made_at), reverse=True)
    return (
        _newest_of_each(newest_first, DAYS, lambda at: at.date())
        | _newest_of_each(newest_first, WEEKS, lambda at: at.isocalendar()[:2])
        | _newest_of_each(newest_first, MONTHS, lambda at: (at.year, at.month))
    )


def _newest_of_each(newest_first: list[datetime], most: int, period: Callable[[datetime], object]) -> set[datetime]:
    found: dict[object, datetime] = {}
    for at in newest_first:
        if period(at) not in found and len(found) < most:
            found[period(at)] = at
    return set(found.values())


def is_due(now: datetime, last_good: datetime | None, zone: tzinfo) -> bool:
    """Whether the last two o'clock at night has passed without a good backup after it."""
    local = now.astimezone(zone)
    night = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if night > local:
        night -= timedelta(days=1)
    return last_good is None or last_good < night

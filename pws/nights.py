"""Which puskesmas are counted when: all of them every five minutes, and each one's year at its own one o'clock."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Facility

from . import keeping
from .models import Ledger, PwsCursor

HOUR = 1
log = structlog.get_logger(__name__)


def catch_up_everywhere() -> None:
    """Count what the ledgers marked; trouble at one puskesmas does not keep the others waiting."""
    for facility in Facility.objects.order_by("code"):
        try:
            keeping.catch_up(facility)
        except Exception as problem:
            log.error("pws_not_counted", facility=facility.code, problem=type(problem).__name__)


def count_the_night(at: datetime | None = None) -> list[str]:
    """Count the year of each puskesmas whose night has come, also late where the PC was off at one; give which."""
    now = at or timezone.now()
    counted = []
    for facility in Facility.objects.order_by("code"):
        night = _last_one_oclock(facility, now)
        last = PwsCursor.objects.filter(facility=facility, ledger=Ledger.NIGHT).first()
        if last is not None and last.read_at >= night:
            continue
        for year in keeping.years_of_the_night(facility, now):
            keeping.rebuild(facility, year)
        with transaction.atomic():
            PwsCursor.objects.update_or_create(facility=facility, ledger=Ledger.NIGHT, defaults={"read_at": now})
        counted.append(facility.code)
    return counted


def _last_one_oclock(facility: Facility, now: datetime) -> datetime:
    """Give the last time the puskesmas' own clock said one in the morning."""
    here = now.astimezone(facility.zone)
    one = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return one if here >= one else one - timedelta(days=1)

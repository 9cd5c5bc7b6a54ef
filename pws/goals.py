"""What each indicator is to reach in a year: the district's own number where it set one, else the edition's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from .indicators import ALL, Indicator
from .models import PwsRate
from .refusals import may
from .status import goals_on
from .targets import GOAL, set_rate


@dataclass(frozen=True)
class Goal:
    """One indicator's yearly target in percent; ``own`` is what was set here, ``usual`` what the edition says."""

    indicator: Indicator
    own: Decimal | None
    usual: Decimal | None


def goals_of(year: int, rates: Mapping[str, Decimal]) -> list[Goal]:
    """Give every indicator that is measured against something, with its targets of a year."""
    usual = goals_on(date(year, 1, 1)).percent
    shares = [one for one in ALL if one.is_share]
    return [Goal(one, rates.get(f"{GOAL}{one.code}"), usual.get(one.code)) for one in shares]


def set_goals(percents: Mapping[str, Decimal], *, year: int, source: str, by: Staff) -> list[PwsRate]:
    """Keep yearly targets by indicator in percent as new versions, and give those that changed."""
    may(by, Permission.TARGET_WRITE)
    with transaction.atomic():
        standing = PwsRate.objects.filter(facility=by.facility, year=year, name__startswith=GOAL).newest()
        changed = {code: value for code, value in percents.items() if standing.get(f"{GOAL}{code}") != value}
        return [set_rate(f"{GOAL}{code}", value, year=year, source=source, by=by) for code, value in changed.items()]

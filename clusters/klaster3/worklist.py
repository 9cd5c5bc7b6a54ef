"""Who on a register has come this month and who has not, those missed longest first."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from .access import registers_for
from .models import Disease, Register

SHOWN = 150


@dataclass(frozen=True)
class Worklist:
    """The register of one disease in one month."""

    disease: Disease
    first: date
    rows: Sequence[Register]
    came: bool
    missing: int
    seen: int
    controlled: int

    @property
    def total(self) -> int:
        return self.missing + self.seen


def month_of(day: date) -> tuple[date, date]:
    """Give the first and the last day of a month."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def worklist_of(user, disease: str, *, on: date, came: bool) -> Worklist:
    """Give who is followed for a disease and came this month, or did not; the dead are asked for nothing."""
    first, last = month_of(on)
    rows = registers_for(user).open().filter(disease=disease, patient__died_on__isnull=True, opened_on__lte=last)
    rows = rows.with_month(first, last)
    counts = rows.aggregate(
        missing=Count("pk", filter=Q(came=False)),
        seen=Count("pk", filter=Q(came=True)),
        controlled=Count("pk", filter=Q(came=True, controlled=True)),
    )
    listed = list(rows.filter(came=came).order_by("last_seen_on", "pk")[:SHOWN])
    return Worklist(Disease(disease), first, listed, came, **counts)

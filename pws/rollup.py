"""Counting figures from the records and keeping them: whatever stood there before is replaced, never added to."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import accumulate

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.models import Facility, Village

from . import counting, targets
from .counting import OUTSIDE, Counts
from .indicators import Indicator
from .models import Basis, EntryKind, PwsDisease, PwsEntry, PwsFigure
from .status import MONTHS

_COUNTED = ["numerator", "out_of", "cumulative", "cumulative_out_of", "real", "projected", "reported", "rolled_at"]
_BATCH = 2000


def roll_up(
    facility: Facility,
    month: date,
    indicators: Iterable[Indicator],
    *,
    villages: Collection[int | None] | None = None,
) -> int:
    """Count indicators anew from a month to the end of its year, and give how many figures were kept.

    ``villages`` are ids, OUTSIDE among them; without any, the whole area and those outside it.
    """
    area = set(Village.objects.filter(facility=facility, in_area=True).values_list("pk", flat=True))
    wanted = (area | {OUTSIDE}) if villages is None else (set(villages) & area) | ({OUTSIDE} & set(villages))
    with transaction.atomic():
        year = _Year(facility, month.year, area)
        figures = [figure for indicator in indicators for figure in year.figures(indicator, wanted, month.month)]
        PwsFigure.objects.bulk_create(
            figures,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["facility", "month", "village", "indicator"],
            update_fields=_COUNTED,
        )
    return len(figures)


def roll_up_illnesses(facility: Facility, month: date, *, villages: Collection[int | None]) -> None:
    """Count the illnesses of some villages anew, from a month to the end of its year."""
    area = set(Village.objects.filter(facility=facility, in_area=True).values_list("pk", flat=True))
    found = counting.illnesses(facility, month.year, area)
    stale = Q(village__in=[village for village in villages if village is not OUTSIDE])
    if OUTSIDE in villages:
        stale |= Q(village__isnull=True)
    with transaction.atomic():
        year_left = (month, date(month.year, MONTHS, 31))
        PwsDisease.objects.filter(stale, facility=facility, month__range=year_left).delete()
        PwsDisease.objects.bulk_create(
            [
                PwsDisease(facility=facility, village_id=v, month=date(month.year, m, 1), icd10=code, new=new, old=old)
                for (v, m, code), (new, old) in found.items()
                if v in villages and m >= month.month
            ],
            batch_size=_BATCH,
        )


class _Year:
    """One year of one puskesmas while it is counted: its sasaran and the bare figures handed in, read once."""

    def __init__(self, facility: Facility, year: int, area: set[int]) -> None:
        self.facility, self.year, self.area = facility, year, area
        self.people = targets.in_force(facility, year)
        self.reported = _reported(facility, year)
        self.now = timezone.now()

    def figures(self, indicator: Indicator, villages: Collection[int | None], first: int) -> Iterable[PwsFigure]:
        """Give the figures of one indicator, from a month on."""
        reached = counting.by_month(indicator.reached(self.facility, self.year), self.area)
        rows = indicator.out_of(self.facility, self.year)
        out_of = None if rows is None else counting.by_month(rows, self.area)
        for village in villages:
            if village is OUTSIDE and indicator.residents_only:
                continue
            yield from self._months(indicator, village, reached, out_of, first)

    def _months(
        self, indicator: Indicator, village: int | None, reached: Counts, out_of: Counts | None, first: int
    ) -> Iterable[PwsFigure]:
        alone = reached[village]
        below = None if out_of is None else out_of[village]
        so_far = alone if indicator.is_level else list(accumulate(alone))
        below_so_far = None if below is None else list(accumulate(below))
        for month in range(first, MONTHS + 1):
            at = month - 1
            yield PwsFigure(
                facility=self.facility,
                village_id=village,
                indicator=indicator.code,
                month=date(self.year, month, 1),
                numerator=alone[at],
                out_of=None if below is None else below[at],
                cumulative=so_far[at],
                cumulative_out_of=None if below_so_far is None else below_so_far[at],
                real=self.people.get((village, indicator.people, Basis.REAL)),
                projected=self.people.get((village, indicator.people, Basis.PROJECTED)),
                reported=self.reported.get((village, indicator.code, month)),
                rolled_at=self.now,
            )


def _reported(facility: Facility, year: int) -> dict[tuple[int | None, str, int], int]:
    """Give the bare figures handed in for a year, the last of each village, indicator and month."""
    rows = (
        PwsEntry.objects.filter(facility=facility, month__year=year)
        .exclude(kind=EntryKind.TARGET)
        .order_by("village_id", "indicator", "month", "-recorded_at", "-pk")
        .distinct("village_id", "indicator", "month")
    )
    return {(row.village_id, row.indicator, row.month.month): row.number for row in rows}

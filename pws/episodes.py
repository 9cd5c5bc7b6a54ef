"""Episodes: what is written on one day of them may change what every one of their months says."""

from collections.abc import Iterable
from datetime import date

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import Cast, Coalesce, Now

from clusters.klaster2.models import Pregnancy
from puskesmas.facility.models import Facility


def spans(facility: Facility, persons: QuerySet) -> Iterable[tuple[int | None, date, date]]:
    """Give the village, first and last day of each episode of these persons; one that goes on ends today.

    A pregnancy reaches back to its first record, wherever its dating was put right, and on to the end of nifas.
    """
    rows = Pregnancy.objects.filter(facility=facility, patient__person__in=persons).order_by()
    return rows.values_list(
        F("patient__person__village"),
        F("opened_on"),
        Coalesce(F("kf_on"), F("kf4_on"), F("ended_on"), Cast(Now(), DateField())),
    )


def months_between(first: date, last: date) -> list[date]:
    """Give the first day of every month from one day to another."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found

"""Episodes: what is written on one day of them may change what every one of their months says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import Cast, Coalesce, Now

from clusters.due import months_after
from clusters.klaster2.models import Childhood, Immunization, Pregnancy
from puskesmas.facility.models import Facility

CHILD_MONTHS = 24
PERSON, VILLAGE = "patient__person", "patient__person__village"


@dataclass(frozen=True)
class Span:
    """The days over which a person's episode says something, and the village where they live now."""

    person: int
    village: int | None
    first: date
    last: date

    @property
    def months(self) -> list[date]:
        """The first day of every month it touches."""
        return months_between(self.first, self.last)


def spans(facility: Facility, persons: Collection[int] | QuerySet) -> list[Span]:
    """Give the episodes of these persons; one that goes on ends today.

    A pregnancy reaches from its first record to the end of nifas, however its dating is put right; the first two
    years of a child from birth, whichever of its doses or contacts is put right.
    """
    carried = Pregnancy.objects.filter(facility=facility, patient__person__in=persons).order_by()
    end = Coalesce(F("kf_on"), F("kf4_on"), F("ended_on"), Cast(Now(), DateField()))
    found = [Span(*row) for row in carried.values_list(PERSON, VILLAGE, "opened_on", end)]
    today = facility.today()
    followed = Childhood.objects.filter(facility=facility, patient__person__in=persons).order_by()
    for person, village, born in followed.values_list(PERSON, VILLAGE, "patient__person__birth_date"):
        found.append(Span(person, village, born, min(today, months_after(born, CHILD_MONTHS))))
    return found


def doses_of(facility: Facility, **which: object) -> list[Span]:
    """Give the day of each dose, and of the version before it; it may lie long before the visit that wrote it down."""
    rows = Immunization.objects.filter(facility=facility, **which).order_by()
    who = (f"visit__{PERSON}", f"visit__{VILLAGE}")
    now = rows.filter(given_on__isnull=False).values_list(*who, "given_on")
    before = rows.filter(replaces__given_on__isnull=False).values_list(*who, "replaces__given_on")
    return [Span(person, village, day, day) for person, village, day in {*now, *before}]


def months_between(first: date, last: date) -> list[date]:
    """Give the first day of every month from one day to another."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found

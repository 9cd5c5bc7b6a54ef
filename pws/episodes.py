"""Episodes: what is written on one day of them may change what every one of their months says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import Cast, Coalesce, Now

from clusters.due import months_after
from clusters.klaster2.models import Childhood, FamilyPlanningRecord, Immunization, Pregnancy
from clusters.klaster4.models import TbCase
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
    suspected = TbCase.objects.filter(facility=facility, patient__person__in=persons).order_by()
    ended = Coalesce(F("outcome_on"), Cast(Now(), DateField()))
    return found + [Span(*row) for row in suspected.values_list(PERSON, VILLAGE, "suspect_on", ended)]


def told_of(facility: Facility, **which: object) -> list[Span]:
    """Give what some records say of other days than their own: doses, and methods used ever since."""
    return doses_of(facility, **which) + methods_of(facility, **which)


def methods_of(facility: Facility, **which: object) -> list[Span]:
    """Give the days from a method given or stopped until now; what lies before last year is closed."""
    today = facility.today()
    begins = date(today.year - 1, 1, 1)
    rows = FamilyPlanningRecord.objects.filter(facility=facility, **which).order_by()
    changed = rows.annotate(changed_on=Coalesce("given_on", "stopped_on")).filter(changed_on__isnull=False)
    found = changed.values_list(f"visit__{PERSON}", f"visit__{VILLAGE}", "changed_on")
    return [Span(person, village, max(day, begins), today) for person, village, day in found]


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

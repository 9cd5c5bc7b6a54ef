"""Family planning: who uses a method at the end of each month."""

from calendar import monthrange
from datetime import date

from django.db.models import DateField, Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from clusters.klaster2.models import FamilyPlanningRecord
from puskesmas.facility.models import Facility

from .base import Indicator, newest

PATIENT = "visit__patient"


def using(facility: Facility, on: date) -> QuerySet[FamilyPlanningRecord]:
    """Give the records by which somebody uses a method on a day: the last one given, not run out, not stopped since."""
    rows = newest(FamilyPlanningRecord, facility)
    later = rows.filter(visit__patient__person=OuterRef("visit__patient__person"))
    changed = Coalesce("given_on", "stopped_on")
    after = later.annotate(changed_on=changed).filter(changed_on__gt=OuterRef("given_on"), changed_on__lte=on)
    given = rows.filter(Q(active_until__isnull=True) | Q(active_until__gte=on), given_on__lte=on)
    return given.filter(~Exists(after))


class ActiveUsers(Indicator):
    code, short, cluster = "KB", "KB aktif", "k2"
    title = "Peserta KB aktif"
    numerator = "orang yang memakai cara KB pada akhir bulan"
    source = "Catatan pelayanan KB, versi terakhir"
    people = "pus"
    grows = False
    is_level = True

    def reached(self, facility, year):
        today = facility.today()
        months = [month for month in range(1, 13) if date(year, month, 1) <= today]
        first, *others = [self._at_the_end_of(facility, year, month) for month in months or [1]]
        return first.union(*others) if others else first

    def _at_the_end_of(self, facility: Facility, year: int, month: int) -> QuerySet:
        end = date(year, month, monthrange(year, month)[1])
        case = ExpressionWrapper(F(f"{PATIENT}__person") * 100 + Value(month), output_field=IntegerField())
        rows = using(facility, min(end, max(facility.today(), date(year, month, 1)))).order_by()
        return rows.annotate(person_and_month=case).values_list(
            "person_and_month", f"{PATIENT}__person", f"{PATIENT}__person__village", Value(end, DateField())
        )

"""Illnesses followed for life: hypertension and diabetes, by a clinician's diagnosis and never by a screening."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from django.db.models import F, Q, QuerySet

from clusters.models import Diagnosis
from puskesmas.facility.models import Facility

from .base import Birthday, Indicator, days_of, each_person, persons_behind, residents, settings_of

PATIENT = "visit__patient"


def diagnosed(facility: Facility, codes: Sequence[str], *, from_years: int) -> QuerySet[Diagnosis]:
    """Give the standing diagnoses of an illness in those old enough on the day, whatever the code's last digits."""
    named = Q()
    for code in codes:
        named |= Q(icd10__startswith=code)
    rows = Diagnosis.objects.standing().filter(named, facility=facility, visit__patient__isnull=False)
    return rows.filter(on__gte=Birthday(F(f"{PATIENT}__person__birth_date"), years=from_years))


class Chronic(Indicator):
    """One illness for life: who of those it was ever named in was seen with it this year."""

    cluster = "k3"
    source = "Diagnosis klinisi (ICD-10) yang tidak dicabut; hasil skrining tidak dihitung"
    due_words = "warga yang pernah didiagnosis dan belum dilayani untuk itu tahun ini"
    codes: ClassVar[str]

    def rows(self, facility: Facility, year: int) -> QuerySet[Diagnosis]:
        """Give every standing diagnosis of the illness, whenever it was made."""
        set_for = settings_of(year)
        return diagnosed(facility, set_for[self.codes], from_years=set_for["chronic_from_years"])

    def reached(self, facility, year):
        return each_person(self.rows(facility, year).filter(on__range=days_of(year)), who=PATIENT)

    def due(self, facility: Facility, until: date):
        known = self.rows(facility, until.year).filter(on__lte=until)
        return residents(facility, until).filter(pk__in=persons_behind(known, who=PATIENT).values("pk"))


class Hypertension(Chronic):
    code, short = "HT", "HT"
    title = "Penderita hipertensi dilayani"
    numerator = "orang dengan diagnosis hipertensi pada kunjungan tahun ini"
    people = "hipertensi"
    codes = "hypertension"


class Diabetes(Chronic):
    code, short = "DM", "DM"
    title = "Penderita diabetes dilayani"
    numerator = "orang dengan diagnosis diabetes pada kunjungan tahun ini"
    people = "diabetes"
    codes = "diabetes"

"""Adults and the old: screened to the standard, and whose chronic disease is under control."""

from typing import ClassVar

from django.db.models import DateField, Exists, ExpressionWrapper, F, IntegerField, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, ExtractMonth, Greatest

from clusters.klaster3.models import Control, Disease, ElderlyVisit, PtmRecord
from puskesmas.facility.models import Facility

from .base import Birthday, Indicator, days_of, each, each_person, newest, residents, settings_of

PATIENT = "visit__patient"
BORN = f"{PATIENT}__person__birth_date"
MEASURED = ("bmi", "waist", "systolic", "glucose")


def at_the_age(rows: QuerySet, ages: tuple[int, int | None]) -> QuerySet:
    """Give the records of those who were so many completed years old on the day, the last age included."""
    first, last = ages
    rows = rows.filter(on__gte=Birthday(F(BORN), years=first))
    return rows if last is None else rows.filter(on__lt=Birthday(F(BORN), years=last + 1))


class ProductiveAge(Indicator):
    code, short, cluster = "PROD", "Produktif", "k3"
    title = "Usia produktif diskrining sesuai standar"
    numerator = "orang 15–59 tahun yang sudah diukur IMT, lingkar perut, tekanan darah, dan gula darahnya tahun ini"
    source = "Pemeriksaan PTM, versi terakhir"
    due_words = "warga 15–59 tahun yang pengukurannya belum lengkap tahun ini"
    people = "produktif"

    def reached(self, facility, year):
        rows = newest(PtmRecord, facility).filter(on__range=days_of(year), visit__patient__isnull=False)
        rows = at_the_age(rows, settings_of(year)["productive_years"]).order_by()
        first = {f"first_{name}": Min("on", filter=Q(**{f"{name}__isnull": False})) for name in MEASURED}
        people = rows.values(one=F(f"{PATIENT}__person"), village=F(f"{PATIENT}__person__village")).annotate(**first)
        whole = people.filter(**{f"{name}__isnull": False for name in first})
        day = Cast(Greatest(*first), DateField())
        return whole.annotate(day=day).values_list("one", "one", "village", "day")

    def due(self, facility, until):
        first, last = settings_of(until.year)["productive_years"]
        of_age, past = (Birthday(F("birth_date"), years=years) for years in (first, last + 1))
        people = residents(facility, until).annotate(of_age=of_age, past=past)
        return people.filter(of_age__lte=until, past__gt=until)


class Elderly(Indicator):
    code, short, cluster = "LANSIA", "Lansia", "k3"
    title = "Lansia diskrining"
    numerator = "orang 60 tahun ke atas yang sudah dinilai kemandiriannya tahun ini"
    source = "Kunjungan lansia, versi terakhir"
    due_words = "warga 60 tahun ke atas yang belum dinilai tahun ini"
    people = "lansia"

    def reached(self, facility, year):
        rows = newest(ElderlyVisit, facility).filter(on__range=days_of(year))
        return each_person(at_the_age(rows, (settings_of(year)["elderly_from_years"], None)), who=PATIENT)

    def due(self, facility, until):
        old = Birthday(F("birth_date"), years=settings_of(until.year)["elderly_from_years"])
        return residents(facility, until).annotate(old_on=old).filter(old_on__lte=until)


class UnderControl(Indicator):
    """Of those on a register who came in a month, whose last control of it was good."""

    cluster = "k3"
    denominator = "penderita yang datang kontrol bulan itu"
    source = "Register PTM dan kontrolnya"
    grows = False
    each_month = True
    disease: ClassVar[str]

    def controls(self, facility: Facility, year: int) -> QuerySet[Control]:
        """Give the last control of each person and month."""
        rows = Control.objects.filter(facility=facility, register__disease=self.disease, on__range=days_of(year))
        later = rows.filter(
            Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk")),
            register__patient__person=OuterRef("register__patient__person"),
            on__month=ExtractMonth(OuterRef("on")),
        )
        return rows.filter(~Exists(later))

    def monthly(self, rows: QuerySet[Control]) -> QuerySet:
        """Give every row as a word about a person in a month, which counts once."""
        one = ExpressionWrapper(F("register__patient__person") * 100 + ExtractMonth("on"), output_field=IntegerField())
        return each(rows.annotate(person_and_month=one), who="register__patient", case="person_and_month")

    def reached(self, facility, year):
        return self.monthly(self.controls(facility, year).filter(controlled=True))

    def out_of(self, facility, year):
        return self.monthly(self.controls(facility, year))


class HypertensionControlled(UnderControl):
    code, short, disease = "HTK", "HT kendali", Disease.HYPERTENSION
    title = "Hipertensi terkendali"
    numerator = "penderita hipertensi yang tekanan darah terakhirnya bulan itu terkendali"


class DiabetesControlled(UnderControl):
    code, short, disease = "DMK", "DM kendali", Disease.DIABETES
    title = "Diabetes terkendali"
    numerator = "penderita diabetes yang gula darah terakhirnya bulan itu terkendali"

"""Newborns and children: contacts in their windows, doses that count, and how they grow month by month."""

from datetime import date
from typing import ClassVar

from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractMonth

from clusters.due import months_after
from clusters.klaster2.models import (
    Childhood,
    DoseStatus,
    GrowthRecord,
    Handled,
    Immunization,
    MtbsRecord,
    NewbornRecord,
)
from clusters.models import Diagnosis
from puskesmas.facility.models import Facility
from puskesmas.visits.models import Visit

from .base import Birthday, Indicator, days_of, each, each_person, newest, residents, settings_of

PATIENT = "visit__patient"


class ChildReached(Indicator):
    """One day of a child's row: the child counts in the month of that day, under whichever of its records."""

    cluster = "k2"
    source = "Kartu anak, dari kunjungan neonatus dan imunisasi yang dicatat"
    day: ClassVar[str]
    ages: ClassVar[str]  # the setting that says from which to which month of life a child is due

    def reached(self, facility, year):
        rows = Childhood.objects.filter(facility=facility, **{f"{self.day}__range": days_of(year)})
        return each_person(rows, who="patient", day=self.day)

    def due(self, facility: Facility, until: date):
        first, last = settings_of(until.year)[self.ages]
        rows = Childhood.objects.filter(facility=facility, patient__person=OuterRef("pk"))
        has = rows.filter(**{f"{self.day}__lte": until})
        born = (months_after(until, -last), months_after(until, -first))
        return residents(facility, until).filter(~Exists(has), birth_date__range=born)


class FirstNewbornContact(ChildReached):
    code, short, day, ages = "KN1", "KN1", "kn1_on", "due_newborn"
    title = "KN1"
    numerator = "bayi dengan kunjungan neonatus pertama pada waktunya"
    due_words = "bayi yang lahir setahun terakhir dan belum mencapainya"
    people = "lahir_hidup"


class CompleteNewbornContact(ChildReached):
    code, short, day, ages = "KNL", "KN lengkap", "kn_on", "due_newborn"
    title = "KN lengkap"
    numerator = "bayi dengan ketiga kunjungan neonatus pada waktunya"
    due_words = "bayi yang lahir setahun terakhir dan belum mencapainya"
    people = "lahir_hidup"


class BasicImmunization(ChildReached):
    code, short, day, ages = "IDL", "IDL", "idl_on", "due_basic_immunization"
    title = "Imunisasi dasar lengkap"
    numerator = "anak yang imunisasi dasarnya lengkap"
    due_words = "anak yang sudah waktunya lengkap dan belum"
    people = "bayi"


class Boosters(ChildReached):
    code, short, day, ages = "IBL", "IBL", "ibl_on", "due_boosters"
    title = "Imunisasi lanjutan baduta lengkap"
    numerator = "anak yang imunisasi lanjutannya lengkap sebelum dua tahun"
    due_words = "anak yang sudah waktunya lengkap dan belum"
    people = "baduta"


class Dose(Indicator):
    """One dose of the national schedule that counts, in the month it was given, wherever it was."""

    cluster = "k2"
    source = "Catatan imunisasi, dosis yang sah menurut jadwal"

    def __init__(self, antigen: str, dose: int, *, name: str, people: str, within_day: bool = False) -> None:
        self.antigen, self.dose, self.people, self.within_day = antigen, dose, people, within_day
        self.code = self.short = name
        self.title = f"Imunisasi {name}"
        self.numerator = f"anak yang menerima {name} secara sah" + (" dalam 24 jam" if within_day else "")

    def reached(self, facility, year):
        rows = newest(Immunization, facility).filter(
            antigen=self.antigen,
            dose=self.dose,
            status=DoseStatus.GIVEN,
            verdict="valid",
            given_on__range=days_of(year),
        )
        if self.within_day:
            rows = rows.filter(within_day=True)
        return each_person(rows, who=PATIENT, day="given_on")


class Monthly(Indicator):
    """Something counted of each child each month: the month's coverage is of all, the year's of all months so far."""

    cluster = "k2"
    source = "Pengukuran pertumbuhan, versi terakhir"
    each_month = True
    grows = False

    def measured(self, facility: Facility, year: int) -> QuerySet[GrowthRecord]:
        """Give the measurings of a year of children under five."""
        under = settings_of(year)["under_five_months"]
        return newest(GrowthRecord, facility).filter(on__range=days_of(year), age_months__lt=under)

    def each_child_and_month(self, rows: QuerySet[GrowthRecord]) -> QuerySet:
        """Give every row as a word about a child in a month, which counts once."""
        one = ExpressionWrapper(F(f"{PATIENT}__person") * 100 + ExtractMonth("on"), output_field=IntegerField())
        return each(rows.annotate(child_and_month=one), who=PATIENT, case="child_and_month")


class Weighed(Monthly):
    code, short = "DS", "D/S"
    title = "Balita ditimbang (D/S)"
    numerator = "balita yang ditimbang, tiap bulan sekali"
    due_words = "balita warga yang belum ditimbang bulan itu"
    people = "balita"

    def reached(self, facility, year):
        return self.each_child_and_month(self.measured(facility, year).filter(weight__isnull=False))

    def due(self, facility: Facility, until: date):
        under = settings_of(until.year)["under_five_months"]
        return residents(facility, until).filter(birth_date__gt=months_after(until, -under))


class Gained(Monthly):
    code, short = "ND", "N/D"
    title = "Balita naik berat badannya (N/D)"
    numerator = "balita yang berat badannya naik"
    denominator = "balita yang ditimbang"

    def reached(self, facility, year):
        return self.each_child_and_month(self.measured(facility, year).filter(gain="N"))

    def out_of(self, facility, year):
        return self.each_child_and_month(self.measured(facility, year).filter(weight__isnull=False))


class Stunted(Monthly):
    code, short = "STUNT", "Stunting"
    title = "Balita pendek di antara yang diukur"
    numerator = "balita pendek atau sangat pendek (TB/U)"
    denominator = "balita yang dinilai TB/U-nya"
    less_is_better = True

    def reached(self, facility, year):
        found = self.measured(facility, year).filter(haz_class__in=["stunted", "severe_stunted"])
        return self.each_child_and_month(found)

    def out_of(self, facility, year):
        return self.each_child_and_month(self.measured(facility, year).exclude(haz_class=""))


class Wasted(Monthly):
    code, short = "WAST", "Wasting"
    title = "Balita gizi kurang atau buruk di antara yang diukur"
    numerator = "balita gizi kurang atau buruk (BB/TB)"
    denominator = "balita yang dinilai BB/TB-nya"
    less_is_better = True

    def reached(self, facility, year):
        found = self.measured(facility, year).filter(whz_class__in=["wasted", "severe_wasted"])
        return self.each_child_and_month(found)

    def out_of(self, facility, year):
        return self.each_child_and_month(self.measured(facility, year).exclude(whz_class=""))


class VitaminA(Monthly):
    code, short = "VITA", "Vit A"
    title = "Balita mendapat vitamin A"
    numerator = "balita yang sudah menerima kapsul vitamin A tahun ini, satu anak sekali"
    people = "balita"
    each_month = False
    grows = True

    def reached(self, facility, year):
        return each_person(self.measured(facility, year).filter(~Q(vitamin_a="")), who=PATIENT)


class NewbornComplications(Indicator):
    code, short, cluster = "PKN", "PKN", "k2"
    title = "Penanganan komplikasi neonatus"
    numerator = "neonatus dengan komplikasi yang ditangani atau dirujuk"
    source = "Kunjungan neonatus, versi terakhir"
    people = "neonatus_risti"

    def reached(self, facility, year):
        rows = newest(NewbornRecord, facility).filter(on__range=days_of(year))
        return each_person(rows.filter(handled__in=[Handled.TREATED, Handled.REFERRED]), who=PATIENT)


class SickChildren(Indicator):
    code, short, cluster = "MTBS", "MTBS", "k2"
    title = "Balita sakit dilayani menurut MTBS"
    numerator = "kunjungan balita sakit yang diklasifikasi menurut bagan MTBS"
    denominator = "kunjungan balita sakit"
    source = "Catatan MTBS dan diagnosis pada kunjungan anak 2–59 bulan"
    grows = False

    def visits(self, facility: Facility, year: int) -> QuerySet[Visit]:
        """Give the visits of children the chart is for, each with whether it was used and whether they were ill."""
        first, under = settings_of(year)["mtbs_months"]
        born = F("patient__person__birth_date")
        rows = Visit.objects.filter(facility=facility, on__range=days_of(year), patient__isnull=False)
        ill = Diagnosis.objects.standing().order_by().filter(visit=OuterRef("pk")).exclude(icd10__startswith="Z")
        return rows.filter(on__gte=Birthday(born, months=first), on__lt=Birthday(born, months=under)).annotate(
            charted=Exists(newest(MtbsRecord, facility).filter(visit=OuterRef("pk"))), ill=Exists(ill)
        )

    def reached(self, facility, year):
        return each(self.visits(facility, year).filter(charted=True), who="patient")

    def out_of(self, facility, year):
        return each(self.visits(facility, year).filter(Q(charted=True) | Q(ill=True)), who="patient")


def doses() -> tuple[Dose, ...]:
    """Give an indicator for each dose children are followed by, in the order they are given."""
    births, boosted = {"HB0", "BCG"}, {("DPT", 4), ("MR", 2)}
    followed = (("BCG", 1), *((antigen, dose) for antigen, most in _SERIES for dose in range(1, most + 1)))
    rows = [Dose("HB0", 1, name="HB0", people="lahir_hidup", within_day=True)]
    for antigen, dose in followed:
        people = "lahir_hidup" if antigen in births else "baduta" if (antigen, dose) in boosted else "bayi"
        rows.append(Dose(antigen, dose, name=antigen if antigen in births else f"{antigen}{dose}", people=people))
    return tuple(rows)


_SERIES = (("OPV", 4), ("DPT", 4), ("PCV", 3), ("RV", 3), ("IPV", 2), ("MR", 2))

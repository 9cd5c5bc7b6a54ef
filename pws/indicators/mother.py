"""Pregnancy and the weeks after birth: the days a pregnancy's own row says each thing was reached."""

from datetime import date, timedelta
from typing import ClassVar

from django.db.models import Q, QuerySet

from clusters.klaster2.models import Ending, Pregnancy
from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient

from .base import Indicator, days_of, each, residents

SOURCE = "Kartu kehamilan, dari kunjungan ANC dan nifas yang dicatat"
NIFAS = timedelta(days=42)


class Reached(Indicator):
    """One day of a pregnancy's row: the pregnancy counts in the month of that day."""

    cluster = "k2"
    source = SOURCE
    day: ClassVar[str]

    def reached(self, facility, year):
        rows = Pregnancy.objects.filter(facility=facility, **{f"{self.day}__range": days_of(year)})
        return each(rows, who="patient", day=self.day)

    def open_ones(self, facility: Facility, until: date) -> QuerySet[Pregnancy]:
        """Give the pregnancies this should already have happened to, or can still happen to."""
        raise NotImplementedError

    def due(self, facility: Facility, until: date) -> QuerySet[Patient]:
        missing = self.open_ones(facility, until).filter(
            Q(**{f"{self.day}__isnull": True}) | Q(**{f"{self.day}__gt": until})
        )
        return residents(facility, until).filter(pk__in=missing.order_by().values("patient__person"))


class Antenatal(Reached):
    """Something reached during pregnancy; still due to the women who carry one or gave birth this year."""

    people = "bumil"
    due_words = "ibu hamil, dan yang melahirkan tahun ini, yang belum mencapainya"

    def open_ones(self, facility, until):
        carried = Pregnancy.objects.filter(facility=facility, opened_on__lte=until)
        return carried.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=until) | Q(ended_how=Ending.DELIVERY, ended_on__year=until.year)
        )


class FirstContact(Antenatal):
    code, short, day = "K1", "K1", "k1_on"
    title = "K1 akses"
    numerator = "ibu hamil dengan kontak pertama, pada umur kehamilan berapa pun"


class PureFirstContact(Antenatal):
    code, short, day = "K1M", "K1 murni", "k1_pure_on"
    title = "K1 murni"
    numerator = "ibu hamil dengan kontak pertama pada trimester 1"


class FourContacts(Antenatal):
    code, short, day = "K4", "K4", "k4_on"
    title = "K4"
    numerator = "ibu hamil dengan empat kontak menurut pola trimester"


class SixContacts(Antenatal):
    code, short, day = "K6", "K6", "k6_on"
    title = "K6"
    numerator = "ibu hamil dengan enam kontak menurut pola trimester, dua di antaranya oleh dokter"


class IronTablets(Antenatal):
    code, short, day = "TTD", "TTD", "ttd_on"
    title = "Tablet tambah darah lengkap"
    numerator = "ibu hamil yang sudah menerima semua tablet tambah darah"


class Postnatal(Reached):
    """Something reached after birth; due to the mothers of this year's births."""

    people = "bulin"
    due_words = "ibu yang melahirkan tahun ini dan belum mencapainya"

    def open_ones(self, facility, until):
        return Pregnancy.objects.filter(
            facility=facility, ended_how=Ending.DELIVERY, ended_on__range=(date(until.year, 1, 1) - NIFAS, until)
        )


class FirstPostnatal(Postnatal):
    code, short, day = "KF1", "KF1", "kf1_on"
    title = "KF1"
    numerator = "ibu nifas dengan kunjungan pertama pada waktunya"


class CompletePostnatal(Postnatal):
    code, short, day = "KFL", "KF lengkap", "kf_on"
    title = "KF lengkap"
    numerator = "ibu nifas dengan keempat kunjungan pada waktunya"

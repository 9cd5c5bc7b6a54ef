"""How much the puskesmas is used: visits, new and known patients, contact with the residents, referrals."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from puskesmas.facility.models import Facility
from puskesmas.visits.models import Visit
from puskesmas.visits.states import Disposition, State

from .base import Indicator, days_of, each, each_person, residents

SOURCE = "Kunjungan di semua tempat pelayanan puskesmas, kecuali yang batal"


def visits(facility: Facility, year: int) -> QuerySet[Visit]:
    """Give the visits of a year in which something was given."""
    return Visit.objects.filter(facility=facility, on__range=days_of(year)).exclude(state=State.CANCELLED)


class Visits(Indicator):
    code, short, cluster = "KUNJ", "Kunjungan", "k1"
    title = "Kunjungan"
    numerator = "kunjungan, menurut tempat tinggal pasien; luar wilayah di baris sendiri"
    source = SOURCE
    residents_only = False

    def reached(self, facility, year):
        return each(visits(facility, year), who="patient")


class NewVisits(Indicator):
    code, short, cluster = "KBARU", "Baru", "k1"
    title = "Kunjungan baru"
    numerator = "orang pada kunjungan pertamanya tahun ini"
    denominator = "semua kunjungan"
    source = SOURCE
    residents_only = False

    def reached(self, facility, year):
        return each_person(visits(facility, year).filter(patient__isnull=False), who="patient")

    def out_of(self, facility, year):
        return each(visits(facility, year), who="patient")


class RepeatVisits(Indicator):
    code, short, cluster = "KLAMA", "Lama", "k1"
    title = "Kunjungan lama"
    numerator = "kunjungan orang yang sudah pernah datang tahun ini"
    denominator = "semua kunjungan"
    source = SOURCE
    residents_only = False

    def reached(self, facility, year):
        earlier = visits(facility, year).filter(
            patient__person=OuterRef("patient__person"), opened_at__lt=OuterRef("opened_at")
        )
        return each(visits(facility, year).filter(Exists(earlier)), who="patient")

    def out_of(self, facility, year):
        return each(visits(facility, year), who="patient")


class Contact(Indicator):
    code, short, cluster = "KONTAK", "Kontak", "k1"
    title = "Angka kontak"
    numerator = "penduduk yang sudah dilayani tahun ini, satu orang sekali"
    source = SOURCE
    people = "penduduk"
    due_words = "warga yang tercatat di puskesmas dan belum dilayani tahun ini"

    def reached(self, facility, year):
        return each_person(visits(facility, year).filter(patient__isnull=False), who="patient")

    def due(self, facility: Facility, until: date):
        return residents(facility, until)


class Referrals(Indicator):
    code, short, cluster = "RUJUK", "Rujukan", "k1"
    title = "Rasio rujukan"
    numerator = "kunjungan yang berakhir dengan rujukan ke FKRTL"
    denominator = "semua kunjungan"
    source = SOURCE
    residents_only = False
    less_is_better = True
    grows = False

    def reached(self, facility, year):
        return each(visits(facility, year).filter(disposition=Disposition.FKRTL), who="patient")

    def out_of(self, facility, year):
        return each(visits(facility, year), who="patient")

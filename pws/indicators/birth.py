"""Deliveries: by whom, where, and whether complications were handled."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from clusters.klaster2.models import Ending, Pregnancy
from clusters.lintas.models import DeliveryRecord
from clusters.lintas.models.delivery import MotherOutcome
from puskesmas.facility.models import Facility

from .base import Indicator, days_of, each_person, newest, settings_of

SOURCE = "Catatan persalinan di sini, dan kartu kehamilan untuk yang melahirkan di tempat lain"


def deliveries(facility: Facility, year: int) -> QuerySet[DeliveryRecord]:
    """Give the deliveries of a year as they are known now, each with the day of birth on the puskesmas' calendar."""
    rows = newest(DeliveryRecord, facility).annotate(born_on=TruncDate("delivered_at", tzinfo=facility.zone))
    return rows.filter(born_on__range=days_of(year))


def mothers(rows: QuerySet) -> QuerySet:
    """Give the deliveries as a word about their mothers."""
    return each_person(rows, who="visit__patient", day="born_on")


def told_of(facility: Facility, year: int, **about: bool) -> QuerySet:
    """Give the mothers whose pregnancy was ended by a birth of the year, here or elsewhere."""
    rows = Pregnancy.objects.filter(facility=facility, ended_how=Ending.DELIVERY, ended_on__range=days_of(year))
    return each_person(rows.filter(**about), who="patient", day="ended_on")


class SkilledBirths(Indicator):
    code, short, cluster = "PN", "PN", "k2"
    title = "Persalinan oleh tenaga kesehatan"
    numerator = "persalinan yang ditolong dokter atau bidan"
    source = SOURCE
    people = "bulin"

    def reached(self, facility, year):
        here = deliveries(facility, year).filter(attendant__role__in=settings_of(year)["skilled"])
        return mothers(here).union(told_of(facility, year, birth_skilled=True))


class FacilityBirths(Indicator):
    code, short, cluster = "PF", "PF", "k2"
    title = "Persalinan di fasilitas kesehatan"
    numerator = "persalinan di ruang bersalin atau IGD, ditolong dokter atau bidan"
    source = SOURCE
    people = "bulin"

    def reached(self, facility, year):
        set_for = settings_of(year)
        rows = deliveries(facility, year).filter(attendant__role__in=set_for["skilled"])
        here = mothers(rows.filter(place__in=set_for["at_a_facility"]))
        return here.union(told_of(facility, year, birth_skilled=True, birth_at_facility=True))


class ObstetricComplications(Indicator):
    code, short, cluster = "PKO", "PKO", "k2"
    title = "Penanganan komplikasi obstetri"
    numerator = "ibu dengan komplikasi kehamilan atau persalinan yang ditangani atau dirujuk"
    source = SOURCE
    people = "bumil_risti"

    def reached(self, facility, year):
        handled = [MotherOutcome.COMPLICATION, MotherOutcome.REFERRED]
        here = deliveries(facility, year).filter(complications__len__gt=0, mother_outcome__in=handled)
        carried = Pregnancy.objects.filter(facility=facility, complication_handled_on__range=days_of(year))
        return mothers(here).union(each_person(carried, who="patient", day="complication_handled_on"))

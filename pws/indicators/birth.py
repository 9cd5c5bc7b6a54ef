"""Deliveries: by whom, where, and whether complications were handled."""

from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from clusters.lintas.models import DeliveryRecord
from clusters.lintas.models.delivery import MotherOutcome
from puskesmas.facility.models import Facility

from .base import Indicator, days_of, each, newest, settings_of

SOURCE = "Catatan persalinan, versi terakhir"


def deliveries(facility: Facility, year: int) -> QuerySet[DeliveryRecord]:
    """Give the deliveries of a year as they are known now, each with the day of birth on the puskesmas' calendar."""
    rows = newest(DeliveryRecord, facility).annotate(born_on=TruncDate("delivered_at", tzinfo=facility.zone))
    return rows.filter(born_on__range=days_of(year))


def mothers(rows: QuerySet) -> QuerySet:
    """Give each delivery as a case of its mother."""
    return each(rows, who="visit__patient", day="born_on")


class SkilledBirths(Indicator):
    code, short, cluster = "PN", "PN", "k2"
    title = "Persalinan oleh tenaga kesehatan"
    numerator = "persalinan yang ditolong dokter atau bidan"
    source = SOURCE
    people = "bulin"

    def reached(self, facility, year):
        return mothers(deliveries(facility, year).filter(attendant__role__in=settings_of(year)["skilled"]))


class FacilityBirths(Indicator):
    code, short, cluster = "PF", "PF", "k2"
    title = "Persalinan di fasilitas kesehatan"
    numerator = "persalinan di ruang bersalin atau IGD, ditolong dokter atau bidan"
    source = SOURCE
    people = "bulin"

    def reached(self, facility, year):
        set_for = settings_of(year)
        rows = deliveries(facility, year).filter(attendant__role__in=set_for["skilled"])
        return mothers(rows.filter(place__in=set_for["at_a_facility"]))


class ObstetricComplications(Indicator):
    code, short, cluster = "PKO", "PKO", "k2"
    title = "Penanganan komplikasi obstetri"
    numerator = "persalinan dengan penyulit yang ditangani atau dirujuk"
    source = SOURCE
    people = "bumil_risti"

    def reached(self, facility, year):
        handled = [MotherOutcome.COMPLICATION, MotherOutcome.REFERRED]
        return mothers(deliveries(facility, year).filter(complications__len__gt=0, mother_outcome__in=handled))

"""Tuberculosis from suspicion to outcome; its names stay in klaster 4's own list."""

from typing import ClassVar

from clusters.klaster4.models import TbCase, TbOutcome

from .base import Indicator, days_of, each


class Cascade(Indicator):
    """One step of the cascade: the episode counts in the month of the step's day."""

    cluster = "k4"
    source = "Episode TBC yang dicatat klaster 4"
    names_elsewhere = True
    day: ClassVar[str]

    def step(self, facility, year, day):
        """Give the episodes that reached a step in a year, each in the month of its day."""
        rows = TbCase.objects.filter(facility=facility, **{f"{day}__range": days_of(year)})
        return each(rows, who="patient", day=day)

    def reached(self, facility, year):
        return self.step(facility, year, self.day)


class Suspects(Cascade):
    code, short, day = "TB", "Terduga TB", "suspect_on"
    title = "Terduga TBC dilayani"
    numerator = "orang yang dicatat sebagai terduga TBC"
    people = "terduga_tb"


class Tested(Cascade):
    code, short, day = "TBUJI", "TB diuji", "tested_on"
    title = "Terduga TBC yang ada hasilnya"
    numerator = "terduga dengan hasil pemeriksaan"
    denominator = "terduga TBC"
    grows = False

    def out_of(self, facility, year):
        return self.step(facility, year, "suspect_on")


class Found(Cascade):
    code, short, day = "TBPOS", "TB positif", "positive_on"
    title = "Kasus TBC ditemukan"
    numerator = "orang yang terbukti TBC"


class Treated(Cascade):
    code, short, day = "TBOBAT", "TB diobati", "treated_on"
    title = "Kasus TBC yang mulai diobati"
    numerator = "orang yang mulai minum obat TBC"
    denominator = "kasus TBC ditemukan"
    grows = False

    def out_of(self, facility, year):
        return self.step(facility, year, "positive_on")


class Success(Cascade):
    code, short, day = "TBSR", "TB berhasil", "outcome_on"
    title = "Keberhasilan pengobatan TBC"
    numerator = "pengobatan yang berakhir sembuh atau lengkap"
    denominator = "pengobatan yang berakhir"
    grows = False

    def reached(self, facility, year):
        return self._ended(facility, year, outcome__in=[TbOutcome.CURED, TbOutcome.COMPLETED])

    def out_of(self, facility, year):
        return self._ended(facility, year)

    def _ended(self, facility, year, **about):
        rows = TbCase.objects.filter(facility=facility, outcome_on__range=days_of(year), treated_on__isnull=False)
        return each(rows.filter(**about), who="patient", day="outcome_on")

"""The last letter number a puskesmas has given in a year."""

from django.db import models

from puskesmas.facility.models import Facility


class LetterCounter(models.Model):
    """The last referral letter of one year; its row lock keeps numbers apart."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("terakhir", default=0)

    class Meta:
        verbose_name = "penghitung nomor surat"
        verbose_name_plural = "penghitung nomor surat"
        constraints = [models.UniqueConstraint(fields=["facility", "year"], name="one_letter_counter_a_year")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.year}: {self.last}"

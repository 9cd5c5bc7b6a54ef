"""Who lies in which bed, from when to when, and what was written each day."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from clusters.models import RoomRecord
from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Staff
from puskesmas.visits.models import Visit

from ..limits import days_lain, limits_on


class InpatientQuerySet(models.QuerySet):
    """Stays in bed."""

    def in_bed(self):
        """Those who lie here now."""
        return self.filter(left_at__isnull=True)


class InpatientRecord(RoomRecord):
    """One stay of one patient in one bed."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="stays", verbose_name="kunjungan")
    bed = models.PositiveSmallIntegerField("tempat tidur")
    admitted_at = models.DateTimeField("masuk pukul")
    indication = models.TextField("indikasi rawat")
    left_at = models.DateTimeField("keluar pukul", null=True, blank=True)
    left_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dikeluarkan oleh", null=True, blank=True
    )

    objects = InpatientQuerySet.as_manager()

    class Meta:
        verbose_name = "rawat inap"
        verbose_name_plural = "rawat inap"
        ordering = ["-admitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["point", "bed"], condition=Q(left_at__isnull=True), name="one_patient_per_bed"
            ),
            models.UniqueConstraint(fields=["visit"], condition=Q(left_at__isnull=True), name="one_bed_per_visit"),
            models.CheckConstraint(condition=Q(bed__gt=0, point__isnull=False), name="a_bed_stands_in_a_ward"),
            models.CheckConstraint(condition=~Q(indication=""), name="an_admission_says_why"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, left_by__isnull=True)
                | Q(left_at__gte=F("admitted_at"), left_by__isnull=False),
                name="who_lets_out_of_bed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="admission_of_the_day")]

    class Personal:
        fields = ("indication",)

    def __str__(self):
        return f"Tempat tidur {self.bed}"

    def days_on(self, on: date) -> int:
        """Give how many days this stay has lasted on a day; after the patient left, how many it did."""
        zone = self.facility.zone
        until = min(on, self.left_at.astimezone(zone).date()) if self.left_at else on
        return days_lain(self.admitted_at.astimezone(zone).date(), until)

    def is_too_long_on(self, on: date) -> bool:
        """Tell whether the stay is longer than a puskesmas may keep somebody."""
        return self.days_on(on) > limits_on(on)["inpatient_days"]


class InpatientNote(RoomRecord):
    """What was found and done for a patient in bed, once or more a day; added to, never altered."""

    stay = models.ForeignKey(InpatientRecord, models.PROTECT, related_name="notes", verbose_name="rawat inap")
    text = models.TextField("catatan")

    class Meta:
        verbose_name = "catatan harian"
        verbose_name_plural = "catatan harian"
        ordering = ["recorded_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_daily_note_says_something")]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("text",)

    def __str__(self):
        return f"{self.stay} {self.on}"

"""The third ledger, how far each ledger was read, and the months that must be counted again."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Facility, Staff, Village


class EntryKind(models.TextChoices):
    """Where a number came from that no room recorded."""

    TARGET = "target", "Sasaran"
    PUSTU = "pustu", "Pustu"
    POSYANDU = "posyandu", "Posyandu"
    SPREADSHEET = "spreadsheet", "Lembar kerja"


class PwsEntry(models.Model):
    """One sentence of the third ledger: a target was set, or a bare figure of a village and month was handed in."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    month = models.DateField("bulan")  # its first day
    kind = models.CharField("asal", max_length=11, choices=EntryKind.choices)
    indicator = models.CharField("indikator", max_length=12, blank=True)
    number = models.PositiveIntegerField("jumlah", null=True, blank=True)
    source = models.CharField("sumber", max_length=120, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    recorded_at = models.DateTimeField("dicatat pukul", default=timezone.now)

    class Meta:
        verbose_name = "masukan PWS"
        verbose_name_plural = "masukan PWS"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="an_entry_comes_from_somewhere_known"),
            models.CheckConstraint(condition=Q(month__day=1), name="an_entry_is_of_a_whole_month"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.TARGET, indicator="", number__isnull=True)
                | ~Q(kind=EntryKind.TARGET) & ~Q(indicator="") & Q(number__isnull=False, village__isnull=False),
                name="a_bare_figure_says_what_it_counts",
            ),
        ]
        indexes = [models.Index(fields=["facility", "recorded_at"], name="entries_by_cursor")]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.kind} {self.month:%Y-%m}"


class Ledger(models.TextChoices):
    """A ledger that says what changes a figure; and the night, which counts whatever they say."""

    EVENTS = "events", "Kejadian kunjungan"
    PATIENTS = "patients", "Perubahan identitas"
    ENTRIES = "entries", "Masukan PWS"
    NIGHT = "night", "Hitungan malam"


class PwsCursor(models.Model):
    """How far one ledger of one puskesmas was read, and the last night its year was counted whole."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    ledger = models.CharField("buku", max_length=8, choices=Ledger.choices)
    read_at = models.DateTimeField("dibaca sampai")

    class Meta:
        verbose_name = "pembacaan PWS"
        verbose_name_plural = "pembacaan PWS"
        ordering = ["facility", "ledger"]
        constraints = [models.UniqueConstraint(fields=["facility", "ledger"], name="one_cursor_per_ledger")]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.ledger} {self.read_at:%Y-%m-%d %H:%M}"


class PwsMark(models.Model):
    """A village and month whose figures must be counted again, with every later month of that year."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    # Empty for those who live outside the area, or of whom nobody knows where.
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    month = models.DateField("bulan")
    marked_at = models.DateTimeField("ditandai", default=timezone.now)

    class Meta:
        verbose_name = "tanda hitung ulang"
        verbose_name_plural = "tanda hitung ulang"
        ordering = ["facility", "month", "village"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "village", "month"], nulls_distinct=False, name="one_mark_per_village_and_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_mark_is_of_a_whole_month"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.month:%Y-%m}"

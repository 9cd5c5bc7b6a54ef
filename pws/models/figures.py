"""What was counted, and the runs that counted it; all of it can be counted again from the records."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff, Village


class PwsFigure(models.Model):
    """One indicator in one village and month: the month alone, the year so far, and how many there should be.

    ``out_of`` is what is counted as denominator (visits, those who attended); ``real`` and ``projected`` are the
    sasaran of the year as they stood when the figure was counted. ``reported`` is a bare figure from outside, shown
    beside the count by name and never added to it.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    indicator = models.CharField("indikator", max_length=12)
    month = models.DateField("bulan")
    numerator = models.PositiveIntegerField("bulan ini", default=0)
    out_of = models.PositiveIntegerField("dari", null=True, blank=True)
    cumulative = models.PositiveIntegerField("kumulatif", default=0)
    cumulative_out_of = models.PositiveIntegerField("kumulatif dari", null=True, blank=True)
    real = models.DecimalField("sasaran riil", max_digits=10, decimal_places=2, null=True, blank=True)
    projected = models.DecimalField("sasaran proyeksi", max_digits=10, decimal_places=2, null=True, blank=True)
    reported = models.PositiveIntegerField("angka laporan", null=True, blank=True)
    rolled_at = models.DateTimeField("dihitung", default=timezone.now)

    class Meta:
        verbose_name = "angka PWS"
        verbose_name_plural = "angka PWS"
        ordering = ["facility", "month", "village", "indicator"]
        constraints = [
            # Leads with month, so it is also the index the grid of a month reads.
            models.UniqueConstraint(
                fields=["facility", "month", "village", "indicator"],
                nulls_distinct=False,
                name="one_figure_per_village_indicator_and_month",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="a_figure_is_of_a_whole_month"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.indicator} {self.month:%Y-%m}: {self.numerator}"


class PwsDisease(models.Model):
    """How often one illness was diagnosed among those who live in a village, in a month, new and known."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    month = models.DateField("bulan")
    icd10 = models.CharField("ICD-10", max_length=7)
    new = models.PositiveIntegerField("kasus baru", default=0)
    old = models.PositiveIntegerField("kasus lama", default=0)

    class Meta:
        verbose_name = "penyakit menurut desa"
        verbose_name_plural = "penyakit menurut desa"
        ordering = ["facility", "month", "village", "icd10"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "month", "village", "icd10"],
                nulls_distinct=False,
                name="one_row_per_illness_village_and_month",
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.icd10} {self.month:%Y-%m}: {self.new + self.old}"


class RunState(models.TextChoices):
    """How far a count asked for by a person has come."""

    ASKED = "asked", "Menunggu giliran"
    RUNNING = "running", "Sedang menghitung"
    DONE = "done", "Selesai"
    FAILED = "failed", "Terhenti"


class PwsRun(models.Model):
    """One count of a year asked for by a person, with how far it has come."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    year = models.PositiveSmallIntegerField("tahun")
    state = models.CharField("keadaan", max_length=7, choices=RunState.choices, default=RunState.ASKED)
    total = models.PositiveIntegerField("seluruhnya", default=0)
    done = models.PositiveIntegerField("sudah", default=0)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diminta oleh")
    asked_at = models.DateTimeField("diminta", default=timezone.now)
    ended_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "hitung ulang PWS"
        verbose_name_plural = "hitung ulang PWS"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="a_run_is_in_a_known_state"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.year} {self.state}"

    @property
    def percent(self) -> int:
        """How much of it is done, in percent."""
        return self.done * 100 // self.total if self.total else 0

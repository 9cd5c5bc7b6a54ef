"""What an adult was found to have of the risks of chronic disease.

The columns that answer the indicators of the villages: a row is one adult seen on ``on`` (``visit.patient`` says who,
where from and how old); ``systolic`` (pressure measured), ``bmi``, ``waist`` and ``glucose`` are empty where nothing
was measured, so a person screened to the standard is one with all of them in the year.
"""

from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit


class GlucoseKind(models.TextChoices):
    """Which blood sugar was measured."""

    GDS = "gds", "GDS"
    GDP = "gdp", "GDP"
    TTGO = "ttgo", "TTGO 2 jam"
    HBA1C = "hba1c", "HbA1c"


class GlucoseMethod(models.TextChoices):
    """What it was measured with; whole blood and plasma are not the same number."""

    METER = "meter", "Glukometer (darah kapiler)"
    ANALYSER = "analyser", "Alat laboratorium (plasma)"


class Smoking(models.TextChoices):
    """Whether somebody smokes."""

    NEVER = "never", "Tidak merokok"
    STOPPED = "stopped", "Sudah berhenti"
    SOMETIMES = "sometimes", "Kadang-kadang"
    DAILY = "daily", "Setiap hari"


class PtmRecord(Versioned):
    """One adult's visit for chronic disease: what was measured with its classes, what was asked and taught."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="ptm_records", verbose_name="kunjungan")
    systolic = models.PositiveSmallIntegerField("sistolik", null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField("diastolik", null=True, blank=True)
    pressure_class = models.CharField("kelas tekanan darah", max_length=11, blank=True)
    pressure_name = models.CharField("tekanan darah", max_length=60, blank=True)
    isolated_systolic = models.BooleanField("sistolik terisolasi", default=False)
    bmi = models.DecimalField("IMT", max_digits=4, decimal_places=1, null=True, blank=True)
    bmi_class = models.CharField("kelas IMT", max_length=40, blank=True)
    bmi_scheme = models.CharField("skema IMT", max_length=20, blank=True)
    waist = models.DecimalField("lingkar perut", max_digits=4, decimal_places=1, null=True, blank=True)
    central_obesity = models.BooleanField("obesitas sentral", null=True, blank=True)
    glucose = models.DecimalField("gula darah", max_digits=5, decimal_places=1, null=True, blank=True)
    glucose_kind = models.CharField("jenis gula darah", max_length=5, choices=GlucoseKind.choices, blank=True)
    glucose_method = models.CharField("cara", max_length=8, choices=GlucoseMethod.choices, blank=True)
    glucose_class = models.CharField("kelas gula darah", max_length=12, blank=True)
    glucose_name = models.CharField("gula darah, kelas", max_length=80, blank=True)
    cholesterol = models.PositiveSmallIntegerField("kolesterol total", null=True, blank=True)
    cholesterol_class = models.CharField("kelas kolesterol", max_length=20, blank=True)
    smoking = models.CharField("merokok", max_length=9, choices=Smoking.choices, blank=True)
    medicine_taken = models.BooleanField("minum obat teratur", null=True, blank=True)
    educated = models.BooleanField("edukasi diberikan", default=False)
    notes = models.TextField("catatan", blank=True)
    rules_version = models.CharField("edisi batas", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "pemeriksaan PTM"
        verbose_name_plural = "pemeriksaan PTM"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(glucose__isnull=True, glucose_kind="", glucose_method="")
                | Q(
                    glucose__isnull=False, glucose_kind__in=GlucoseKind.values, glucose_method__in=GlucoseMethod.values
                ),
                name="a_blood_sugar_says_its_kind_and_method",
            ),
            models.CheckConstraint(
                condition=Q(systolic__isnull=True, diastolic__isnull=True)
                | Q(systolic__isnull=False, diastolic__isnull=False),
                name="a_copied_pressure_is_two_numbers",
            ),
            models.CheckConstraint(condition=Q(smoking__in=["", *Smoking.values]), name="one_smokes_in_a_known_way"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="ptm_of_the_day")]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

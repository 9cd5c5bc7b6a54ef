"""Vital signs, attached to the visit before anyone is identified."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.visits.models import Visit

from ..vitals import CONSCIOUSNESS
from .base import Versioned

MEASURED = (
    "systolic",
    "diastolic",
    "pulse",
    "respiration",
    "temperature",
    "spo2",
    "weight",
    "height",
    "waist",
    "upper_arm",
    "head_circumference",
    "consciousness",
    "pain",
)
_SOMETHING = ~Q(consciousness="")
for _name in MEASURED:
    if _name != "consciousness":
        _SOMETHING |= Q(**{f"{_name}__isnull": False})


class VitalSigns(Versioned):
    """One measurement of one patient: whatever of it was taken, at one time."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="vitals", verbose_name="kunjungan")
    measured_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diukur oleh")
    measured_at = models.DateTimeField("diukur pukul", default=timezone.now)
    systolic = models.PositiveSmallIntegerField("sistolik", null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField("diastolik", null=True, blank=True)
    pulse = models.PositiveSmallIntegerField("nadi", null=True, blank=True)
    respiration = models.PositiveSmallIntegerField("napas", null=True, blank=True)
    temperature = models.DecimalField("suhu", max_digits=3, decimal_places=1, null=True, blank=True)
    spo2 = models.PositiveSmallIntegerField("SpO₂", null=True, blank=True)
    weight = models.DecimalField("berat badan", max_digits=5, decimal_places=2, null=True, blank=True)
    height = models.DecimalField("tinggi badan", max_digits=4, decimal_places=1, null=True, blank=True)
    waist = models.DecimalField("lingkar perut", max_digits=4, decimal_places=1, null=True, blank=True)
    upper_arm = models.DecimalField("LiLA", max_digits=3, decimal_places=1, null=True, blank=True)
    head_circumference = models.DecimalField("lingkar kepala", max_digits=3, decimal_places=1, null=True, blank=True)
    consciousness = models.CharField("kesadaran", max_length=13, choices=list(CONSCIOUSNESS.items()), blank=True)
    pain = models.PositiveSmallIntegerField("nyeri", null=True, blank=True)
    limits_version = models.CharField("edisi batas", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "pengukuran"
        verbose_name_plural = "pengukuran"
        ordering = ["-measured_at", "-pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=_SOMETHING, name="a_measurement_measures_something"),
            models.CheckConstraint(
                condition=Q(systolic__isnull=True, diastolic__isnull=True)
                | Q(systolic__isnull=False, diastolic__isnull=False, diastolic__lt=F("systolic")),
                name="blood_pressure_is_two_numbers_falling",
            ),
            models.CheckConstraint(condition=Q(pain__isnull=True) | Q(pain__lte=10), name="pain_goes_up_to_ten"),
            models.CheckConstraint(
                condition=Q(consciousness__in=["", *CONSCIOUSNESS]), name="consciousness_is_of_a_known_kind"
            ),
        ]
        indexes = [
            # PWS reads a facility's measurements by day.
            models.Index(fields=["facility", "on"], name="vitals_of_the_day"),
        ]

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def values(self) -> dict[str, Any]:
        """What was measured, by name; what was not is left out."""
        return {name: value for name in MEASURED if (value := getattr(self, name)) not in (None, "")}

"""The people each village answers for in a year, and the yearly numbers of the district behind them."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Facility, Staff, Village


class Basis(models.TextChoices):
    """How a number of people was found; the two give different coverage and are never mixed unsaid."""

    REAL = "real", "Riil (pendataan)"
    PROJECTED = "projected", "Proyeksi"


class PwsTarget(models.Model):
    """How many people of one kind a village has in a year; a change is a new version, the one before stays."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    village = models.ForeignKey(Village, models.PROTECT, related_name="targets", verbose_name="desa")
    year = models.PositiveSmallIntegerField("tahun")
    kind = models.CharField("jenis sasaran", max_length=20)
    basis = models.CharField("dasar", max_length=9, choices=Basis.choices)
    number = models.DecimalField("jumlah", max_digits=10, decimal_places=2)
    version = models.PositiveSmallIntegerField("versi", default=1)
    source = models.CharField("sumber", max_length=120)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    recorded_at = models.DateTimeField("dicatat pukul", default=timezone.now)

    class Meta:
        verbose_name = "sasaran"
        verbose_name_plural = "sasaran"
        ordering = ["village", "year", "kind", "basis", "-version"]
        constraints = [
            # Also the index by which the version in force is found.
            models.UniqueConstraint(
                fields=["facility", "year", "basis", "kind", "village", "version"], name="one_target_per_version"
            ),
            models.CheckConstraint(condition=Q(number__gte=0), name="a_target_is_not_negative"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="a_target_is_real_or_projected"),
            models.CheckConstraint(condition=~Q(source=""), name="a_target_names_its_source"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.kind} {self.year}: {self.number}"


class PwsRateQuerySet(models.QuerySet):
    """Yearly numbers in all their versions."""

    def newest(self) -> dict[str, Decimal]:
        """The numbers that stand, by name; asked of one puskesmas and one year."""
        rows = self.order_by("name", "-version").distinct("name")
        return {row.name: row.value for row in rows}


class PwsRate(models.Model):
    """One yearly number of the district: a birth rate, a prevalence, or the percentage an indicator is to reach."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    year = models.PositiveSmallIntegerField("tahun")
    name = models.CharField("angka", max_length=30)
    value = models.DecimalField("nilai", max_digits=9, decimal_places=5)
    version = models.PositiveSmallIntegerField("versi", default=1)
    source = models.CharField("sumber", max_length=120)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    recorded_at = models.DateTimeField("dicatat pukul", default=timezone.now)

    objects = PwsRateQuerySet.as_manager()

    class Meta:
        verbose_name = "angka tahunan"
        verbose_name_plural = "angka tahunan"
        ordering = ["facility", "year", "name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year", "name", "version"], name="one_rate_per_version"),
            models.CheckConstraint(condition=Q(value__gte=0), name="a_rate_is_not_negative"),
            models.CheckConstraint(condition=~Q(source=""), name="a_rate_names_its_source"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.name} {self.year}: {self.value}"

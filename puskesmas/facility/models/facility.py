"""A puskesmas."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

from ..audit import audited

slug_with_underscores = RegexValidator(r"^[a-z0-9_]+$", "Hanya huruf kecil, angka, dan garis bawah.")


class Zone(models.TextChoices):
    """A clock of one of the three time zones of Indonesia."""

    JAKARTA = "Asia/Jakarta", "WIB (Jakarta)"
    PONTIANAK = "Asia/Pontianak", "WIB (Pontianak)"
    MAKASSAR = "Asia/Makassar", "WITA (Makassar)"
    JAYAPURA = "Asia/Jayapura", "WIT (Jayapura)"


@audited()
class Facility(models.Model):
    """One puskesmas; every row of its own belongs to it, and nobody else sees them."""

    code = models.CharField("kode", max_length=20, unique=True, validators=[slug_with_underscores])
    name = models.CharField("nama", max_length=80)
    kind_label = models.CharField("jenis", max_length=40, default="UPT Puskesmas")
    address = models.CharField("alamat", max_length=200, blank=True)
    district = models.CharField("kabupaten/kota", max_length=60)
    province = models.CharField("provinsi", max_length=60)
    phone = models.CharField("telepon", max_length=20, blank=True)
    timezone = models.CharField("zona waktu", max_length=20, choices=Zone.choices, default=Zone.JAKARTA)
    head_name = models.CharField("kepala puskesmas", max_length=80, blank=True)
    head_nip = models.CharField("NIP kepala", max_length=18, blank=True)
    registration_number = models.CharField("nomor registrasi", max_length=20, blank=True)

    class Meta:
        verbose_name = "puskesmas"
        verbose_name_plural = "puskesmas"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(timezone__in=Zone.values), name="facility_keeps_an_indonesian_clock"
            ),
        ]

    class Personal:
        fields = ("head_name", "head_nip")

    def __str__(self):
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def zone_label(self) -> str:
        return Zone(self.timezone).label.split()[0]

    def local_date(self, at: datetime) -> date:
        """Return the date on this puskesmas' wall calendar at a moment."""
        return at.astimezone(self.zone).date()

    def today(self) -> date:
        """Return the date on this puskesmas' wall calendar now."""
        return self.local_date(timezone.now())

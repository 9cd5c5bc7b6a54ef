"""What covers a patient, and what must not be given to them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY, audited
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Staff

from .patient import Patient


class CoverageKind(models.TextChoices):
    """Who pays."""

    JKN = "jkn", "JKN"
    UMUM = "umum", "Umum"


class CoverageStatus(models.TextChoices):
    """What the last check of the card said."""

    ACTIVE = "active", "Aktif"
    INACTIVE = "inactive", "Tidak aktif"
    ELSEWHERE = "elsewhere", "Terdaftar di FKTP lain"
    UNKNOWN = "unknown", "Belum diperiksa"


class CoverageSource(models.TextChoices):
    """Where the answer of a check came from."""

    PCARE = "pcare", "P-Care BPJS"
    CARD = "card", "Kartu yang ditunjukkan"
    MOTHER = "mother", "Mengikuti ibu"
    STATEMENT = "statement", "Keterangan pasien"


@audited()
class Coverage(models.Model):
    """What covers one patient now, with the last check of it; earlier checks are in its audit."""

    patient = models.OneToOneField(Patient, models.PROTECT, related_name="coverage", verbose_name="pasien")
    kind = models.CharField("jaminan", max_length=4, choices=CoverageKind.choices)
    number = models.CharField("nomor kartu", max_length=16, blank=True)
    fktp_name = models.CharField("FKTP terdaftar", max_length=80, blank=True)
    status = models.CharField("status", max_length=9, choices=CoverageStatus.choices, default=CoverageStatus.UNKNOWN)
    checked_at = models.DateTimeField("diperiksa pukul", null=True, blank=True)
    checked_source = models.CharField("sumber", max_length=9, choices=CoverageSource.choices, blank=True)

    class Meta:
        verbose_name = "jaminan"
        verbose_name_plural = "jaminan"
        ordering = ["patient"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CoverageKind.values), name="coverage_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(status__in=CoverageStatus.values), name="coverage_has_a_known_status"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_source="")
                | Q(checked_at__isnull=False) & ~Q(checked_source=""),
                name="a_check_has_its_time_and_source",
            ),
        ]

    class Personal:
        fields = ("number",)

    def __str__(self):
        if self.kind == CoverageKind.UMUM:
            return self.get_kind_display()
        return f"{self.get_kind_display()}, {self.get_status_display().lower()}"

    @property
    def pays(self) -> CoverageKind:
        """Who pays today: JKN only while the card is active and registered here."""
        if self.kind == CoverageKind.JKN and self.status == CoverageStatus.ACTIVE:
            return CoverageKind.JKN
        return CoverageKind.UMUM


class AllergyQuerySet(models.QuerySet):
    """Allergies noted for patients."""

    def standing(self):
        """Those not withdrawn since."""
        return self.filter(withdrawn_on__isnull=True)


class Allergy(models.Model):
    """Something a patient must not be given, and what it did to them; withdrawn when mistaken, never deleted."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="allergies", verbose_name="pasien")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    substance = models.CharField("zat", max_length=80)
    reaction = models.CharField("reaksi", max_length=120, blank=True)
    noted_on = models.DateField("dicatat tanggal")
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    withdrawn_on = models.DateField("dicabut tanggal", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dicabut oleh", null=True, blank=True
    )

    objects = AllergyQuerySet.as_manager()

    class Meta:
        verbose_name = "alergi"
        verbose_name_plural = "alergi"
        ordering = ["substance"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "substance"], condition=Q(withdrawn_on__isnull=True), name="allergy_noted_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
                name="who_withdraws_an_allergy_says_when",
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return self.substance


class NoAllergyKnown(models.Model):
    """One time somebody asked about allergies and was told there are none; asked again it is another row."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="allergy_denials", verbose_name="pasien")
    asked_at = models.DateTimeField("ditanyakan pukul", default=timezone.now)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="ditanyakan oleh")

    class Meta:
        verbose_name = "tidak ada alergi"
        verbose_name_plural = "tidak ada alergi"
        ordering = ["-asked_at", "-pk"]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return f"Tidak ada alergi, {self.asked_by}"

"""Who opened a record, what changed in an identity, and the last record number given."""

from django.db import models
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Facility, Staff, Village

from .patient import Patient


class RecordOpened(models.Model):
    """One look at a patient's record: once per staff, patient and quarter of an hour."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="petugas")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="openings", verbose_name="pasien")
    visit_code = models.CharField("kunjungan", max_length=12, blank=True)
    purpose = models.CharField("keperluan", max_length=40)
    at = models.DateTimeField("pukul", default=timezone.now)
    quarter = models.DateTimeField("seperempat jam", editable=False)

    class Meta:
        verbose_name = "pembukaan rekam medis"
        verbose_name_plural = "pembukaan rekam medis"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["staff", "patient", "quarter"], name="one_opening_per_quarter_hour"),
        ]
        # The patient's page lists who opened it, latest first.
        indexes = [models.Index(fields=["patient", "-at"], name="openings_of_a_patient")]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.staff} {self.at:%Y-%m-%d %H:%M}"


class ChangeKind(models.TextChoices):
    """What changed about a person, where it matters to figures or to finding them."""

    REGISTERED = "registered", "Didaftarkan"
    DOMICILE = "domicile", "Domisili"
    SEX = "sex", "Jenis kelamin"
    BIRTH_DATE = "birth_date", "Tanggal lahir"
    NAME = "name", "Nama"
    IDENTIFIERS = "identifiers", "Nomor identitas"
    CONTACT = "contact", "Kontak dan keluarga"
    DIED = "died", "Meninggal"
    MERGED = "merged", "Digabung"
    UNMERGED = "unmerged", "Penggabungan dilepas"


class PatientChange(models.Model):
    """One change to what is known of a person, for those who count by domicile, sex and age.

    Readers keep a cursor on `recorded_at`, so it is always the server's clock. Values that identify are not
    kept here but in the audit of Patient; sex, birth date and day of death are, since figures hang on them.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="changes", verbose_name="pasien")
    kind = models.CharField("jenis", max_length=12, choices=ChangeKind.choices)
    village_before = models.ForeignKey(Village, models.PROTECT, related_name="+", null=True, blank=True)
    village_after = models.ForeignKey(Village, models.PROTECT, related_name="+", null=True, blank=True)
    data = models.JSONField("rincian", default=dict, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    by_name = models.CharField("nama petugas", max_length=80)
    by_role = models.CharField("peran petugas", max_length=12)
    on = models.DateField("tanggal")
    recorded_at = models.DateTimeField("dicatat pukul", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "perubahan identitas"
        verbose_name_plural = "perubahan identitas"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ChangeKind.values), name="change_is_of_a_known_kind"),
        ]
        indexes = [
            # PWS reads what is newer than its cursor; the patient's page lists one patient's.
            models.Index(fields=["facility", "recorded_at"], name="changes_by_cursor"),
            models.Index(fields=["patient", "recorded_at"], name="changes_of_a_patient"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("data", "by_name")

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


class RecordCounter(models.Model):
    """The last record number a puskesmas has given; its row lock keeps numbers apart."""

    facility = models.OneToOneField(Facility, models.PROTECT, primary_key=True, related_name="+")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "penghitung nomor RM"
        verbose_name_plural = "penghitung nomor RM"

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.facility_id}: {self.last}"

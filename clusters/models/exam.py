"""What an examination leaves behind: whose identity was checked, what was found, and what it is called."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Staff
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit

from .base import RoomRecord, Versioned


class Identifier(models.TextChoices):
    """Something by which a patient is recognised, besides the face."""

    NAME = "name", "Nama"
    BIRTH_DATE = "birth_date", "Tanggal lahir"
    NIK = "nik", "NIK"
    RECORD_NUMBER = "record_number", "Nomor RM"
    BPJS = "bpjs", "Nomor BPJS"
    ADDRESS = "address", "Alamat"
    MOTHER = "mother", "Nama ibu"
    BAND = "band", "Gelang identitas"


class IdentityCheck(RoomRecord):
    """One confirmation, in the room, that this is the patient the record speaks of: two identifiers at least."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="identity_checks", verbose_name="kunjungan")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+", verbose_name="pasien")
    identifiers = ArrayField(models.CharField(max_length=13, choices=Identifier.choices), verbose_name="dicocokkan")

    class Meta:
        verbose_name = "pencocokan identitas"
        verbose_name_plural = "pencocokan identitas"
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(identifiers__len__gte=2, identifiers__contained_by=Identifier.values),
                name="identity_is_confirmed_by_two",
            ),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return ", ".join(self.identifiers)


class Soap(Versioned):
    """What one examination found: subjective, objective, assessment, plan."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="soaps", verbose_name="kunjungan")
    subjective = models.TextField("subjektif", blank=True)
    objective = models.TextField("objektif", blank=True)
    assessment = models.TextField("asesmen", blank=True)
    plan = models.TextField("rencana", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "pemeriksaan"
        verbose_name_plural = "pemeriksaan"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(subjective="", objective="", assessment="", plan=""), name="an_exam_says_something"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="soap_of_the_day")]

    class Personal:
        fields = ("subjective", "objective", "assessment", "plan", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"


class Case(models.TextChoices):
    """Whether this illness is written down for the first time, as LB1 counts it."""

    NEW = "new", "Kasus baru"
    OLD = "old", "Kasus lama"


class DiagnosisQuerySet(models.QuerySet):
    """Diagnoses made on visits."""

    def standing(self):
        """Those not withdrawn, the main one first."""
        return self.filter(withdrawn_at__isnull=True).order_by("-is_main", "pk")


class Diagnosis(RoomRecord):
    """One illness by its ICD-10 code, as a clinician named it; withdrawn with a reason, never altered."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="diagnoses", verbose_name="kunjungan")
    icd10 = models.CharField("ICD-10", max_length=7)
    name = models.CharField("nama saat itu", max_length=200)
    is_main = models.BooleanField("diagnosis utama", default=False)
    case = models.CharField("kasus", max_length=3, choices=Case.choices, default=Case.NEW)
    withdrawn_at = models.DateTimeField("dicabut pukul", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dicabut oleh", null=True, blank=True
    )
    withdrawn_because = models.CharField("alasan dicabut", max_length=200, blank=True)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = "diagnosis"
        verbose_name_plural = "diagnosis"
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=Q(is_main=True, withdrawn_at__isnull=True), name="one_main_diagnosis"
            ),
            models.UniqueConstraint(
                fields=["visit", "icd10"], condition=Q(withdrawn_at__isnull=True), name="each_diagnosis_once_per_visit"
            ),
            models.CheckConstraint(condition=Q(case__in=Case.values), name="a_case_is_new_or_old"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_because=""),
                name="who_withdraws_a_diagnosis_says_when_and_why",
            ),
        ]
        indexes = [
            # LB1 and SKDR count a facility's diagnoses by day and code.
            models.Index(fields=["facility", "on", "icd10"], name="diagnosis_of_the_day"),
        ]

    class Personal:
        fields = ("withdrawn_because",)

    def __str__(self):
        return f"{self.icd10} {self.name}"

"""Tuberculosis as an episode, from the suspicion to the outcome, with the contacts.

The columns that answer the cascade of the villages, each a day or empty: ``suspect_on`` (terduga), ``sampled_on``,
``tested_on``, ``positive_on`` (found to have it, by test or by a doctor), ``treated_on``, ``outcome_on`` with
``outcome``; contacts are rows of ``TbContact``: ``found_on`` of each, ``screened_on`` examined, ``tpt_on`` protected.
Domicile is the patient's.
"""

from django.db import models
from django.db.models import F, Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.patients.models import Patient
from puskesmas.patients.models.patient import Sex
from puskesmas.visits.models import Visit


class TbTest(models.TextChoices):
    """By what it was looked for."""

    TCM = "tcm", "TCM"
    BTA = "bta", "BTA mikroskopis"
    CLINICAL = "clinical", "Klinis oleh dokter"


class TbResult(models.TextChoices):
    """What was found."""

    NEGATIVE = "negative", "Negatif"
    SENSITIVE = "sensitive", "Positif, sensitif obat"
    RESISTANT = "resistant", "Positif, resisten rifampisin"
    POSITIVE = "positive", "Positif, kepekaan belum diketahui"
    INVALID = "invalid", "Tidak valid, ulangi"


POSITIVES = (TbResult.SENSITIVE, TbResult.RESISTANT, TbResult.POSITIVE)


class Regimen(models.TextChoices):
    """What it is treated with."""

    SO = "so", "TBC sensitif obat"
    RO = "ro", "TBC resisten obat"


class TbOutcome(models.TextChoices):
    """How an episode ended."""

    CURED = "cured", "Sembuh"
    COMPLETED = "completed", "Pengobatan lengkap"
    FAILED = "failed", "Gagal"
    LOST = "lost", "Putus berobat"
    DIED = "died", "Meninggal"
    MOVED = "moved", "Pindah"
    NOT_TB = "not_tb", "Bukan TBC"


BEFORE_TREATMENT = (TbOutcome.NOT_TB, TbOutcome.DIED, TbOutcome.MOVED, TbOutcome.LOST)


class TbCaseQuerySet(models.QuerySet):
    """Episodes of a puskesmas."""

    def open(self):
        """Those without an outcome."""
        return self.filter(outcome_on__isnull=True)

    def of_person(self, patient: Patient):
        """Those of one person, under whichever record."""
        return self.filter(patient__person=patient.person_id)


class TbCase(models.Model):
    """One episode of one person: suspected, sampled, tested, treated, ended."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="tb_cases", verbose_name="pasien")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="tb_cases", verbose_name="ditemukan pada kunjungan")
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="ditemukan oleh")
    suspect_on = models.DateField("terduga")
    sampled_on = models.DateField("dahak diambil", null=True, blank=True)
    test = models.CharField("pemeriksaan", max_length=8, choices=TbTest.choices, blank=True)
    tested_on = models.DateField("hasil tanggal", null=True, blank=True)
    result = models.CharField("hasil", max_length=9, choices=TbResult.choices, blank=True)
    positive_on = models.DateField("terbukti", null=True, blank=True)
    treated_on = models.DateField("mulai obat", null=True, blank=True)
    regimen = models.CharField("paduan", max_length=2, choices=Regimen.choices, blank=True)
    outcome_on = models.DateField("berakhir", null=True, blank=True)
    outcome = models.CharField("hasil akhir", max_length=9, choices=TbOutcome.choices, blank=True)

    objects = TbCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "episode TBC"
        verbose_name_plural = "episode TBC"
        ordering = ["-suspect_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(outcome_on__isnull=True), name="one_open_tb_episode_per_record"
            ),
            models.CheckConstraint(
                condition=Q(tested_on__isnull=True, result="", test="")
                | Q(tested_on__isnull=False, result__in=TbResult.values, test__in=TbTest.values),
                name="a_tb_test_says_how_and_what",
            ),
            models.CheckConstraint(
                condition=Q(treated_on__isnull=True, regimen="")
                | Q(treated_on__gte=F("positive_on"), regimen__in=Regimen.values),
                name="tb_is_treated_after_it_is_found",
            ),
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True, outcome="")
                | Q(outcome_on__gte=F("suspect_on"), outcome__in=TbOutcome.values),
                name="a_tb_episode_ends_in_a_known_way",
            ),
        ]
        indexes = [
            # PWS reads the cascade of a year by the day of suspicion; the worklist those still open.
            models.Index(fields=["facility", "suspect_on"], name="tb_suspected_on"),
            models.Index(fields=["facility", "treated_on"], name="tb_treated_on"),
            models.Index(fields=["facility", "outcome_on"], name="tb_ended_on"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"K4 {self.code}"

    @property
    def is_open(self) -> bool:
        return self.outcome_on is None

    @property
    def is_positive(self) -> bool:
        return self.positive_on is not None


class TbContact(models.Model):
    """Somebody who lived or spent much time with a patient in the months before treatment."""

    case = models.ForeignKey(TbCase, models.PROTECT, related_name="contacts", verbose_name="episode")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    name = models.CharField("nama", max_length=100)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices)
    years = models.PositiveSmallIntegerField("umur, tahun")
    household = models.BooleanField("serumah", default=True)
    found_on = models.DateField("didata")
    screened_on = models.DateField("diperiksa", null=True, blank=True)
    symptomatic = models.BooleanField("bergejala", null=True, blank=True)
    tpt_on = models.DateField("mulai TPT", null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dicatat oleh")

    class Meta:
        verbose_name = "kontak TBC"
        verbose_name_plural = "kontak TBC"
        ordering = ["case", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(screened_on__isnull=True, symptomatic__isnull=True)
                | Q(screened_on__isnull=False, symptomatic__isnull=False),
                name="an_examined_contact_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(tpt_on__isnull=True) | Q(screened_on__lte=F("tpt_on"), symptomatic=False),
                name="prevention_is_for_contacts_without_symptoms",
            ),
        ]

    class Personal:
        fields = ("name",)

    def __str__(self):
        return self.code

"""A pregnancy: the episode, what was told when it was opened, and how it ended.

The episode's own row is what its papers add up to, written in the same transaction as each of them, so counting reads
one row per pregnancy and never the papers. The columns that answer the indicators of the villages, each a day or empty:

- K1 access: ``k1_on`` (first contact at any age); K1 pure: ``k1_pure_on`` (that contact fell into the first trimester);
- K4, K6: ``k4_on``, ``k6_on``, the day the pattern of the trimesters was complete;
- TTD: ``tablets`` given so far, and ``ttd_on``, the day the tablets reached what the reference asks;
- obstetric complication: ``complication_on`` first found, ``complication_handled_on`` first treated here or referred;
- the end: ``ended_on`` and ``ended_how`` (delivery, abortion, moved, died);
- birth: ``birth_skilled`` and ``birth_at_facility``, empty where nobody said, for births here and elsewhere;
- KF: ``kf1_on`` … ``kf4_on``, the first contact in each window, and ``kf_on``, the day all of them were there.

A row whose ``k1_on`` is empty is a woman whom this puskesmas met at the birth or after it. Domicile is the patient's.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from clusters.models import Versioned
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit

from ..gestation import Dated, age_words, dated
from .rules import ONE_OPEN


class Dating(models.TextChoices):
    """What a pregnancy is dated by."""

    LMP = "lmp", "HPHT"
    USG = "usg", "USG"
    UNKNOWN = "unknown", "Belum diketahui"


class Ending(models.TextChoices):
    """How a pregnancy ended, or why it is followed here no more."""

    DELIVERY = "delivery", "Melahirkan"
    ABORTION = "abortion", "Abortus"
    MOVED = "moved", "Pindah"
    DIED = "died", "Ibu meninggal"


class Obstetric(models.TextChoices):
    """What went wrong in an earlier pregnancy or birth."""

    CAESAREAN = "caesarean", "Bekas seksio sesarea"
    PREECLAMPSIA = "preeclampsia", "Preeklamsia atau eklamsia"
    BLEEDING = "bleeding", "Perdarahan"
    PRETERM = "preterm", "Lahir prematur"
    LIGHT = "light", "Bayi berat lahir rendah"
    LOST = "lost", "Lahir mati atau bayi meninggal"
    VACUUM = "vacuum", "Vakum atau forsep"


class Illness(models.TextChoices):
    """What a woman lives with that matters to a pregnancy."""

    HYPERTENSION = "hypertension", "Hipertensi"
    DIABETES = "diabetes", "Diabetes"
    HEART = "heart", "Jantung"
    KIDNEY = "kidney", "Ginjal"
    ASTHMA = "asthma", "Asma"
    TB = "tb", "TBC"
    MALARIA = "malaria", "Malaria"
    AUTOIMMUNE = "autoimmune", "Autoimun"
    THALASSAEMIA = "thalassaemia", "Talasemia"


class PregnancyQuerySet(models.QuerySet):
    """Pregnancies of a puskesmas."""

    def open(self):
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def of_person(self, patient: Patient):
        """Those of one woman, under whichever of her records, the latest first."""
        return self.filter(patient__person=patient.person_id).order_by("-opened_on", "-pk")


class Pregnancy(models.Model):
    """One pregnancy of one woman, from the first contact to the last of the weeks after birth."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="pregnancies", verbose_name="ibu")
    opened_on = models.DateField("mulai dicatat")
    dating = models.CharField("dasar", max_length=7, choices=Dating.choices, default=Dating.UNKNOWN)
    dated_from = models.DateField("hari pertama", null=True, blank=True)
    due_on = models.DateField("HPL", null=True, blank=True)
    k1_on = models.DateField("K1", null=True, blank=True)
    k1_pure_on = models.DateField("K1 murni", null=True, blank=True)
    k4_on = models.DateField("K4", null=True, blank=True)
    k6_on = models.DateField("K6", null=True, blank=True)
    tablets = models.PositiveSmallIntegerField("TTD", default=0)
    ttd_on = models.DateField("TTD lengkap", null=True, blank=True)
    complication_on = models.DateField("komplikasi ditemukan", null=True, blank=True)
    complication_handled_on = models.DateField("komplikasi ditangani", null=True, blank=True)
    ended_on = models.DateField("berakhir", null=True, blank=True)
    ended_how = models.CharField("cara berakhir", max_length=8, choices=Ending.choices, blank=True)
    birth_skilled = models.BooleanField("ditolong tenaga kesehatan", null=True, blank=True)
    birth_at_facility = models.BooleanField("lahir di fasilitas kesehatan", null=True, blank=True)
    kf1_on = models.DateField("KF1", null=True, blank=True)
    kf2_on = models.DateField("KF2", null=True, blank=True)
    kf3_on = models.DateField("KF3", null=True, blank=True)
    kf4_on = models.DateField("KF4", null=True, blank=True)
    kf_on = models.DateField("KF lengkap", null=True, blank=True)

    objects = PregnancyQuerySet.as_manager()

    class Meta:
        verbose_name = "kehamilan"
        verbose_name_plural = "kehamilan"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"], condition=Q(ended_on__isnull=True), name="one_open_pregnancy_per_record"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_how="")
                | Q(ended_on__isnull=False, ended_how__in=Ending.values),
                name="a_pregnancy_ends_in_a_known_way",
            ),
            models.CheckConstraint(
                condition=Q(dating=Dating.UNKNOWN, dated_from__isnull=True, due_on__isnull=True)
                | Q(dating__in=[Dating.LMP, Dating.USG], dated_from__isnull=False, due_on__gt=F("dated_from")),
                name="a_dated_pregnancy_has_a_due_day",
            ),
        ]
        indexes = [
            # The desk and the villages ask for a woman's pregnancies; PWS for those of a month.
            models.Index(fields=["patient", "opened_on"], name="pregnancy_of_a_woman"),
            models.Index(fields=["facility", "opened_on"], name="pregnancy_opened_on"),
            models.Index(fields=["facility", "ended_on"], name="pregnancy_ended_on"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="one_open_pregnancy_per_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ONE_OPEN,
            ),
            pgtrigger.Protect(name="pregnancies_are_never_deleted", operation=pgtrigger.Delete),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.code} {self.opened_on}"

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


class PregnancyRecord(Versioned):
    """What is told when a pregnancy is opened: since when, the births before, what she lives with."""

    pregnancy = models.ForeignKey(Pregnancy, models.PROTECT, related_name="records", verbose_name="kehamilan")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    lmp = models.DateField("HPHT", null=True, blank=True)
    usg_on = models.DateField("USG tanggal", null=True, blank=True)
    usg_days = models.PositiveSmallIntegerField("umur kehamilan menurut USG, hari", null=True, blank=True)
    usg_source = models.CharField("USG oleh", max_length=100, blank=True)
    gravida = models.PositiveSmallIntegerField("gravida")
    para = models.PositiveSmallIntegerField("para")
    abortus = models.PositiveSmallIntegerField("abortus")
    living = models.PositiveSmallIntegerField("anak hidup", null=True, blank=True)
    last_birth_year = models.PositiveSmallIntegerField("tahun persalinan terakhir", null=True, blank=True)
    weight_before = models.DecimalField("berat sebelum hamil", max_digits=4, decimal_places=1, null=True, blank=True)
    obstetric = ArrayField(
        models.CharField(max_length=12, choices=Obstetric.choices),
        verbose_name="riwayat persalinan",
        default=list,
        blank=True,
    )
    illnesses = ArrayField(
        models.CharField(max_length=12, choices=Illness.choices),
        verbose_name="riwayat penyakit",
        default=list,
        blank=True,
    )
    notes = models.TextField("catatan", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "data kehamilan"
        verbose_name_plural = "data kehamilan"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(usg_on__isnull=True, usg_days__isnull=True)
                | Q(usg_on__isnull=False, usg_days__isnull=False),
                name="an_age_by_usg_has_its_day",
            ),
            models.CheckConstraint(condition=Q(gravida__gte=1), name="this_pregnancy_is_counted"),
            models.CheckConstraint(
                condition=Q(obstetric__contained_by=Obstetric.values), name="earlier_births_went_wrong_in_known_ways"
            ),
            models.CheckConstraint(
                condition=Q(illnesses__contained_by=Illness.values), name="a_pregnant_woman_has_known_illnesses"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="pregnancy_record_of_the_day")]

    class Personal:
        fields = ("notes", "usg_source", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def parity(self) -> str:
        """The births before, as a midwife writes them: G2P1A0."""
        return f"G{self.gravida}P{self.para}A{self.abortus}"

    @property
    def dated(self) -> Dated:
        """What the pregnancy is dated by, as this paper tells it."""
        return dated(lmp=self.lmp, usg_on=self.usg_on, usg_days=self.usg_days, on=self.on)

    @property
    def usg_words(self) -> str:
        """How old the USG found it: "8 minggu 3 hari"."""
        return age_words(self.usg_days)

    @property
    def history(self) -> list[str]:
        """What went wrong before and what she lives with, in words."""
        return [Obstetric(one).label for one in self.obstetric] + [Illness(one).label for one in self.illnesses]

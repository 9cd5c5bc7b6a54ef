"""One dose of one vaccine: given here or told of from elsewhere, or why it was not given."""

from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from clusters.models.base import VersionQuerySet
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit

from ..immunization import Given, Verdict
from ..wording import BARE


class DoseStatus(models.TextChoices):
    """What became of a dose."""

    GIVEN = "given", "Diberikan"
    POSTPONED = "postponed", "Ditunda"
    REFUSED = "refused", "Ditolak"
    MISTAKEN = "mistaken", "Salah catat"


class GivenAt(models.TextChoices):
    """Where a dose was given."""

    HERE = "here", "Puskesmas ini"
    PUSTU = "pustu", "Pustu"
    POSYANDU = "posyandu", "Posyandu"
    SCHOOL = "school", "Sekolah"
    ELSEWHERE = "elsewhere", "Tempat lain, menurut catatan"


VERDICTS = [(verdict.value, words) for verdict, words in BARE.items()]


class ImmunizationQuerySet(VersionQuerySet):
    """Doses in all their versions."""

    def of_person(self, patient: Patient):
        """The doses of one child that stand, whichever visit they were written on, in the order of their days."""
        rows = self.current().filter(visit__patient__person=patient.person_id, facility=patient.facility_id)
        return rows.order_by("given_on", "antigen", "dose", "pk")

    def given(self):
        """Those that were given."""
        return self.filter(status=DoseStatus.GIVEN)


class Immunization(Versioned):
    """One dose of one vaccine for one patient."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="immunizations", verbose_name="kunjungan")
    antigen = models.CharField("antigen", max_length=10)
    dose = models.PositiveSmallIntegerField("dosis ke")
    status = models.CharField("status", max_length=9, choices=DoseStatus.choices, default=DoseStatus.GIVEN)
    given_on = models.DateField("diberikan tanggal", null=True, blank=True)
    place = models.CharField("tempat", max_length=9, choices=GivenAt.choices, default=GivenAt.HERE)
    batch = models.CharField("nomor batch", max_length=30, blank=True)
    expires_on = models.DateField("kedaluwarsa", null=True, blank=True)
    within_day = models.BooleanField("dalam 24 jam sesudah lahir", null=True, blank=True)
    why = models.CharField("alasan", max_length=200, blank=True)
    verdict = models.CharField("penilaian", max_length=14, choices=VERDICTS, blank=True)
    edition = models.CharField("edisi jadwal", max_length=10)

    objects = ImmunizationQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = "imunisasi"
        verbose_name_plural = "imunisasi"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=DoseStatus.values), name="a_dose_has_a_known_status"),
            models.CheckConstraint(condition=Q(place__in=GivenAt.values), name="a_dose_is_given_somewhere_known"),
            models.CheckConstraint(
                condition=Q(status=DoseStatus.GIVEN, given_on__isnull=False) & ~Q(verdict="")
                | Q(given_on__isnull=True, verdict="") & ~Q(status=DoseStatus.GIVEN) & ~Q(why=""),
                name="a_dose_given_has_its_day",
            ),
            models.CheckConstraint(condition=Q(dose__gte=1), name="a_dose_has_a_number"),
        ]
        indexes = [
            # PWS reads a facility's doses of a month by antigen.
            models.Index(fields=["facility", "given_on"], name="dose_by_day_given"),
            models.Index(fields=["facility", "on"], name="dose_by_day_written"),
        ]

    class Personal:
        fields = ("why", "reason")

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        """The dose as the schedule names it: "DPT 1"."""
        return f"{self.antigen} {self.dose}"

    @property
    def as_given(self) -> Given:
        """The dose as the judge reads it."""
        return Given(self.antigen, self.dose, self.given_on)

    @property
    def verdict_words(self) -> str:
        """Why it does not count, in words."""
        return self.get_verdict_display()

    @property
    def counts(self) -> bool:
        """Whether it counted when it was written down."""
        return self.verdict == Verdict.VALID

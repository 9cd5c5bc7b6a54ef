"""What an instrument found in somebody, or why it was not asked.

The columns that answer the indicators of the villages, all indexed by facility and day: ``instrument`` and ``on`` with
``outcome`` done (asked), ``result`` (the class, by its code in the instrument's file), ``level`` (A, B, C of the old).
"""

from django.db import models
from django.db.models import Q

from puskesmas.visits.models import Visit
from referrals.models.appointment import PlaceKind

from ..due import DONE, POSTPONED, REFUSED
from .base import Versioned, VersionQuerySet
from .screening import ScreeningNote


class ScreeningOutcome(models.TextChoices):
    """Whether an instrument was asked."""

    DONE = DONE, "Selesai"
    REFUSED = REFUSED, "Ditolak pasien"
    POSTPONED = POSTPONED, "Dijadwalkan"


class ScreeningResultQuerySet(VersionQuerySet):
    """Results of screening instruments."""

    def of_person(self, patient):
        """Those of one person, under whichever record."""
        return self.filter(visit__patient__person=patient.person_id)

    def latest_of_each(self):
        """The latest of each instrument and outcome, as somebody's due list needs them."""
        return self.order_by("instrument", "outcome", "-on", "-pk").distinct("instrument", "outcome")

    def done(self):
        """Those that were asked to the end."""
        return self.filter(outcome=ScreeningOutcome.DONE)


class ScreeningResult(Versioned):
    """One instrument put to one person on one visit: every answer, the sum, its class and what follows."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="screening_results", verbose_name="kunjungan")
    instrument = models.CharField("instrumen", max_length=15)
    edition = models.CharField("edisi instrumen", max_length=10)
    title = models.CharField("nama saat itu", max_length=80)
    outcome = models.CharField("keadaan", max_length=9, choices=ScreeningOutcome.choices, default=ScreeningOutcome.DONE)
    answers = models.JSONField("jawaban", default=dict)
    score = models.SmallIntegerField("skor", null=True, blank=True)
    result = models.CharField("kelas", max_length=15, blank=True)
    result_name = models.CharField("hasil", max_length=80, blank=True)
    level = models.CharField("tingkat", max_length=1, blank=True)
    needs_follow_up = models.BooleanField("perlu tindak lanjut", default=False)
    advice = models.CharField("tindak lanjut", max_length=300, blank=True)
    because = models.CharField("butir penentu", max_length=200, blank=True)
    sensitive = models.BooleanField("terbatas", default=False)
    note = models.ForeignKey(
        ScreeningNote, models.PROTECT, related_name="results", verbose_name="catatan titipan", null=True, blank=True
    )
    why_not = models.CharField("alasan tidak ditanyakan", max_length=200, blank=True)
    planned_on = models.DateField("dijadwalkan", null=True, blank=True)
    planned_place = models.CharField("tempat", max_length=9, choices=PlaceKind.choices, blank=True)

    objects = ScreeningResultQuerySet.as_manager()

    class Meta(Versioned.Meta):
        verbose_name = "hasil skrining"
        verbose_name_plural = "hasil skrining"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(outcome=DONE, score__isnull=False, why_not="", planned_on__isnull=True) & ~Q(result="")
                | Q(outcome=REFUSED, score__isnull=True, result="", planned_on__isnull=True) & ~Q(why_not="")
                | Q(outcome=POSTPONED, score__isnull=True, result="", planned_on__isnull=False) & ~Q(why_not=""),
                name="a_screening_is_done_refused_or_planned",
            ),
            models.CheckConstraint(
                condition=Q(needs_follow_up=False) | Q(note__isnull=False), name="a_result_to_follow_up_has_its_note"
            ),
        ]
        indexes = [
            # PWS counts a facility's results by instrument and day.
            models.Index(fields=["facility", "instrument", "on"], name="result_of_the_day"),
        ]

    class Personal:
        fields = ("answers", "why_not", "because", "reason")

    def __str__(self):
        return f"{self.title} {self.on}"

    @property
    def is_done(self) -> bool:
        return self.outcome == ScreeningOutcome.DONE

"""The visit of somebody old: how independent they are, what SKILAS ticked, and the care agreed.

The columns that answer the indicators of the villages: ``on`` (elderly screened), ``adl_level`` (A, B, C) and
``care_plan`` (levels B and C that are cared for at home).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import ScreeningResult, Versioned
from puskesmas.visits.models import Visit


class Concern(models.TextChoices):
    """A domain of SKILAS that was ticked."""

    COGNITION = "cognition", "Kognitif"
    MOBILITY = "mobility", "Mobilisasi"
    NUTRITION = "nutrition", "Malnutrisi"
    SIGHT = "sight", "Penglihatan"
    HEARING = "hearing", "Pendengaran"
    MOOD = "mood", "Gejala depresi"


class CarePlan(models.TextChoices):
    """Where somebody old is cared for from now on."""

    GROUP = "group", "Posyandu dan kegiatan lansia"
    HERE = "here", "Ditangani di puskesmas"
    HOME = "home", "Perawatan di rumah (PJP)"
    REFERRED = "referred", "Dirujuk"


class ElderlyVisit(Versioned):
    """One visit of somebody of sixty or more: the ADL it rests on, what was found, and the care agreed."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="elderly_visits", verbose_name="kunjungan")
    adl = models.ForeignKey(ScreeningResult, models.PROTECT, related_name="+", verbose_name="hasil ADL")
    adl_score = models.PositiveSmallIntegerField("skor ADL")
    adl_class = models.CharField("kelas ADL", max_length=15)
    adl_level = models.CharField("tingkat ketergantungan", max_length=1)
    concerns = ArrayField(
        models.CharField(max_length=9, choices=Concern.choices), verbose_name="SKILAS", default=list, blank=True
    )
    fell = models.BooleanField("jatuh dalam setahun", null=True, blank=True)
    lives_alone = models.BooleanField("tinggal sendiri", null=True, blank=True)
    care_plan = models.CharField("perawatan", max_length=8, choices=CarePlan.choices)
    notes = models.TextField("catatan", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "kunjungan lansia"
        verbose_name_plural = "kunjungan lansia"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(adl_level__in=["A", "B", "C"]), name="dependence_has_three_levels"),
            models.CheckConstraint(condition=Q(care_plan__in=CarePlan.values), name="the_old_are_cared_for_somewhere"),
            models.CheckConstraint(condition=Q(concerns__contained_by=Concern.values), name="skilas_has_six_domains"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="elderly_of_the_day")]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def concern_words(self) -> list[str]:
        """What SKILAS ticked, in words."""
        return [Concern(one).label for one in self.concerns]

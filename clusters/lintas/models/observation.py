"""How a patient under observation fares, each time somebody looks."""

from django.db import models
from django.db.models import Q

from clusters.models import RoomRecord
from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.visits.models import Visit


class Fares(models.TextChoices):
    """How a patient does compared with the look before."""

    STABLE = "stable", "Stabil"
    BETTER = "better", "Membaik"
    SAME = "same", "Tetap"
    WORSE = "worse", "Memburuk"


class Observation(RoomRecord):
    """One look at a patient who lies under observation; the next look is another row."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="observations", verbose_name="kunjungan")
    fares = models.CharField("keadaan", max_length=6, choices=Fares.choices)
    text = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "observasi"
        verbose_name_plural = "observasi"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fares__in=Fares.values), name="one_fares_in_a_known_way"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("text",)

    def __str__(self):
        return self.get_fares_display()

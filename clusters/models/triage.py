"""How urgent a patient was, each time somebody looked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.visits.models import Visit

from .base import RoomRecord


class Colour(models.TextChoices):
    """A category of triage, the gravest first (Permenkes 47/2018)."""

    MERAH = "merah", "Merah"
    KUNING = "kuning", "Kuning"
    HIJAU = "hijau", "Hijau"
    HITAM = "hitam", "Hitam"


TO_EMERGENCY = frozenset({Colour.MERAH, Colour.HITAM})


class Triage(RoomRecord):
    """One sorting of one patient; a change of colour is a new row, never an overwrite."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="triages", verbose_name="kunjungan")
    colour = models.CharField("warna", max_length=6, choices=Colour.choices)
    signs = ArrayField(models.CharField(max_length=30), verbose_name="tanda", default=list, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    edition = models.CharField("edisi", max_length=10)

    class Meta:
        verbose_name = "triase"
        verbose_name_plural = "triase"
        ordering = ["-recorded_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(colour__in=Colour.values), name="triage_has_a_known_colour")]
        indexes = [models.Index(fields=["facility", "on"], name="triage_of_the_day")]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return self.get_colour_display()

"""What was found and done in the emergency room."""

from django.db import models
from django.db.models import F, Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit


class Mode(models.TextChoices):
    """How somebody came to the emergency room."""

    ALONE = "alone", "Datang sendiri"
    FAMILY = "family", "Diantar keluarga"
    AMBULANCE = "ambulance", "Ambulans"
    POLICE = "police", "Diantar polisi"
    REFERRED = "referred", "Rujukan fasilitas lain"
    INSIDE = "inside", "Dari ruang lain di puskesmas"


class EmergencyRecord(Versioned):
    """One emergency: how the patient came, the primary survey, what was done and how they fared."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="emergencies", verbose_name="kunjungan")
    arrived_at = models.DateTimeField("tiba pukul")
    care_began_at = models.DateTimeField("mulai ditangani pukul")
    mode = models.CharField("cara datang", max_length=9, choices=Mode.choices)
    companion = models.CharField("pengantar", max_length=100, blank=True)
    mechanism = models.TextField("kejadian", blank=True)
    airway = models.CharField("A, jalan napas", max_length=200, blank=True)
    breathing = models.CharField("B, pernapasan", max_length=200, blank=True)
    circulation = models.CharField("C, sirkulasi", max_length=200, blank=True)
    disability = models.CharField("D, kesadaran", max_length=200, blank=True)
    exposure = models.CharField("E, paparan", max_length=200, blank=True)
    actions = models.TextField("tindakan", blank=True)
    observation = models.TextField("observasi", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "catatan gawat darurat"
        verbose_name_plural = "catatan gawat darurat"
        ordering = ["arrived_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="one_comes_in_a_known_way"),
            models.CheckConstraint(condition=Q(care_began_at__gte=F("arrived_at")), name="care_begins_after_arrival"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="emergency_of_the_day")]

    class Personal:
        fields = (
            "companion",
            "mechanism",
            "airway",
            "breathing",
            "circulation",
            "disability",
            "exposure",
            "actions",
            "observation",
            "reason",
        )

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def response_minutes(self) -> int:
        """How long the patient waited for care, in whole minutes."""
        return int((self.care_began_at - self.arrived_at).total_seconds() // 60)

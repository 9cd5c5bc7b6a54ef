"""A delivery: how the mother fared, and each child of it, the stillborn too."""

from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.facility.models import Staff
from puskesmas.visits.models import Visit

from ..limits import limits_on


class MotherOutcome(models.TextChoices):
    """How the mother came out of the delivery."""

    WELL = "well", "Sehat"
    COMPLICATION = "complication", "Dengan komplikasi, ditangani"
    REFERRED = "referred", "Dirujuk"
    DIED = "died", "Meninggal"


class BirthPlace(models.TextChoices):
    """Where the child was born."""

    WARD = "ward", "Ruang bersalin"
    EMERGENCY = "emergency", "IGD"
    ON_THE_WAY = "on_the_way", "Dalam perjalanan"
    HOME = "home", "Rumah"


class ChildOutcome(models.TextChoices):
    """Whether a child was born alive."""

    LIVE = "live", "Lahir hidup"
    STILLBORN = "stillborn", "Lahir mati"


class DeliveryRecord(Versioned):
    """One delivery of one mother."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="deliveries", verbose_name="kunjungan ibu")
    delivered_at = models.DateTimeField("lahir pukul")
    attendant = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="penolong")
    place = models.CharField("tempat lahir", max_length=10, choices=BirthPlace.choices, default=BirthPlace.WARD)
    mother_outcome = models.CharField("keadaan ibu", max_length=12, choices=MotherOutcome.choices)
    notes = models.TextField("catatan", blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "persalinan"
        verbose_name_plural = "persalinan"
        ordering = ["delivered_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(mother_outcome__in=MotherOutcome.values), name="a_mother_has_a_known_outcome"
            ),
            models.CheckConstraint(condition=Q(place__in=BirthPlace.values), name="a_birth_has_a_known_place"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="delivery_of_the_day")]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"


class DeliveredChild(models.Model):
    """One child of a delivery; a liveborn has a walk of its own, a stillbirth has none."""

    delivery = models.ForeignKey(DeliveryRecord, models.PROTECT, related_name="children", verbose_name="persalinan")
    order = models.PositiveSmallIntegerField("urutan lahir")
    outcome = models.CharField("keadaan lahir", max_length=9, choices=ChildOutcome.choices)
    sex = models.CharField("jenis kelamin", max_length=1, choices=[("L", "Laki-laki"), ("P", "Perempuan")], blank=True)
    birth_weight = models.PositiveSmallIntegerField("berat lahir, gram", null=True, blank=True)
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="+", verbose_name="kunjungan anak", null=True, blank=True
    )

    class Meta:
        verbose_name = "anak lahir"
        verbose_name_plural = "anak lahir"
        ordering = ["delivery", "order"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "order"], name="each_child_once_per_delivery"),
            models.CheckConstraint(
                condition=Q(outcome=ChildOutcome.LIVE, visit__isnull=False, sex__in=["L", "P"])
                | Q(outcome=ChildOutcome.STILLBORN, visit__isnull=True),
                name="only_a_liveborn_has_a_walk",
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.order}, {self.get_outcome_display().lower()}"

    @property
    def is_light(self) -> bool:
        """Whether the child is of low birth weight (BBLR)."""
        return bool(self.birth_weight) and self.birth_weight < limits_on(self.delivery.on)["low_birth_weight"]

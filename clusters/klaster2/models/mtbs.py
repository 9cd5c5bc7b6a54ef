"""One sick child by the MTBS chart: what was seen, what it is called, and when the child comes back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit

from ..mtbs import GRAVEST_FIRST, Classification, named, signs_on


class MtbsColour(models.TextChoices):
    """What the gravest classification asks for."""

    RED = "merah", "Merah: rujuk segera"
    YELLOW = "kuning", "Kuning: obati di sini"
    GREEN = "hijau", "Hijau: rawat di rumah"


def _codes(label: str) -> ArrayField:
    return ArrayField(models.CharField(max_length=20), verbose_name=label, default=list, blank=True)


def _count(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True)


class MtbsRecord(Versioned):
    """One sick child of two months to five years, classified by the chart."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="mtbs_records", verbose_name="kunjungan")
    age_months = models.PositiveSmallIntegerField("umur, bulan penuh")
    complaints = _codes("keluhan")
    signs = _codes("tanda")
    derived = _codes("tanda menurut angka")
    respiration = _count("napas")
    spo2 = _count("SpO₂")
    temperature = models.DecimalField("suhu", max_digits=3, decimal_places=1, null=True, blank=True)
    upper_arm = models.DecimalField("LiLA", max_digits=3, decimal_places=1, null=True, blank=True)
    diarrhoea_days = _count("hari diare")
    fever_days = _count("hari demam")
    ear_days = _count("hari keluar cairan")
    classes = _codes("klasifikasi")  # the gravest first
    colour = models.CharField("warna", max_length=6, choices=MtbsColour.choices)
    follow_up_on = models.DateField("kunjungan ulang", null=True, blank=True)
    treatment = models.TextField("tindakan", blank=True)
    edition = models.CharField("edisi bagan", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "MTBS"
        verbose_name_plural = "MTBS"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(colour__in=GRAVEST_FIRST), name="a_sick_child_has_a_colour"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="mtbs_of_the_day")]

    class Personal:
        fields = ("treatment", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def found(self) -> list[Classification]:
        """Every classification as the edition of the day names it, the gravest first."""
        return [named(code, self.on) for code in self.classes]

    @property
    def sign_words(self) -> list[str]:
        """The signs that were seen, in words."""
        words = signs_on(self.on)
        return [words.get(code, code) for code in self.signs]

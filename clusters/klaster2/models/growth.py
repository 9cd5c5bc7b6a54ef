"""How a child was on one day: what was measured, the z-scores and classes it came to, weight gained or not."""

from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.facility.life_stages import Age
from puskesmas.visits.models import Visit

from ..growth import INDICES, Class, Gain, class_named


class Capsule(models.TextChoices):
    """A capsule of vitamin A."""

    BLUE = "blue", "Biru 100.000 IU"
    RED = "red", "Merah 200.000 IU"


GAINS = [
    (Gain.ROSE.value, "Naik (N)"),
    (Gain.DID_NOT.value, "Tidak naik (T)"),
    (Gain.NOT_WEIGHED.value, "Bulan lalu tidak ditimbang (O)"),
    (Gain.FIRST.value, "Baru pertama ditimbang (B)"),
]


def _measure(label: str, digits: int, decimals: int) -> models.DecimalField:
    return models.DecimalField(label, max_digits=digits, decimal_places=decimals, null=True, blank=True)


def _class(label: str) -> models.CharField:
    return models.CharField(label, max_length=15, blank=True)


class GrowthRecord(Versioned):
    """One measuring of one child, read by the WHO's tables on that day.

    D of the villages is a row with a weight, N one whose ``gain`` is N; stunted are ``haz_class`` stunted and
    severe_stunted, wasted ``whz_class`` wasted and severe_wasted; ``vitamin_a`` names the capsule given.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="growths", verbose_name="kunjungan")
    age_days = models.PositiveIntegerField("umur, hari")
    age_months = models.PositiveSmallIntegerField("umur, bulan penuh")
    read_days = models.IntegerField("umur yang dibaca, hari")  # corrected for a child born early
    gestation_weeks = models.PositiveSmallIntegerField("umur kehamilan saat lahir, minggu", null=True, blank=True)
    weight = _measure("berat badan, kg", 5, 2)
    stature = _measure("panjang atau tinggi, cm", 4, 1)
    lying = models.BooleanField("diukur berbaring", null=True, blank=True)
    stature_read = _measure("panjang atau tinggi yang dibaca, cm", 4, 1)
    head = _measure("lingkar kepala, cm", 3, 1)
    upper_arm = _measure("LiLA, cm", 3, 1)
    oedema = models.BooleanField("edema kedua punggung kaki", default=False)
    waz = _measure("BB/U", 5, 2)
    haz = _measure("TB/U", 5, 2)
    whz = _measure("BB/TB", 5, 2)
    baz = _measure("IMT/U", 5, 2)
    hcz = _measure("LK/U", 5, 2)
    waz_class = _class("kelas BB/U")
    haz_class = _class("kelas TB/U")
    whz_class = _class("kelas BB/TB")
    baz_class = _class("kelas IMT/U")
    hcz_class = _class("kelas LK/U")
    arm_class = _class("kelas LiLA")
    gain = models.CharField("naik atau tidak", max_length=1, choices=GAINS, blank=True)
    vitamin_a = models.CharField("vitamin A", max_length=4, choices=Capsule.choices, blank=True)
    only_breast_milk = models.BooleanField("ASI saja sejak lahir", null=True, blank=True)
    edition = models.CharField("edisi rujukan", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "pertumbuhan anak"
        verbose_name_plural = "pertumbuhan anak"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(weight__isnull=False)
                | Q(stature__isnull=False)
                | Q(head__isnull=False)
                | Q(upper_arm__isnull=False)
                | Q(oedema=True)
                | ~Q(vitamin_a=""),
                name="a_growth_record_says_something",
            ),
            models.CheckConstraint(
                condition=Q(stature__isnull=True, stature_read__isnull=True)
                | Q(stature__isnull=False, stature_read__isnull=False, lying__isnull=False),
                name="a_stature_is_lying_or_standing",
            ),
            models.CheckConstraint(
                condition=Q(gain="") | Q(gain__in=[one for one, _ in GAINS], weight__isnull=False),
                name="a_gain_is_of_a_weight",
            ),
            models.CheckConstraint(condition=Q(vitamin_a__in=["", *Capsule.values]), name="a_capsule_is_blue_or_red"),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="growth_of_the_day")]

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def age(self) -> Age:
        """The age on the day of measuring."""
        return Age(self.age_days, self.age_months, self.age_months // 12)

    @property
    def is_corrected(self) -> bool:
        """Whether the child is read by a corrected age."""
        return self.read_days != self.age_days

    @property
    def found(self) -> list[tuple[str, object, Class | None]]:
        """Each index with its z-score and its class."""
        rows = []
        for index, label in INDICES.items():
            value, code = getattr(self, index), getattr(self, f"{index}_class")
            if value is not None or code:
                rows.append((label, value, class_named(index, code, self.age, self.on) if code else None))
        if self.arm_class:
            rows.append(("LiLA", None, class_named("upper_arm", self.arm_class, self.age, self.on)))
        return rows

    @property
    def not_available(self) -> list[str]:
        """The indices that were measured and have no row in the tables."""
        weighed = self.weight is not None and not self.oedema
        tall = self.stature is not None
        asked = {"waz": weighed, "haz": tall, "whz": weighed and tall and self.age_months < 60}
        return [INDICES[index] for index, was in asked.items() if was and getattr(self, index) is None]

"""A delivery: how the mother fared, and each child of it, the stillborn too.

What the villages count of it: ``helped_by`` and ``place`` through ``clusters.births`` (skilled, at a facility), an
obstetric complication by ``mother_outcome`` (``complication`` was handled here, ``referred`` by sending her on) and
``complications``, low birth weight by each child's ``birth_weight`` against the reference of the day.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.births import Helper, Site
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


# A birth on the way or at home is written down here all the same, and happened there.
SITES = {
    BirthPlace.WARD: Site.HERE,
    BirthPlace.EMERGENCY: Site.HERE,
    BirthPlace.ON_THE_WAY: Site.ON_THE_WAY,
    BirthPlace.HOME: Site.HOME,
}


class ChildOutcome(models.TextChoices):
    """Whether a child was born alive."""

    LIVE = "live", "Lahir hidup"
    STILLBORN = "stillborn", "Lahir mati"


class Complication(models.TextChoices):
    """What went wrong with the mother or the birth (PPK FKTP, obstetric emergencies)."""

    BLEEDING = "bleeding", "Perdarahan pascasalin"
    PREECLAMPSIA = "preeclampsia", "Preeklamsia atau eklamsia"
    PROLONGED = "prolonged", "Partus lama"
    RUPTURED_EARLY = "ruptured_early", "Ketuban pecah dini"
    RETAINED_PLACENTA = "retained_placenta", "Retensio plasenta"
    TEAR = "tear", "Robekan derajat 3–4"
    INFECTION = "infection", "Infeksi"
    SHOULDER = "shoulder", "Distosia bahu"
    BREECH = "breech", "Letak sungsang"
    CORD = "cord", "Tali pusat menumbung"
    OTHER = "other", "Lain, lihat catatan"


class BirthCare(models.TextChoices):
    """What every newborn is given at birth."""

    SKIN_TO_SKIN = "imd", "IMD"
    VITAMIN_K = "vit_k", "Vitamin K1"
    EYES = "eyes", "Salep mata"
    HB0 = "hb0", "HB0"


class DeliveryRecord(Versioned):
    """One delivery of one mother."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="deliveries", verbose_name="kunjungan ibu")
    delivered_at = models.DateTimeField("lahir pukul")
    attendant = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="penolong", null=True, blank=True
    )
    # Empty on records from before it was asked: then an attendant of ours helped.
    helped_by = models.CharField("ditolong oleh", max_length=11, choices=Helper.choices, blank=True)
    place = models.CharField("tempat lahir", max_length=10, choices=BirthPlace.choices, default=BirthPlace.WARD)
    mother_outcome = models.CharField("keadaan ibu", max_length=12, choices=MotherOutcome.choices)
    complications = ArrayField(
        models.CharField(max_length=17, choices=Complication.choices), verbose_name="penyulit", default=list, blank=True
    )
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
            models.CheckConstraint(
                condition=Q(attendant__isnull=False) | Q(helped_by__in=Helper.values), name="a_birth_says_who_helped"
            ),
            models.CheckConstraint(condition=Q(place__in=BirthPlace.values), name="a_birth_has_a_known_place"),
            models.CheckConstraint(
                condition=Q(complications__contained_by=Complication.values), name="a_birth_has_known_complications"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="delivery_of_the_day")]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def helper_words(self) -> str:
        """Who helped: a colleague by name, else in a word."""
        return self.attendant.name if self.attendant else self.get_helped_by_display().lower()

    @property
    def site(self) -> Site:
        """Where the child was born, as every cluster says it."""
        return SITES[BirthPlace(self.place)]

    @property
    def is_complicated(self) -> bool:
        """Whether the mother had an obstetric complication."""
        return self.mother_outcome != MotherOutcome.WELL or bool(self.complications)

    @property
    def was_handled(self) -> bool:
        """Whether a complication was treated here or the mother referred."""
        return self.is_complicated and self.mother_outcome in (MotherOutcome.COMPLICATION, MotherOutcome.REFERRED)

    @property
    def complication_words(self) -> list[str]:
        """The complications in words."""
        return [Complication(one).label for one in self.complications]


class DeliveredChild(models.Model):
    """One child of a delivery; a liveborn has a walk of its own, a stillbirth has none."""

    delivery = models.ForeignKey(DeliveryRecord, models.PROTECT, related_name="children", verbose_name="persalinan")
    order = models.PositiveSmallIntegerField("urutan lahir")
    outcome = models.CharField("keadaan lahir", max_length=9, choices=ChildOutcome.choices)
    sex = models.CharField("jenis kelamin", max_length=1, choices=[("L", "Laki-laki"), ("P", "Perempuan")], blank=True)
    birth_weight = models.PositiveSmallIntegerField("berat lahir, gram", null=True, blank=True)
    birth_length = models.PositiveSmallIntegerField("panjang lahir, cm", null=True, blank=True)
    apgar_1 = models.PositiveSmallIntegerField("APGAR menit 1", null=True, blank=True)
    apgar_5 = models.PositiveSmallIntegerField("APGAR menit 5", null=True, blank=True)
    given = ArrayField(
        models.CharField(max_length=5, choices=BirthCare.choices), verbose_name="diberikan", default=list, blank=True
    )
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
            models.CheckConstraint(
                condition=Q(given__contained_by=BirthCare.values), name="a_newborn_is_given_known_care"
            ),
            models.CheckConstraint(
                condition=(Q(apgar_1__isnull=True) | Q(apgar_1__lte=10))
                & (Q(apgar_5__isnull=True) | Q(apgar_5__lte=10)),
                name="apgar_is_at_most_ten",
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

    @property
    def given_words(self) -> list[str]:
        """What was given at birth, in words."""
        return [BirthCare(one).label for one in self.given]

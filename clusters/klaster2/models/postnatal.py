"""One contact in the six weeks after a birth."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit

from .antenatal import Handling
from .pregnancy import Pregnancy


class Fundus(models.TextChoices):
    """How the womb draws together."""

    FIRM = "firm", "Keras, kontraksi baik"
    SOFT = "soft", "Lembek"
    GONE = "gone", "Tidak teraba"


class Lochia(models.TextChoices):
    """What the womb gives off."""

    RUBRA = "rubra", "Rubra"
    SANGUINOLENTA = "sanguinolenta", "Sanguinolenta"
    SEROSA = "serosa", "Serosa"
    ALBA = "alba", "Alba"
    FOUL = "foul", "Berbau"


class Wound(models.TextChoices):
    """The perineum, or the wound of an operation."""

    NONE = "none", "Utuh"
    HEALING = "healing", "Luka baik"
    OPEN = "open", "Luka terbuka"
    INFECTED = "infected", "Luka terinfeksi"


class Breast(models.TextChoices):
    """The breasts of a nursing mother."""

    WELL = "well", "Baik, ASI keluar"
    DRY = "dry", "ASI belum keluar"
    ENGORGED = "engorged", "Bengkak"
    CRACKED = "cracked", "Puting lecet"
    MASTITIS = "mastitis", "Mastitis"


class After(models.TextChoices):
    """Danger signs and complications after a birth."""

    BLEEDING = "bleeding", "Perdarahan"
    FEVER = "fever", "Demam"
    HEADACHE = "headache", "Sakit kepala hebat, pandangan kabur"
    CONVULSION = "convulsion", "Kejang"
    INFECTION = "infection", "Infeksi nifas"
    BREAST = "breast", "Payudara bengkak merah dan nyeri"
    SAD = "sad", "Sedih terus, tidak mau merawat bayi"
    OTHER = "other", "Lain, lihat rencana"


class PostnatalRecord(Versioned):
    """One contact after a birth; blood pressure, pulse and temperature stand in the measurements of the same visit."""

    pregnancy = models.ForeignKey(Pregnancy, models.PROTECT, related_name="after", verbose_name="kehamilan")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    seen_at = models.DateTimeField("dilayani pukul")
    fundus = models.CharField("fundus", max_length=4, choices=Fundus.choices, blank=True)
    lochia = models.CharField("lokia", max_length=13, choices=Lochia.choices, blank=True)
    wound = models.CharField("perineum atau luka", max_length=8, choices=Wound.choices, blank=True)
    breast = models.CharField("payudara", max_length=8, choices=Breast.choices, blank=True)
    vitamin_a = models.PositiveSmallIntegerField("vitamin A", default=0)
    tablets = models.PositiveSmallIntegerField("TTD diberikan", default=0)
    kb_counselled = models.BooleanField("konseling KB pascasalin", default=False)
    kb_wish = models.CharField("KB yang dipilih", max_length=100, blank=True)
    troubles = ArrayField(
        models.CharField(max_length=10, choices=After.choices),
        verbose_name="tanda bahaya dan komplikasi",
        default=list,
        blank=True,
    )
    handling = models.CharField("penanganan", max_length=8, choices=Handling.choices, blank=True)
    plan = models.TextField("rencana", blank=True)
    return_on = models.DateField("kontak berikutnya", null=True, blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "pemeriksaan nifas"
        verbose_name_plural = "pemeriksaan nifas"
        ordering = ["on", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(troubles__len=0, handling="") | Q(troubles__len__gt=0, handling__in=Handling.values),
                name="a_complication_after_birth_was_handled_somehow",
            ),
            models.CheckConstraint(
                condition=Q(troubles__contained_by=After.values), name="after_a_birth_known_things_go_wrong"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="postnatal_of_the_day")]

    class Personal:
        fields = ("plan", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def trouble_words(self) -> list[str]:
        """Danger signs and complications in words."""
        return [After(one).label for one in self.troubles]

"""One contact with a newborn: in which window, what was found and given, and what was done about what is wrong."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit


class Window(models.TextChoices):
    """The contact a moment falls into."""

    KN1 = "KN1", "KN1"
    KN2 = "KN2", "KN2"
    KN3 = "KN3", "KN3"


class Danger(models.TextChoices):
    """What in a newborn is a danger (Buku KIA, MTBM)."""

    NOT_SUCKING = "not_sucking", "Tidak mau menyusu"
    CONVULSION = "convulsion", "Kejang"
    LETHARGIC = "lethargic", "Lemah, bergerak hanya bila dirangsang"
    BREATHING = "breathing", "Napas cepat, merintih, atau tarikan dinding dada"
    BLUE = "blue", "Biru"
    COLD = "cold", "Suhu rendah"
    HOT = "hot", "Demam"
    YELLOW = "yellow", "Kuning"
    CORD = "cord", "Pusar kemerahan atau bernanah"
    EYES = "eyes", "Mata bernanah"
    VOMITING = "vomiting", "Muntah terus, perut kembung"
    DIARRHOEA = "diarrhoea", "Diare"


class Cord(models.TextChoices):
    """How the cord is."""

    DRY = "dry", "Bersih dan kering"
    WET = "wet", "Basah"
    INFECTED = "infected", "Merah atau bernanah"
    OFF = "off", "Sudah lepas, kering"


class CareGiven(models.TextChoices):
    """Whether a newborn had what each one is given."""

    TODAY = "today", "Diberikan sekarang"
    BEFORE = "before", "Sudah sebelumnya"
    NOT = "not", "Belum"


class Prick(models.TextChoices):
    """How far the screening for hypothyroidism is."""

    TAKEN = "taken", "Diambil sekarang"
    BEFORE = "before", "Sudah diambil"
    NOT = "not", "Belum"
    REFUSED = "refused", "Ditolak"


class Feeding(models.TextChoices):
    """How a newborn is fed."""

    BREAST = "breast", "ASI saja"
    MIXED = "mixed", "ASI dan susu lain"
    FORMULA = "formula", "Susu lain saja"


class Handled(models.TextChoices):
    """What was done about what is wrong."""

    NONE = "none", "Tidak ada komplikasi"
    TREATED = "treated", "Komplikasi, ditangani"
    REFERRED = "referred", "Komplikasi, dirujuk"


def _choice(label: str, choices, longest: int = 8) -> models.CharField:
    return models.CharField(label, max_length=longest, choices=choices, blank=True)


class NewbornRecord(Versioned):
    """One contact with one newborn."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="newborn_contacts", verbose_name="kunjungan")
    seen_at = models.DateTimeField("diperiksa pukul")
    born_at = models.DateTimeField("lahir pukul", null=True, blank=True)
    age_days = models.PositiveSmallIntegerField("umur, hari")
    contact = models.CharField("kontak", max_length=3, choices=Window.choices, blank=True)
    weight = models.PositiveSmallIntegerField("berat, gram", null=True, blank=True)
    length = models.DecimalField("panjang, cm", max_digits=3, decimal_places=1, null=True, blank=True)
    head = models.DecimalField("lingkar kepala, cm", max_digits=3, decimal_places=1, null=True, blank=True)
    temperature = models.DecimalField("suhu", max_digits=3, decimal_places=1, null=True, blank=True)
    cord = _choice("tali pusat", Cord.choices)
    danger = ArrayField(
        models.CharField(max_length=11, choices=Danger.choices), verbose_name="tanda bahaya", default=list, blank=True
    )
    vit_k = _choice("vitamin K1", CareGiven.choices)
    eyes = _choice("salep mata", CareGiven.choices)
    hb0 = _choice("HB0", CareGiven.choices)
    shk = _choice("SHK", Prick.choices)
    feeding = _choice("menyusu", Feeding.choices)
    handled = models.CharField("komplikasi", max_length=8, choices=Handled.choices, default=Handled.NONE)
    notes = models.TextField("catatan", blank=True)
    edition = models.CharField("edisi rujukan", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "kontak neonatus"
        verbose_name_plural = "kontak neonatus"
        ordering = ["seen_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(contact__in=["", *Window.values]), name="a_newborn_is_seen_in_a_window"),
            models.CheckConstraint(condition=Q(danger__contained_by=Danger.values), name="a_newborn_has_known_dangers"),
            models.CheckConstraint(
                condition=Q(danger=[]) | Q(handled__in=[Handled.TREATED, Handled.REFERRED]),
                name="a_danger_of_a_newborn_is_handled",
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="newborn_contact_of_the_day")]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.contact or 'di luar jendela'} {self.on}"

    @property
    def danger_words(self) -> list[str]:
        """The dangers in words."""
        return [Danger(one).label for one in self.danger]

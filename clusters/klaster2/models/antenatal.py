"""One contact before the birth, and the three infections a mother is tested for once a pregnancy."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit

from .pregnancy import Pregnancy


class Presentation(models.TextChoices):
    """How the child lies."""

    HEAD = "head", "Kepala"
    BREECH = "breech", "Sungsang"
    TRANSVERSE = "transverse", "Lintang"
    UNCLEAR = "unclear", "Belum jelas"


class Strip(models.TextChoices):
    """Protein in urine by dipstick."""

    NONE = "neg", "Negatif"
    ONE = "+1", "+1"
    TWO = "+2", "+2"
    THREE = "+3", "+3"
    FOUR = "+4", "+4"


class Trouble(models.TextChoices):
    """Danger signs and complications of a pregnancy (domain §3.3)."""

    BLEEDING = "bleeding", "Perdarahan"
    HEADACHE = "headache", "Sakit kepala hebat, pandangan kabur"
    CONVULSION = "convulsion", "Kejang"
    FEVER = "fever", "Demam"
    FLUID = "fluid", "Keluar air ketuban"
    STILL = "still", "Gerak janin berkurang"
    SWELLING = "swelling", "Bengkak muka dan tangan"
    PREECLAMPSIA = "preeclampsia", "Preeklamsia"
    ANAEMIA = "anaemia", "Anemia berat"
    POSITION = "position", "Kelainan letak"
    GROWTH = "growth", "Pertumbuhan janin terhambat"
    VOMITING = "vomiting", "Muntah hebat"
    INFECTION = "infection", "Infeksi"
    OTHER = "other", "Lain, lihat rencana"


class Handling(models.TextChoices):
    """What was done about a complication."""

    HERE = "here", "Ditangani di sini"
    REFERRED = "referred", "Dirujuk"


class Topic(models.TextChoices):
    """What was talked about."""

    DANGER = "danger", "Tanda bahaya"
    FOOD = "food", "Gizi dan TTD"
    BIRTH_PLAN = "birth_plan", "Rencana persalinan (P4K)"
    BREASTFEEDING = "breastfeeding", "IMD dan ASI eksklusif"
    FAMILY_PLANNING = "kb", "KB pascasalin"
    CLASS = "class", "Kelas ibu hamil"
    MIND = "mind", "Kesehatan jiwa"
    HYGIENE = "hygiene", "Perawatan diri dan gigi"


class AntenatalRecord(Versioned):
    """One contact before the birth; weight, blood pressure and LiLA stand in the measurements of the same visit."""

    pregnancy = models.ForeignKey(Pregnancy, models.PROTECT, related_name="contacts", verbose_name="kehamilan")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    fundal_height = models.DecimalField("TFU", max_digits=3, decimal_places=1, null=True, blank=True)
    fetal_heart = models.PositiveSmallIntegerField("DJJ", null=True, blank=True)
    presentation = models.CharField("presentasi", max_length=10, choices=Presentation.choices, blank=True)
    hemoglobin = models.DecimalField("Hb", max_digits=3, decimal_places=1, null=True, blank=True)
    protein = models.CharField("protein urin", max_length=3, choices=Strip.choices, blank=True)
    glucose = models.PositiveSmallIntegerField("gula darah", null=True, blank=True)
    td_status = models.PositiveSmallIntegerField("status T sebelum hari ini", null=True, blank=True)
    td_last_on = models.DateField("Td terakhir", null=True, blank=True)
    td_given = models.BooleanField("Td diberikan", default=False)
    tablets = models.PositiveSmallIntegerField("TTD diberikan", default=0)
    usg_by_doctor = models.BooleanField("USG oleh dokter", default=False)
    usg_note = models.CharField("hasil USG", max_length=300, blank=True)
    troubles = ArrayField(
        models.CharField(max_length=12, choices=Trouble.choices),
        verbose_name="tanda bahaya dan komplikasi",
        default=list,
        blank=True,
    )
    handling = models.CharField("penanganan", max_length=8, choices=Handling.choices, blank=True)
    counselling = ArrayField(
        models.CharField(max_length=13, choices=Topic.choices), verbose_name="temu wicara", default=list, blank=True
    )
    plan = models.TextField("rencana", blank=True)
    return_on = models.DateField("kontak berikutnya", null=True, blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "pemeriksaan kehamilan"
        verbose_name_plural = "pemeriksaan kehamilan"
        ordering = ["on", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(troubles__len=0, handling="") | Q(troubles__len__gt=0, handling__in=Handling.values),
                name="a_complication_says_how_it_was_handled",
            ),
            models.CheckConstraint(
                condition=Q(troubles__contained_by=Trouble.values), name="a_contact_has_known_complications"
            ),
            models.CheckConstraint(
                condition=Q(counselling__contained_by=Topic.values), name="a_contact_talks_about_known_topics"
            ),
            models.CheckConstraint(
                condition=Q(td_status__isnull=True) | Q(td_status__lte=5), name="td_status_goes_up_to_five"
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="antenatal_of_the_day")]

    class Personal:
        fields = ("usg_note", "plan", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

    @property
    def trouble_words(self) -> list[str]:
        """Danger signs and complications in words."""
        return [Trouble(one).label for one in self.troubles]

    @property
    def topics(self) -> list[str]:
        """What was talked about, in words."""
        return [Topic(one).label for one in self.counselling]

    @property
    def td_now(self) -> int | None:
        """The tetanus status with what was given today."""
        if self.td_status is None:
            return None
        return min(self.td_status + self.td_given, 5)


class Tested(models.TextChoices):
    """What came of one test that was offered."""

    NOT_REACTIVE = "nonreactive", "Non-reaktif"
    REACTIVE = "reactive", "Reaktif"
    WAITING = "waiting", "Menunggu hasil"
    REFUSED = "refused", "Menolak"
    LACKING = "lacking", "Reagen tidak ada"


ANSWERED = (Tested.NOT_REACTIVE, Tested.REACTIVE)


class TripleElimination(Versioned):
    """The tests of a mother for HIV, syphilis and hepatitis B; read only by those who need it, and in no list."""

    pregnancy = models.ForeignKey(Pregnancy, models.PROTECT, related_name="tests", verbose_name="kehamilan")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+", verbose_name="kunjungan")
    hiv = models.CharField("HIV", max_length=11, choices=Tested.choices, blank=True)
    syphilis = models.CharField("sifilis", max_length=11, choices=Tested.choices, blank=True)
    hbsag = models.CharField("HBsAg", max_length=11, choices=Tested.choices, blank=True)
    follow_up = models.CharField("tindak lanjut", max_length=300, blank=True)

    class Meta(Versioned.Meta):
        verbose_name = "tripel eliminasi"
        verbose_name_plural = "tripel eliminasi"
        ordering = ["on", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=~Q(hiv="", syphilis="", hbsag=""), name="a_test_was_offered_at_least"),
            models.CheckConstraint(
                condition=(~Q(hiv=Tested.REACTIVE) & ~Q(syphilis=Tested.REACTIVE) & ~Q(hbsag=Tested.REACTIVE))
                | ~Q(follow_up=""),
                name="what_reacts_is_followed_up",
            ),
        ]
        indexes = [models.Index(fields=["facility", "on"], name="triple_elimination_of_the_day")]

    class Personal:
        fields = ("hiv", "syphilis", "hbsag", "follow_up", "reason")

    def __str__(self):
        return f"{self.code} {self.on}"

"""One contact about family planning: which method, since when, until when, and when she comes back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clusters.models import Versioned
from puskesmas.visits.models import Visit

from ..family_planning import methods_on


class UserKind(models.TextChoices):
    """What kind of user comes."""

    NEW = "new", "Baru"
    SWITCH = "switch", "Ganti cara"
    REPEAT = "repeat", "Ulang"
    POSTPARTUM = "postpartum", "Pascasalin"


class MethodGiven(models.TextChoices):
    """What happens with the method at this contact."""

    NOW = "now", "Diberikan atau dipasang sekarang"
    FETCH = "fetch", "Ambil obat dahulu, lalu kembali"
    CONTROL = "control", "Kontrol saja, cara tetap"
    NOT = "not", "Tidak jadi hari ini"
    STOP = "stop", "Berhenti ber-KB"


class SideEffect(models.TextChoices):
    """What a method did besides."""

    SPOTTING = "spotting", "Flek atau perdarahan"
    NO_PERIODS = "no_periods", "Tidak haid"
    HEADACHE = "headache", "Sakit kepala"
    WEIGHT = "weight", "Berat badan berubah"
    NAUSEA = "nausea", "Mual"
    PAIN = "pain", "Nyeri"
    INFECTION = "infection", "Infeksi"
    EXPELLED = "expelled", "AKDR atau implan lepas"
    PREGNANT = "pregnant", "Hamil, cara gagal"
    OTHER = "other", "Lain, lihat catatan"


class FamilyPlanningRecord(Versioned):
    """One contact of one woman or man about family planning.

    Who uses a method on a day: the last row of the person with ``given_on`` up to that day and no later
    ``stopped_on``, while ``active_until`` has not passed; empty, the method lasts.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="family_planning", verbose_name="kunjungan")
    method = models.CharField("cara KB", max_length=12)
    user_kind = models.CharField("peserta", max_length=10, choices=UserKind.choices)
    previous = models.CharField("cara sebelumnya", max_length=12, blank=True)
    given = models.CharField("tindakan", max_length=7, choices=MethodGiven.choices)
    given_on = models.DateField("diberikan tanggal", null=True, blank=True)
    next_on = models.DateField("kembali tanggal", null=True, blank=True)
    active_until = models.DateField("aktif sampai", null=True, blank=True)
    stopped_on = models.DateField("berhenti tanggal", null=True, blank=True)
    lmp = models.DateField("haid terakhir", null=True, blank=True)
    conditions = ArrayField(models.CharField(max_length=20), verbose_name="kondisi", default=list, blank=True)
    category = models.PositiveSmallIntegerField("kategori MEC", default=1)
    side_effects = ArrayField(
        models.CharField(max_length=10, choices=SideEffect.choices),
        verbose_name="efek samping",
        default=list,
        blank=True,
    )
    consent = models.BooleanField("persetujuan tindakan ditandatangani", default=False)
    batch = models.CharField("nomor batch", max_length=30, blank=True)
    notes = models.TextField("catatan", blank=True)
    edition = models.CharField("edisi rujukan", max_length=10)

    class Meta(Versioned.Meta):
        verbose_name = "pelayanan KB"
        verbose_name_plural = "pelayanan KB"
        ordering = ["recorded_at", "pk"]
        constraints = [
            *Versioned.Meta.constraints,
            models.CheckConstraint(condition=Q(given__in=MethodGiven.values), name="a_method_is_given_or_not"),
            models.CheckConstraint(
                condition=Q(given=MethodGiven.NOW, given_on__isnull=False)
                | ~Q(given=MethodGiven.NOW) & Q(given_on__isnull=True, active_until__isnull=True),
                name="a_method_given_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(given=MethodGiven.STOP, stopped_on__isnull=False)
                | ~Q(given=MethodGiven.STOP) & Q(stopped_on__isnull=True),
                name="a_method_stopped_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(side_effects__contained_by=SideEffect.values), name="a_method_has_known_side_effects"
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "given_on"], name="method_by_day_given"),
            models.Index(fields=["facility", "on"], name="method_by_day_written"),
        ]

    class Personal:
        fields = ("notes", "reason")

    def __str__(self):
        return f"{self.method} {self.on}"

    @property
    def method_name(self) -> str:
        """The method as it is called."""
        found = methods_on(self.on).get(self.method)
        return found.name if found else self.method

    @property
    def side_effect_words(self) -> list[str]:
        """The side effects in words."""
        return [SideEffect(one).label for one in self.side_effects]

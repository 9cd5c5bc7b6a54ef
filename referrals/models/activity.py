"""An activity in the village: a class, a sweep, a Posyandu day; planned, and then what came of it."""

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Posyandu, Pustu, Staff, Village

from .pairs import one_of, who_and_when


class ActivityKind(models.TextChoices):
    """What is done for many at once (ministry's flow, steps 12 and 13)."""

    MOTHERS_CLASS = "mothers_class", "Kelas ibu hamil"
    TODDLERS_CLASS = "toddlers_class", "Kelas ibu balita"
    SWEEPING = "sweeping", "Sweeping"
    POSYANDU_DAY = "posyandu_day", "Hari buka Posyandu"
    HOME_VISITS = "home_visits", "Kunjungan rumah rutin"
    COUNSELLING = "counselling", "Penyuluhan"
    OTHER = "other", "Kegiatan lain"


class ActivityStatus(models.TextChoices):
    """What became of an activity."""

    PLANNED = "planned", "Direncanakan"
    HELD = "held", "Terlaksana"
    NOT_HELD = "not_held", "Tidak terlaksana"
    CANCELLED = "cancelled", "Dibatalkan"


A = ActivityStatus


class ActivityQuerySet(models.QuerySet):
    """Activities in the villages."""

    def locked(self):
        """The rows, locked."""
        return self.select_for_update(of=("self",))

    def planned(self):
        """Those whose result is not written yet, the nearest first."""
        return self.filter(status=A.PLANNED).order_by("on", "pk")

    def for_lists(self):
        """With what a line of the list shows."""
        return self.select_related("village", "pustu", "posyandu", "staff", "given_by", "done_by", "typed_by")


class Activity(models.Model):
    """One kegiatan: where, when, for how many, who holds it, and who came and what was found.

    Who did it (``done_by``) and who typed it (``typed_by``) are both kept: a kader answers on her own page or through
    the Pustu.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="activities", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    kind = models.CharField("jenis", max_length=14, choices=ActivityKind.choices)
    what = models.CharField("kegiatan", max_length=160, blank=True)
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    posyandu = models.ForeignKey(
        Posyandu, models.PROTECT, related_name="+", verbose_name="Posyandu", null=True, blank=True
    )
    pustu = models.ForeignKey(Pustu, models.PROTECT, related_name="+", verbose_name="Pustu", null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="pelaksana", null=True, blank=True)
    place = models.CharField("tempat", max_length=120)
    on = models.DateField("tanggal")
    expected = models.PositiveIntegerField("sasaran hadir", null=True, blank=True)
    status = FSMField("keadaan", max_length=9, choices=A.choices, default=A.PLANNED, protected=True)
    version = models.PositiveIntegerField("versi", default=1)
    given_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="direncanakan oleh")
    given_at = models.DateTimeField("direncanakan pukul")
    came = models.PositiveIntegerField("hadir", null=True, blank=True)
    result = models.CharField("hasil", max_length=300, blank=True)
    why_not = models.CharField("sebab tidak terlaksana", max_length=200, blank=True)
    done_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dilaksanakan oleh", null=True, blank=True
    )
    done_on = models.DateField("dilaksanakan tanggal", null=True, blank=True)
    typed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diketik oleh", null=True, blank=True
    )
    typed_at = models.DateTimeField("diketik pukul", null=True, blank=True)
    answer_id = models.UUIDField("nomor kiriman", null=True, blank=True, unique=True)  # the phone's own

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "kegiatan desa"
        verbose_name_plural = "kegiatan desa"
        ordering = ["on", "pk"]
        constraints = [
            one_of("status", ActivityStatus, name="activity_is_in_a_known_state"),
            one_of("kind", ActivityKind, name="activity_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(pustu__isnull=False) | Q(staff__isnull=False), name="an_activity_has_an_owner"
            ),
            who_and_when("done_by", "done_on", name="who_holds_an_activity_says_when"),
            who_and_when("typed_by", "typed_at", name="who_types_an_activity_says_when"),
            models.CheckConstraint(
                condition=~Q(status=A.HELD) | Q(came__isnull=False, done_on__isnull=False, typed_at__isnull=False),
                name="an_activity_is_held_with_who_came",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=sorted([A.CANCELLED, A.NOT_HELD])) | ~Q(why_not=""),
                name="an_activity_fails_with_a_reason",
            ),
        ]
        indexes = [
            # The Pustu's month, the kader's and the puskesmas' own, by day.
            models.Index(fields=["pustu", "on"], name="activity_of_the_pustu"),
            models.Index(fields=["staff", "on"], name="activity_of_the_officer"),
            models.Index(fields=["facility", "on"], name="activity_of_the_facility"),
        ]

    class Personal:
        fields = ("result", "why_not")

    def __str__(self):
        return self.code

    @property
    def title(self) -> str:
        """What it is, in words."""
        return f"{self.get_kind_display()}: {self.what}" if self.what else self.get_kind_display()

    @property
    def owner_label(self) -> str:
        """Who is to hold it, in words."""
        return ", ".join(str(one) for one in (self.pustu, self.staff) if one)

    @property
    def is_planned(self) -> bool:
        return self.status == A.PLANNED

    @transition(field=status, source=A.PLANNED, target=A.HELD)
    def hold(self, *, came: int, by: Staff, on, typed_by: Staff, typed_at) -> None:
        """It took place."""
        self.came, self.done_by, self.done_on = came, by, on
        self.typed_by, self.typed_at = typed_by, typed_at

    @transition(field=status, source=A.PLANNED, target=A.NOT_HELD)
    def miss(self, *, why: str, typed_by: Staff, typed_at) -> None:
        """It did not take place."""
        self.why_not, self.typed_by, self.typed_at = why, typed_by, typed_at

    @transition(field=status, source=A.PLANNED, target=A.CANCELLED)
    def cancel(self, *, why: str) -> None:
        """Nobody needs it any more."""
        self.why_not = why

"""A task in the village, with an owner, a due date and an answer."""

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Pustu, Staff, Village
from puskesmas.patients.models import Patient
from puskesmas.visits.models import Visit

from .appointment import PlaceKind
from .outward import OutwardReferral
from .pairs import one_of, who_and_when


class TaskStatus(models.TextChoices):
    """Where a task stands."""

    SENT = "sent", "Dikirim"
    SEEN = "seen", "Dilihat"
    VISITED = "visited", "Dikunjungi"
    RESULT = "result", "Ada hasil"
    REVIEWED = "reviewed", "Ditinjau"
    CANCELLED = "cancelled", "Dibatalkan"


T = TaskStatus
TO_DO = (T.SENT, T.SEEN, T.VISITED)
OPEN = (*TO_DO, T.RESULT)


class TaskOutcome(models.TextChoices):
    """What was found at the door (domain reference §13.7)."""

    FOUND = "found", "Ditemukan, ditindaklanjuti"
    NOT_FOUND = "not_found", "Tidak ditemukan"
    MOVED = "moved", "Pindah"
    REFUSED = "refused", "Menolak"
    DIED = "died", "Meninggal"
    REFERRED = "referred", "Dirujuk ke puskesmas"


class FollowUpQuerySet(models.QuerySet):
    """Tasks in the villages."""

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))

    def to_do(self):
        """Those without an answer, the nearest due first."""
        return self.filter(status__in=TO_DO).order_by("due_on", "pk")

    def to_review(self):
        """Those answered and not yet looked at by the puskesmas."""
        return self.filter(status=T.RESULT).order_by("answered_at", "pk")

    def of_person(self, patient):
        """Those of one person, under whichever record number."""
        return self.filter(patient__person_id=patient.person_id)

    def of_pustu(self, pustu):
        """Those a Pustu looks after."""
        return self.filter(pustu=pustu)

    def for_lists(self):
        """With what a line of the list shows."""
        return self.select_related("patient__village", "patient__hamlet", "pustu", "staff", "given_by")


class FollowUp(models.Model):
    """One tindak lanjut: whom to look after, what to do, by when, and what was found."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="follow_ups", verbose_name="puskesmas")
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="follow_ups", verbose_name="pasien")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="follow_ups", verbose_name="dari kunjungan", null=True, blank=True
    )
    referral = models.ForeignKey(
        OutwardReferral,
        models.PROTECT,
        related_name="monitoring",
        verbose_name="pemantauan rujukan",
        null=True,
        blank=True,
    )
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa", null=True, blank=True)
    pustu = models.ForeignKey(Pustu, models.PROTECT, related_name="+", verbose_name="Pustu", null=True, blank=True)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="petugas", null=True, blank=True)
    elsewhere = models.CharField("puskesmas lain, dengan surat", max_length=120, blank=True)
    action = models.CharField("tindakan", max_length=160)
    place = models.CharField("tempat", max_length=9, choices=PlaceKind.choices, default=PlaceKind.HOME)
    reason = models.CharField("alasan", max_length=300, blank=True)
    due_on = models.DateField("paling lambat")
    status = FSMField("keadaan", max_length=9, choices=T.choices, default=T.SENT, protected=True)
    version = models.PositiveIntegerField("versi", default=1)
    given_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diberikan oleh")
    given_at = models.DateTimeField("diberikan pukul")
    seen_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dilihat oleh", null=True, blank=True
    )
    seen_at = models.DateTimeField("dilihat pukul", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=9, choices=TaskOutcome.choices, blank=True)
    measured = models.JSONField("pengukuran", default=dict, blank=True)
    note = models.CharField("catatan hasil", max_length=300, blank=True)
    answered_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dikerjakan oleh", null=True, blank=True
    )
    answered_at = models.DateTimeField("dikerjakan pukul", null=True, blank=True)
    typed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diketik oleh", null=True, blank=True
    )
    typed_at = models.DateTimeField("diketik pukul", null=True, blank=True)
    answer_id = models.UUIDField("nomor kiriman", null=True, blank=True, unique=True)  # the phone's own
    reviewed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="ditinjau oleh", null=True, blank=True
    )
    reviewed_at = models.DateTimeField("ditinjau pukul", null=True, blank=True)
    ended_note = models.CharField("catatan penutup", max_length=200, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "tugas tindak lanjut"
        verbose_name_plural = "tugas tindak lanjut"
        ordering = ["due_on", "pk"]
        constraints = [
            one_of("status", TaskStatus, name="task_is_in_a_known_state"),
            one_of("place", PlaceKind, name="a_task_is_done_in_a_known_place"),
            models.CheckConstraint(
                condition=Q(pustu__isnull=False, elsewhere="")
                | Q(pustu__isnull=True, staff__isnull=False, elsewhere="")
                | Q(pustu__isnull=True, staff__isnull=True) & ~Q(elsewhere=""),
                name="a_task_has_an_owner",
            ),
            who_and_when("seen_by", "seen_at", name="who_sees_a_task_says_when"),
            who_and_when("answered_by", "answered_at", name="who_does_a_task_says_when"),
            who_and_when("typed_by", "typed_at", name="who_types_an_answer_says_when"),
            who_and_when("reviewed_by", "reviewed_at", name="who_reviews_a_task_says_when"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, typed_at__isnull=True)
                | Q(outcome__in=TaskOutcome.values, answered_at__isnull=False, typed_at__isnull=False),
                name="a_task_is_answered_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(status=T.CANCELLED) | ~Q(ended_note=""), name="a_task_is_cancelled_with_a_reason"
            ),
        ]
        indexes = [
            # The Pustu's list, the officer's list and the puskesmas' own, by due date.
            models.Index(fields=["pustu", "due_on"], condition=Q(status__in=TO_DO), name="task_of_the_pustu"),
            models.Index(fields=["staff", "due_on"], condition=Q(status__in=TO_DO), name="task_of_the_officer"),
            models.Index(fields=["facility", "due_on"], condition=Q(status__in=OPEN), name="task_of_the_facility"),
        ]

    class Personal:
        fields = ("action", "reason", "measured", "note", "ended_note")

    def __str__(self):
        return self.code

    @property
    def owner_label(self) -> str:
        """Who is to do it, in words."""
        if self.pustu and self.staff:
            return f"{self.pustu}, {self.staff}"
        return str(self.pustu or self.staff or self.elsewhere)

    @property
    def is_to_do(self) -> bool:
        return self.status in TO_DO

    @transition(field=status, source=T.SENT, target=T.SEEN)
    def see(self, *, by: Staff, at) -> None:
        """Its owner opened it."""
        self.seen_by, self.seen_at = by, at

    @transition(field=status, source=[T.SENT, T.SEEN], target=T.VISITED)
    def visit_home(self) -> None:
        """Somebody went there; what was found is still to be written."""

    @transition(field=status, source=list(TO_DO), target=T.RESULT)
    def take_answer(self, *, by: Staff, at, typed_by: Staff, typed_at) -> None:
        """What was found is written down."""
        self.answered_by, self.answered_at, self.typed_by, self.typed_at = by, at, typed_by, typed_at

    @transition(field=status, source=T.RESULT, target=T.REVIEWED)
    def review(self, *, by: Staff, at, note: str) -> None:
        """The puskesmas read the answer."""
        self.reviewed_by, self.reviewed_at, self.ended_note = by, at, note

    @transition(field=status, source=list(TO_DO), target=T.CANCELLED)
    def cancel(self, *, reason: str) -> None:
        """Nobody needs to go any more."""
        self.ended_note = reason

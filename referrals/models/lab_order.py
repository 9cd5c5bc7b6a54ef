"""A request to the laboratory, and what came of it."""

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, ServicePoint, Staff
from puskesmas.visits.models import QueueEntry, Visit

from .pairs import one_of, who_and_when


class LabStatus(models.TextChoices):
    """Where a laboratory order stands."""

    ORDERED = "ordered", "Diminta"
    SAMPLED = "sampled", "Sampel diambil"
    RESULTED = "resulted", "Ada hasil"
    FOLLOWS_LATER = "follows_later", "Hasil menyusul"
    CANCELLED = "cancelled", "Dibatalkan"


AWAITED = (LabStatus.ORDERED, LabStatus.SAMPLED)
ON_THE_BENCH = (*AWAITED, LabStatus.FOLLOWS_LATER)


class LabOrderQuerySet(models.QuerySet):
    """Laboratory orders."""

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))

    def awaited(self):
        """Those for which somebody waits."""
        return self.filter(status__in=AWAITED)

    def on_the_bench(self):
        """Those the laboratory still has work on, oldest first."""
        return self.filter(status__in=ON_THE_BENCH).order_by("ordered_at", "pk")

    def unread(self):
        """Those with a result nobody who treats the patient has read."""
        return self.filter(status=LabStatus.RESULTED, read_at__isnull=True)

    def of_person(self, patient):
        """Those of one person, under whichever record number."""
        return self.filter(visit__patient__person_id=patient.person_id)

    def for_lists(self):
        """With what a line on the bench or on the patient's page shows."""
        return self.select_related("visit__patient", "point", "ordered_by").prefetch_related("items__test")


class LabOrder(models.Model):
    """One pengantar laboratorium: what an examiner asks of the laboratory, and the reply."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="lab_orders", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="lab_orders", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    entry = models.ForeignKey(QueueEntry, models.PROTECT, related_name="+", verbose_name="diminta dari antrean")
    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="+", verbose_name="ruang peminta")
    question = models.CharField("pertanyaan klinis", max_length=200, blank=True)
    status = FSMField("keadaan", max_length=13, choices=LabStatus.choices, default=LabStatus.ORDERED, protected=True)
    ordered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diminta oleh")
    ordered_at = models.DateTimeField("diminta pukul")
    sampled_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="sampel diambil oleh", null=True, blank=True
    )
    sampled_at = models.DateTimeField("sampel diambil pukul", null=True, blank=True)
    resulted_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="hasil oleh", null=True, blank=True
    )
    resulted_at = models.DateTimeField("hasil pukul", null=True, blank=True)
    read_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dibaca oleh", null=True, blank=True
    )
    read_at = models.DateTimeField("dibaca pukul", null=True, blank=True)
    put_off_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="ditunda atau dibatalkan oleh", null=True, blank=True
    )
    put_off_at = models.DateTimeField("ditunda atau dibatalkan pukul", null=True, blank=True)
    put_off_reason = models.CharField("alasan menyusul atau batal", max_length=200, blank=True)

    objects = LabOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "pengantar laboratorium"
        verbose_name_plural = "pengantar laboratorium"
        ordering = ["-ordered_at"]
        constraints = [
            one_of("status", LabStatus, name="lab_order_is_in_a_known_state"),
            who_and_when("sampled_by", "sampled_at", name="who_takes_a_sample_says_when"),
            who_and_when("resulted_by", "resulted_at", name="who_gives_a_result_says_when"),
            who_and_when("read_by", "read_at", name="who_reads_a_result_says_when"),
            who_and_when("put_off_by", "put_off_at", name="who_puts_off_a_lab_order_says_when"),
            models.CheckConstraint(
                condition=Q(status=LabStatus.RESULTED, resulted_at__isnull=False)
                | ~Q(status=LabStatus.RESULTED) & Q(resulted_at__isnull=True),
                name="a_lab_order_with_a_result_has_its_giver",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(resulted_at__isnull=False), name="only_a_given_result_is_read"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[LabStatus.FOLLOWS_LATER, LabStatus.CANCELLED]) | ~Q(put_off_reason=""),
                name="a_lab_order_put_off_says_why",
            ),
        ]
        indexes = [
            # The bench: what is still to be done here, oldest first.
            models.Index(
                fields=["facility", "ordered_at"], condition=Q(status__in=ON_THE_BENCH), name="lab_order_on_the_bench"
            ),
            # The desk and the requester's page: results nobody has read yet.
            models.Index(
                fields=["ordered_by", "resulted_at"],
                condition=Q(status=LabStatus.RESULTED, read_at__isnull=True),
                name="lab_result_unread",
            ),
        ]

    class Personal:
        fields = ("question",)

    def __str__(self):
        return self.code

    @property
    def source(self) -> str:
        """The word under which this order teaches that a result is awaited."""
        return f"lab:{self.code}"

    @property
    def is_awaited(self) -> bool:
        return self.status in AWAITED

    @transition(field=status, source=LabStatus.ORDERED, target=LabStatus.SAMPLED)
    def take_sample(self, *, by: Staff, at) -> None:
        """The specimen was taken."""
        self.sampled_by, self.sampled_at = by, at

    @transition(field=status, source=LabStatus.FOLLOWS_LATER, target=LabStatus.FOLLOWS_LATER)
    def take_late_sample(self, *, by: Staff, at) -> None:
        """The specimen was taken after it was said that the result follows later."""
        self.sampled_by, self.sampled_at = by, at

    @transition(field=status, source=[LabStatus.SAMPLED, LabStatus.FOLLOWS_LATER], target=LabStatus.RESULTED)
    def complete(self, *, by: Staff, at) -> None:
        """Every test asked for has its value."""
        self.resulted_by, self.resulted_at = by, at

    @transition(field=status, source=list(AWAITED), target=LabStatus.FOLLOWS_LATER)
    def put_off(self, *, by: Staff, at, reason: str) -> None:
        """The patient need not wait: the result follows later."""
        self.put_off_by, self.put_off_at, self.put_off_reason = by, at, reason

    @transition(field=status, source=LabStatus.ORDERED, target=LabStatus.CANCELLED)
    def cancel(self, *, by: Staff, at, reason: str) -> None:
        """Nothing was taken, and nothing will be."""
        self.put_off_by, self.put_off_at, self.put_off_reason = by, at, reason

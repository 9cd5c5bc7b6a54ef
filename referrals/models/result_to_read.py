"""A result that came when its patient had gone."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff

from .appointment import Appointment
from .follow_up import FollowUp
from .lab_order import LabOrder
from .pairs import who_and_when


class Outcome(models.TextChoices):
    """What the requester decided after reading."""

    NONE = "none", "Tidak perlu tindakan"
    CALL_IN = "call_in", "Pasien dipanggil"
    APPOINTMENT = "appointment", "Janji temu"
    TASK = "task", "Tugas tindak lanjut"


class ResultToReadQuerySet(models.QuerySet):
    """Results that came after the exit."""

    def open(self):
        """Those nobody has decided on."""
        return self.filter(settled_at__isnull=True)

    def of_person(self, patient):
        """Those of one person, under whichever record number."""
        return self.filter(order__visit__patient__person_id=patient.person_id)

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))


class ResultToRead(models.Model):
    """One result that arrived after the exit: read by its requester, advised on, and acted upon."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    order = models.ForeignKey(
        LabOrder, models.PROTECT, related_name="papers_to_read", verbose_name="pengantar laboratorium"
    )
    requester = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="peminta")
    opened_at = models.DateTimeField("tiba pukul")
    advice = models.CharField("anjuran", max_length=300, blank=True)
    outcome = models.CharField("keputusan", max_length=11, choices=Outcome.choices, blank=True)
    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="+", verbose_name="janji temu", null=True, blank=True
    )
    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="+", verbose_name="tugas", null=True, blank=True
    )
    settled_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diputuskan oleh", null=True, blank=True
    )
    settled_at = models.DateTimeField("diputuskan pukul", null=True, blank=True)

    objects = ResultToReadQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil yang datang kemudian"
        verbose_name_plural = "hasil yang datang kemudian"
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(settled_at__isnull=True), name="a_late_result_waits_once_for_its_reader"
            ),
            who_and_when("settled_by", "settled_at", name="who_settles_a_late_result_says_when"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | Q(settled_at__isnull=False, outcome__in=Outcome.values),
                name="a_settled_late_result_says_what_was_decided",
            ),
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.APPOINTMENT) | Q(appointment__isnull=True))
                & (Q(outcome=Outcome.TASK) | Q(follow_up__isnull=True)),
                name="a_late_result_leads_where_it_says",
            ),
        ]
        indexes = [
            # The requester's page: what arrived for me and is not settled.
            models.Index(
                fields=["requester", "opened_at"], condition=Q(settled_at__isnull=True), name="late_result_of_requester"
            ),
        ]

    class Personal:
        fields = ("advice",)

    def __str__(self):
        return self.code

    @property
    def is_read(self) -> bool:
        return self.order.read_at is not None

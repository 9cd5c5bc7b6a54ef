"""An answer of the daftar tilik that an auditor judged otherwise."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.visits.models import Visit


class Answer(models.TextChoices):
    """The three columns of a daftar tilik."""

    YA = "ya", "Ya"
    TIDAK = "tidak", "Tidak"
    TIDAK_BERLAKU = "tidak_berlaku", "Tidak berlaku"


class CheckOverride(models.Model):
    """One item's answer as an auditor gave it, beside the one the events had given then; both stay."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="check_overrides", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    no = models.PositiveSmallIntegerField("butir")
    found = models.CharField("jawaban dari kejadian", max_length=13, choices=Answer.choices)
    answer = models.CharField("jawaban auditor", max_length=13, choices=Answer.choices)
    reason = models.CharField("alasan", max_length=200)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("pukul")

    class Meta:
        verbose_name = "jawaban auditor"
        verbose_name_plural = "jawaban auditor"
        ordering = ["visit", "no", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found__in=Answer.values, answer__in=Answer.values), name="an_item_has_a_known_answer"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_auditor_says_why"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.no}: {self.answer}"

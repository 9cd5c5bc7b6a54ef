"""What was looked at before medicine was prepared."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Staff

from .prescription import Prescription


class Review(models.Model):
    """One telaah of one version of a prescription: a Ya or Tidak to each check, and who let what pass; append-only."""

    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="reviews", verbose_name="resep")
    version = models.PositiveSmallIntegerField("versi resep")
    checklist = models.CharField("versi daftar telaah", max_length=20)
    answers = models.JSONField("jawaban", default=dict)  # {check: {"ok": bool, "note": str}}
    alerts = models.JSONField("peringatan", default=list, blank=True)  # [{"code", "drug", "substance"}]
    open_points = models.PositiveSmallIntegerField("yang tidak sesuai", default=0)
    override_reason = models.CharField("alasan diteruskan", max_length=200, blank=True)
    is_passed = models.BooleanField("diteruskan")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("pukul")

    class Meta:
        verbose_name = "telaah resep"
        verbose_name_plural = "telaah resep"
        ordering = ["prescription", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_passed=False) | Q(open_points=0) | ~Q(override_reason=""),
                name="nothing_alarming_is_passed_without_a_reason",
            ),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("answers", "override_reason")

    def __str__(self):
        return f"telaah {self.version}"

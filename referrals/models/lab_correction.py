"""What a laboratory value said before it was put right."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Staff

from .lab_item import LabFlag, LabOrderItem
from .pairs import one_of


class LabCorrection(models.Model):
    """One earlier value of a test, as it was read at the time, with who put it right, when and why."""

    item = models.ForeignKey(LabOrderItem, models.PROTECT, related_name="earlier", verbose_name="pemeriksaan")
    value = models.CharField("hasil semula", max_length=200)
    number = models.DecimalField("angka semula", max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField("satuan", max_length=20, blank=True)
    reference = models.CharField("nilai rujukan", max_length=60, blank=True)
    reference_source = models.CharField("sumber nilai rujukan", max_length=120, blank=True)
    advice = models.CharField("saran", max_length=160, blank=True)
    flag = models.CharField("tanda", max_length=12, choices=LabFlag.choices, default=LabFlag.NONE, blank=True)
    entered_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="semula diisi oleh")
    entered_at = models.DateTimeField("semula diisi pukul")
    reason = models.CharField("alasan perbaikan", max_length=200)
    corrected_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diperbaiki oleh")
    corrected_at = models.DateTimeField("diperbaiki pukul")

    class Meta:
        verbose_name = "hasil laboratorium semula"
        verbose_name_plural = "hasil laboratorium semula"
        ordering = ["item", "-corrected_at", "-pk"]
        triggers = APPEND_ONLY
        constraints = [
            one_of("flag", LabFlag, name="earlier_lab_value_has_a_known_flag"),
            models.CheckConstraint(
                condition=~Q(value="") & ~Q(reason=""), name="a_lab_correction_keeps_the_value_and_says_why"
            ),
        ]

    class Personal:
        fields = ("value", "number", "reason")

    def __str__(self):
        return f"{self.item_id}"

    @property
    def value_label(self) -> str:
        """The value as it was read aloud: "12,5 g/dL"."""
        return f"{self.value} {self.unit}".strip()

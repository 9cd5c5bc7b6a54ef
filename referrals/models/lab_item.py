"""One line of a laboratory order."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.models import Staff
from puskesmas.visits.models import ServiceRendered

from ..lab_ranges import Flag
from .lab_order import LabOrder
from .lab_test import LabTest
from .pairs import one_of, who_and_when


class LabFlag(models.TextChoices):
    """How a value stands to what was normal on the day."""

    NONE = Flag.NONE.value, ""
    NORMAL = Flag.NORMAL.value, "Normal"
    LOW = Flag.LOW.value, "Rendah"
    HIGH = Flag.HIGH.value, "Tinggi"
    ABNORMAL = Flag.ABNORMAL.value, "Tidak normal"
    UNCLASSIFIED = Flag.UNCLASSIFIED.value, "Tidak terklasifikasi"
    CRITICAL = Flag.CRITICAL.value, "Kritis"


class LabOrderItem(models.Model):
    """One test asked for, with its value, its flag and the reference it was judged by."""

    order = models.ForeignKey(LabOrder, models.PROTECT, related_name="items", verbose_name="pengantar")
    test = models.ForeignKey(LabTest, models.PROTECT, related_name="+", verbose_name="pemeriksaan")
    value = models.CharField("hasil", max_length=200, blank=True)
    number = models.DecimalField("angka", max_digits=12, decimal_places=3, null=True, blank=True)
    unit = models.CharField("satuan", max_length=20, blank=True)
    reference = models.CharField("nilai rujukan", max_length=60, blank=True)
    reference_source = models.CharField("sumber nilai rujukan", max_length=120, blank=True)
    advice = models.CharField("saran", max_length=160, blank=True)
    flag = models.CharField("tanda", max_length=12, choices=LabFlag.choices, default=LabFlag.NONE, blank=True)
    entered_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diisi oleh", null=True, blank=True
    )
    entered_at = models.DateTimeField("diisi pukul", null=True, blank=True)
    rendered = models.OneToOneField(
        ServiceRendered, models.PROTECT, related_name="+", verbose_name="ditagih sebagai", null=True, blank=True
    )

    class Meta:
        verbose_name = "hasil laboratorium"
        verbose_name_plural = "hasil laboratorium"
        ordering = ["order", "test__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "test"], name="a_test_once_per_lab_order"),
            one_of("flag", LabFlag, name="lab_value_has_a_known_flag"),
            who_and_when("entered_by", "entered_at", name="who_enters_a_lab_value_says_when"),
            models.CheckConstraint(
                condition=Q(value="", entered_at__isnull=True) | ~Q(value="") & Q(entered_at__isnull=False),
                name="a_lab_value_has_its_enterer",
            ),
        ]

    class Personal:
        fields = ("value", "number")

    def __str__(self):
        return f"{self.test.code}"

    @property
    def has_value(self) -> bool:
        return self.entered_at is not None

    @property
    def value_label(self) -> str:
        """The value as it is read aloud: "12,5 g/dL"."""
        return f"{self.value} {self.unit}".strip()

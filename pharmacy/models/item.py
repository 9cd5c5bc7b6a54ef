"""The lines of a prescription, and the batches set aside for them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Staff

from .drug import Drug
from .prescription import Prescription
from .stock import StockBatch

MOST = 1000  # more of one drug at once is a slip of the finger
LONGEST = 180  # days; programme drugs go no further


class Meal(models.TextChoices):
    """When to take a drug, seen from the meal."""

    BEFORE = "before", "Sebelum makan"
    WITH = "with", "Bersama makan"
    AFTER = "after", "Sesudah makan"


class PrescriptionItemQuerySet(models.QuerySet):
    """Lines of prescriptions."""

    def current(self):
        """Those of the prescription as it stands, without what a change replaced."""
        return self.filter(version=F("prescription__version"))

    def had(self):
        """Those the patient gets, as far as is known."""
        return self.filter(not_had_at__isnull=True)


class PrescriptionItem(models.Model):
    """One drug on a prescription: how to take it, how much was asked for, and how much was given."""

    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="items", verbose_name="resep")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    version = models.PositiveSmallIntegerField("versi resep", default=1)
    order = models.PositiveSmallIntegerField("urutan")
    drug = models.ForeignKey(Drug, models.PROTECT, related_name="+", verbose_name="obat")
    dose = models.CharField("sekali pakai", max_length=40, help_text="Misalnya 1 tablet, 5 ml.")
    frequency = models.CharField("aturan pakai", max_length=40, help_text="Misalnya 3x1, 2 kali sehari.")
    days = models.PositiveSmallIntegerField(
        "lama, hari", default=1, validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )
    meal = models.CharField("terhadap makan", max_length=6, choices=Meal.choices, blank=True)
    quantity = models.PositiveSmallIntegerField("jumlah", validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    note = models.CharField("catatan", max_length=120, blank=True)
    given_quantity = models.PositiveSmallIntegerField("jumlah diberikan", default=0)
    returned_quantity = models.PositiveSmallIntegerField("jumlah dikembalikan", default=0)
    not_had_reason = models.CharField("alasan tidak didapat", max_length=200, blank=True)
    not_had_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dinyatakan oleh", null=True, blank=True
    )
    not_had_at = models.DateTimeField("dinyatakan", null=True, blank=True)

    objects = PrescriptionItemQuerySet.as_manager()

    class Meta:
        verbose_name = "obat pada resep"
        verbose_name_plural = "obat pada resep"
        ordering = ["prescription", "version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["prescription", "version", "order"], name="one_drug_per_line"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, quantity__lte=MOST), name="some_of_the_drug_is_asked_for"
            ),
            models.CheckConstraint(condition=Q(days__gt=0, days__lte=LONGEST), name="a_drug_is_taken_for_some_days"),
            models.CheckConstraint(
                condition=Q(given_quantity__lte=F("quantity")), name="no_more_is_given_than_was_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(returned_quantity__lte=F("given_quantity")), name="no_more_comes_back_than_was_given"
            ),
            models.CheckConstraint(
                condition=Q(not_had_by__isnull=True, not_had_at__isnull=True, not_had_reason="")
                | Q(not_had_by__isnull=False, not_had_at__isnull=False, given_quantity=0) & ~Q(not_had_reason=""),
                name="who_withholds_a_drug_says_when_and_why",
            ),
        ]

    class Personal:
        fields = ("note", "not_had_reason")

    def __str__(self):
        return f"{self.drug} ×{self.quantity}"

    @property
    def is_not_had(self) -> bool:
        return self.not_had_at is not None

    @property
    def owed_quantity(self) -> int:
        """How much of what was asked for the patient did not get."""
        return self.quantity - self.given_quantity


class Allocation(models.Model):
    """How much of one batch is set aside for one line; it stays as the record of where the medicine came from."""

    item = models.ForeignKey(PrescriptionItem, models.PROTECT, related_name="allocations", verbose_name="obat")
    batch = models.ForeignKey(StockBatch, models.PROTECT, related_name="allocations", verbose_name="batch")
    quantity = models.PositiveSmallIntegerField("jumlah")

    class Meta:
        verbose_name = "batch untuk resep"
        verbose_name_plural = "batch untuk resep"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "batch"], name="one_allocation_per_batch_and_line"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="an_allocation_is_of_something"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.batch} ×{self.quantity}"

"""What lies on the shelves, batch by batch, and every move of it."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY, audited
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff

from .drug import Drug


class FundSource(models.TextChoices):
    """Who paid for a batch: each source has its own stock card."""

    APBD = "apbd", "APBD"
    DAK = "dak", "DAK"
    JKN = "jkn", "JKN"
    PROGRAMME = "program", "Program"
    BKKBN = "bkkbn", "BKKBN"
    GRANT = "hibah", "Hibah"


class StockBatchQuerySet(models.QuerySet):
    """Batches on the shelves."""

    def of_drugs(self, drug_ids):
        """Those of some drugs, locked in one order whoever asks, so that two pharmacists never wait in a ring."""
        return self.select_for_update(of=("self",)).filter(drug_id__in=drug_ids).order_by("pk")

    def locked(self, *pks):
        """These rows, locked in the same order."""
        return self.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")

    def usable(self, on):
        """Those with something left to give that has not expired on a day, first to expire first."""
        return self.filter(quantity__gt=F("reserved"), expiry__gte=on).order_by("expiry", "received_on", "pk")


@audited(exclude=["quantity", "reserved"])  # how much lies there is told by its moves
class StockBatch(models.Model):
    """One batch of one drug from one source: how much lies there, and how much of it is set aside."""

    drug = models.ForeignKey(Drug, models.PROTECT, related_name="batches", verbose_name="obat")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    batch = models.CharField("nomor batch", max_length=40)
    expiry = models.DateField("kedaluwarsa")
    source = models.CharField("sumber dana", max_length=8, choices=FundSource.choices)
    quantity = models.PositiveIntegerField("persediaan", default=0)
    reserved = models.PositiveIntegerField("disiapkan untuk resep", default=0)
    received_on = models.DateField("diterima")

    objects = StockBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "batch"
        verbose_name_plural = "batch"
        ordering = ["drug", "expiry", "received_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["drug", "batch", "source"], name="one_stock_card_per_batch_and_source"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="stock_is_never_negative"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, reserved__lte=F("quantity")), name="no_more_is_set_aside_than_there_is"
            ),
            models.CheckConstraint(condition=Q(source__in=FundSource.values), name="batch_is_of_a_known_source"),
        ]
        indexes = [
            # FEFO: what is left of a drug, first to expire first.
            models.Index(fields=["drug", "expiry"], condition=Q(quantity__gt=0), name="batch_first_to_expire"),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return self.batch

    @property
    def free(self) -> int:
        """How much is not set aside."""
        return self.quantity - self.reserved


class MoveKind(models.TextChoices):
    """Why stock went in or out."""

    RECEIPT = "receipt", "Penerimaan"
    DISPENSED = "dispensed", "Pengeluaran resep"
    RETURNED = "returned", "Retur"
    ADJUSTED = "adjusted", "Penyesuaian opname"
    DAMAGED = "damaged", "Rusak atau kedaluwarsa"


INTO = (MoveKind.RECEIPT, MoveKind.RETURNED)
OUT_OF = (MoveKind.DISPENSED, MoveKind.DAMAGED)
ON_A_PRESCRIPTION = (MoveKind.DISPENSED, MoveKind.RETURNED)


class StockMove(models.Model):
    """One line of a stock card: what went in or out of a batch, and what was left; append-only."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    batch = models.ForeignKey(StockBatch, models.PROTECT, related_name="moves", verbose_name="batch")
    kind = models.CharField("jenis", max_length=9, choices=MoveKind.choices)
    quantity = models.IntegerField("masuk (+) atau keluar (−)")
    balance = models.PositiveIntegerField("sisa")
    item = models.ForeignKey(
        "pharmacy.PrescriptionItem", models.PROTECT, related_name="moves", verbose_name="resep", null=True, blank=True
    )
    document = models.CharField("nomor dokumen", max_length=60, blank=True)
    reason = models.CharField("alasan", max_length=200, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh")
    at = models.DateTimeField("pukul", default=timezone.now)
    on = models.DateField("tanggal")

    class Meta:
        verbose_name = "kartu stok"
        verbose_name_plural = "kartu stok"
        ordering = ["batch", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=INTO, quantity__gt=0)
                | Q(kind__in=OUT_OF, quantity__lt=0)
                | Q(kind=MoveKind.ADJUSTED) & ~Q(quantity=0),
                name="stock_moves_the_way_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ON_A_PRESCRIPTION, item__isnull=False)
                | ~Q(kind__in=ON_A_PRESCRIPTION) & Q(item__isnull=True),
                name="what_is_dispensed_names_its_prescription",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[MoveKind.RECEIPT, MoveKind.DISPENSED]) | ~Q(reason=""),
                name="stock_is_not_corrected_without_a_reason",
            ),
        ]
        indexes = [
            # The month's use of a facility, for LPLPO.
            models.Index(fields=["facility", "on", "kind"], name="stock_move_of_the_day"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.get_kind_display()} {self.quantity:+}"

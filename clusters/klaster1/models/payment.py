"""Money taken: receipts without a gap, taken back only by another receipt, counted at the end of a shift."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.visits.models import Visit


class Method(models.TextChoices):
    """How money was given."""

    TUNAI = "tunai", "Tunai"
    QRIS = "qris", "QRIS"
    TRANSFER = "transfer", "Transfer"


class Payment(models.Model):
    """One receipt: money taken for a visit, or given back with a reason; never altered."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="payments", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    year = models.PositiveSmallIntegerField("tahun")
    number = models.PositiveIntegerField("nomor kuitansi")
    method = models.CharField("cara bayar", max_length=8, choices=Method.choices)
    amount = models.IntegerField("jumlah, rupiah")
    reverses = models.OneToOneField(
        "self", models.PROTECT, related_name="reversed_by", verbose_name="membatalkan", null=True, blank=True
    )
    reason = models.CharField("alasan", max_length=200, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="diterima oleh")
    at = models.DateTimeField("pukul")
    on = models.DateField("tanggal")

    class Meta:
        verbose_name = "pembayaran"
        verbose_name_plural = "pembayaran"
        ordering = ["facility", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "year", "number"], name="each_receipt_number_once_a_year"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="money_comes_in_a_known_way"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0, reason="")
                | Q(reverses__isnull=False, amount__lt=0) & ~Q(reason=""),
                name="money_goes_back_only_with_a_reason",
            ),
        ]
        indexes = [
            # The shift's count: what one cashier took since the last closing.
            models.Index(fields=["facility", "by", "on"], name="payment_of_the_shift"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return self.receipt

    @property
    def receipt(self) -> str:
        """The number as the receipt carries it: 2024/000123."""
        return f"{self.year}/{self.number:06}"


class ReceiptCounter(models.Model):
    """The last receipt number of a puskesmas in a year; its row lock keeps them without a gap."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("terakhir", default=0)

    class Meta:
        verbose_name = "penghitung kuitansi"
        verbose_name_plural = "penghitung kuitansi"
        constraints = [models.UniqueConstraint(fields=["facility", "year"], name="one_receipt_counter_a_year")]

    class Personal:
        fields = ()


class ShiftClosing(models.Model):
    """One cashier's count at the end of a shift: what the receipts say, what lay in the drawer, and why they differ."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="kasir")
    at = models.DateTimeField("ditutup pukul")
    on = models.DateField("tanggal")
    first = models.ForeignKey(Payment, models.PROTECT, related_name="+", verbose_name="kuitansi pertama")
    last = models.ForeignKey(Payment, models.PROTECT, related_name="+", verbose_name="kuitansi terakhir")
    receipts = models.PositiveIntegerField("banyak kuitansi")
    tunai = models.IntegerField("tunai, rupiah")
    qris = models.IntegerField("QRIS, rupiah")
    transfer = models.IntegerField("transfer, rupiah")
    counted = models.IntegerField("uang di laci, rupiah")
    reason = models.CharField("alasan selisih", max_length=200, blank=True)

    class Meta:
        verbose_name = "tutup kas"
        verbose_name_plural = "tutup kas"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["first"], name="each_receipt_is_counted_in_one_shift"),
            models.CheckConstraint(
                condition=Q(counted=models.F("tunai")) | ~Q(reason=""), name="a_drawer_that_differs_says_why"
            ),
        ]
        indexes = [models.Index(fields=["by", "-at"], name="last_closing_of_a_cashier")]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.by} {self.on}"

    @property
    def total(self) -> int:
        return self.tunai + self.qris + self.transfer

    @property
    def difference(self) -> int:
        """What lay in the drawer beyond the receipts; below zero when money is missing."""
        return self.counted - self.tunai

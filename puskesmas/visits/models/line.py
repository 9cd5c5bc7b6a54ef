"""Places in line, the numbers that name them, and a service point's day."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Desk, Facility, ServicePoint, Staff
from puskesmas.facility.places import Place

from ..states import State
from .visit import Visit


class EntryState(models.TextChoices):
    """What a place in line is doing."""

    WAITING = "waiting", "Menunggu"
    CALLED = "called", "Dipanggil"
    SERVING = "serving", "Dilayani"
    HELD = "held", "Menunggu hasil"
    DONE = "done", "Selesai"
    SKIPPED = "skipped", "Belum datang"
    VOIDED = "voided", "Dibatalkan"


OPEN = (EntryState.WAITING, EntryState.CALLED, EntryState.SERVING, EntryState.HELD, EntryState.SKIPPED)
IN_CALLING_ORDER = ("band", "arrived_at", "pk")


class QueueEntryQuerySet(models.QuerySet):
    """Places in line."""

    def open(self):
        """Those where somebody still is."""
        return self.filter(state__in=OPEN)

    def waiting(self):
        """Those ready to be called, in calling order inside each band."""
        return self.filter(state=EntryState.WAITING).order_by(*IN_CALLING_ORDER)

    def locked(self):
        """The entries with their visits, SOP, patient and point; entry and visit locked in one statement.

        The order of ``of`` is the order PostgreSQL locks in: visit first, as every verb that starts from a visit does.
        """
        related = self.select_related("visit__profile", "visit__patient", "point")
        return related.select_for_update(of=("visit", "self"))


class QueueEntry(models.Model):
    """One patient's place in line at one service point."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="entries", verbose_name="kunjungan")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    on = models.DateField("tanggal")
    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="entries", verbose_name="titik layanan")
    place = models.CharField("tempat pasien", max_length=10, choices=Place.choices)
    step = models.CharField("langkah SOP", max_length=30, blank=True)
    visit_state = models.CharField("keadaan kunjungan", max_length=20, choices=State.choices)
    number = models.CharField("nomor", max_length=10)
    state = models.CharField("keadaan", max_length=8, choices=EntryState.choices, default=EntryState.WAITING)
    band = models.PositiveSmallIntegerField("urutan prioritas", default=2)
    band_reason = models.CharField("alasan urutan", max_length=80)
    arrived_at = models.DateTimeField("jam datang di barisan")  # kept when the patient comes back
    queued_at = models.DateTimeField("masuk antrean")
    called_at = models.DateTimeField("dipanggil", null=True, blank=True)
    started_at = models.DateTimeField("mulai dilayani", null=True, blank=True)
    ended_at = models.DateTimeField("selesai", null=True, blank=True)
    calls = models.PositiveSmallIntegerField("panggilan", default=0)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", verbose_name="meja", null=True, blank=True)
    served_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dilayani oleh", null=True, blank=True
    )
    waits_for = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="menunggu petugas", null=True, blank=True
    )
    returns_to = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="kembali ke", null=True, blank=True
    )
    came_from = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="datang dari", null=True, blank=True
    )
    onward = models.JSONField("tujuan berikut", default=list)  # the other rooms of one detour, in turn
    must_return = models.BooleanField("harus kembali", default=True)
    is_return = models.BooleanField("kembali dari unit lain", default=False)
    reason = models.CharField("alasan", max_length=200, blank=True)
    held_for = models.CharField("menunggu", max_length=80, blank=True)

    objects = QueueEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "antrean"
        verbose_name_plural = "antrean"
        ordering = IN_CALLING_ORDER
        constraints = [
            models.UniqueConstraint(fields=["visit"], condition=Q(state__in=OPEN), name="one_open_entry_per_visit"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=OPEN)
                | Q(ended_at__isnull=False, state__in=[EntryState.DONE, EntryState.VOIDED]),
                name="entries_end_when_they_close",
            ),
            models.CheckConstraint(
                condition=Q(state=EntryState.HELD) | Q(held_for=""), name="only_held_entries_say_what_for"
            ),
        ]
        indexes = [
            # call_next and the room's list: who waits at a point, in calling order.
            models.Index(fields=["point", "band", "arrived_at"], condition=Q(state__in=OPEN), name="entry_in_line"),
            models.Index(fields=["point", "on", "ended_at"], name="entry_of_the_day"),
            models.Index(fields=["visit", "-queued_at"], name="entry_of_the_visit"),
        ]

    class Personal:
        fields = ("reason",)

    def __str__(self):
        return f"{self.number} di {self.place}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class PointDay(models.Model):
    """One day of one service point: whether it is open, and how many went before the regular numbers in a row."""

    point = models.ForeignKey(ServicePoint, models.PROTECT, related_name="days", verbose_name="titik layanan")
    on = models.DateField("tanggal")
    is_open = models.BooleanField("buka", default=True)
    reason = models.CharField("alasan tutup", max_length=120, blank=True)
    changed_at = models.DateTimeField("diubah", default=timezone.now)
    changed_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diubah oleh", null=True, blank=True
    )
    in_a_row = models.PositiveSmallIntegerField("prioritas berturut-turut", default=0)

    class Meta:
        verbose_name = "hari titik layanan"
        verbose_name_plural = "hari titik layanan"
        constraints = [models.UniqueConstraint(fields=["point", "on"], name="one_day_per_point")]

    class Personal:
        fields = ()


class NumberCounter(models.Model):
    """The last number given out in one series on one day."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    on = models.DateField("tanggal")
    series = models.CharField("seri", max_length=4)
    last = models.PositiveIntegerField("terakhir", default=0)

    class Meta:
        verbose_name = "penghitung nomor"
        verbose_name_plural = "penghitung nomor"
        constraints = [models.UniqueConstraint(fields=["facility", "on", "series"], name="one_counter_per_series")]

    class Personal:
        fields = ()

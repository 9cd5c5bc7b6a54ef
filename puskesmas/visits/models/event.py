"""The sentences written down about a visit."""

from django.db import models

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.models import Facility, ServicePoint, Staff

from ..events import LABELS, Kind
from .visit import Visit


class VisitEvent(models.Model):
    """One thing that happened on a visit: append-only, held by the database itself.

    No table points here, and each query leads with visit or facility, so that it can be partitioned by ``on``.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="events", verbose_name="kunjungan")
    seq = models.PositiveIntegerField("urutan")
    kind = models.CharField("kejadian", max_length=24)
    step = models.CharField("langkah SOP", max_length=30, blank=True)
    from_state = models.CharField("dari", max_length=20, blank=True)
    to_state = models.CharField("ke", max_length=20, blank=True)
    point = models.ForeignKey(
        ServicePoint, models.PROTECT, related_name="+", verbose_name="titik layanan", null=True, blank=True
    )
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="oleh", null=True, blank=True)
    by_name = models.CharField("nama petugas saat itu", max_length=80, blank=True)
    by_role = models.CharField("peran saat itu", max_length=12, blank=True)
    at = models.DateTimeField("terjadi")
    recorded_at = models.DateTimeField("dicatat")
    late = models.BooleanField("dicatat kemudian", default=False)
    on = models.DateField("tanggal")
    reason = models.CharField("alasan", max_length=200, blank=True)
    data = models.JSONField("rincian", default=dict)  # codes and numbers, never names
    undoes = models.PositiveIntegerField("membatalkan", null=True, blank=True)

    class Meta:
        verbose_name = "kejadian"
        verbose_name_plural = "kejadian"
        ordering = ["visit", "seq"]
        constraints = [models.UniqueConstraint(fields=["visit", "seq"], name="one_sentence_per_number")]
        indexes = [
            # PWS reads a facility's news by the time it was recorded.
            models.Index(fields=["facility", "recorded_at"], name="event_news"),
            models.Index(fields=["facility", "on", "kind"], name="event_of_the_day"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ("by_name", "reason")

    def __str__(self):
        return f"{self.seq} {self.kind}"

    @property
    def label(self) -> str:
        """The kind in Indonesian."""
        return LABELS[Kind(self.kind)]

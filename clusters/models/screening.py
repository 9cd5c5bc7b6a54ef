"""What the screening point asked and found, and the note that follows the visit to the room that examines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.places import Line
from puskesmas.visits.models import Visit

from .base import RoomRecord


class ScreeningNoteQuerySet(models.QuerySet):
    """Notes of the screening point."""

    def unread(self):
        """Those with a follow-up that no room has acknowledged yet."""
        return self.filter(needs_follow_up=True, acknowledged_at__isnull=True, withdrawn_at__isnull=True)

    def standing(self):
        """Those not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class ScreeningNote(RoomRecord):
    """One screening by cluster: what was asked, what was found, and what the examining room must look at."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="screening_notes", verbose_name="kunjungan")
    cluster = models.CharField("klaster", max_length=2, choices=Line.choices)
    asked = ArrayField(models.CharField(max_length=80), verbose_name="ditanyakan")
    found = models.TextField("ditemukan", blank=True)
    needs_follow_up = models.BooleanField("perlu tindak lanjut", default=False)
    follow_up = models.TextField("catatan untuk ruang pemeriksaan", blank=True)
    acknowledged_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dibaca oleh", null=True, blank=True
    )
    acknowledged_at = models.DateTimeField("dibaca pukul", null=True, blank=True)
    acknowledged_in = models.ForeignKey(
        ServicePoint, models.PROTECT, related_name="+", verbose_name="dibaca di", null=True, blank=True
    )

    withdrawn_at = models.DateTimeField("dicabut pukul", null=True, blank=True)
    withdrawn_because = models.CharField("alasan dicabut", max_length=200, blank=True)

    objects = ScreeningNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan skrining"
        verbose_name_plural = "catatan skrining"
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(asked__len__gt=0), name="a_screening_asks_something"),
            models.CheckConstraint(
                condition=Q(needs_follow_up=False, follow_up="") | Q(needs_follow_up=True) & ~Q(follow_up=""),
                name="a_finding_says_what_to_look_at",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_by__isnull=True, acknowledged_at__isnull=True, acknowledged_in__isnull=True)
                | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False, needs_follow_up=True),
                name="who_reads_a_finding_says_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(withdrawn_at__isnull=False, acknowledged_at__isnull=True) & ~Q(withdrawn_because=""),
                name="a_note_taken_back_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["visit"], condition=Q(needs_follow_up=True, acknowledged_at__isnull=True), name="finding_unread"
            ),
            models.Index(fields=["facility", "on"], name="screening_of_the_day"),
        ]

    class Personal:
        fields = ("found", "follow_up", "withdrawn_because")

    def __str__(self):
        return f"{self.code} {self.on}"

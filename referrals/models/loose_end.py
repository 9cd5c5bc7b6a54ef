"""What a visit left unfinished."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff
from puskesmas.visits.models import Visit

from .pairs import one_of, who_and_when


class LooseKind(models.TextChoices):
    """Which paper was left open."""

    LAB = "lab", "Pengantar laboratorium"
    INTERNAL = "internal", "Rujukan internal"
    OUTWARD = "outward", "Surat rujukan"
    PRESCRIPTION = "prescription", "Resep"
    BILL = "bill", "Tagihan"


class LooseEndQuerySet(models.QuerySet):
    """Things left unfinished."""

    def open(self):
        """Those nobody has settled, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("opened_at", "pk")

    def locked(self):
        """The rows, locked after their visit."""
        return self.select_for_update(of=("self",))


class LooseEnd(models.Model):
    """One paper that was open when its patient left, with the person who must tie it up."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="loose_ends", verbose_name="kunjungan")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    kind = models.CharField("jenis", max_length=12, choices=LooseKind.choices)
    paper = models.CharField("kode berkas", max_length=12)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="penanggung jawab")
    note = models.CharField("catatan", max_length=200)
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    opened_at = models.DateTimeField("dicatat pukul")
    settled_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="dituntaskan oleh", null=True, blank=True
    )
    settled_at = models.DateTimeField("dituntaskan pukul", null=True, blank=True)
    settled_note = models.CharField("cara dituntaskan", max_length=200, blank=True)

    objects = LooseEndQuerySet.as_manager()

    class Meta:
        verbose_name = "urusan belum tuntas"
        verbose_name_plural = "urusan belum tuntas"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind", "paper"], name="a_paper_is_left_behind_once"),
            one_of("kind", LooseKind, name="loose_end_is_of_a_known_kind"),
            who_and_when("settled_by", "settled_at", name="who_ties_up_a_loose_end_says_when"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settled_note=""), name="a_loose_end_is_tied_up_with_a_note"
            ),
        ]
        indexes = [
            # The owner's page: what of mine is unfinished.
            models.Index(
                fields=["owner", "opened_at"], condition=Q(settled_at__isnull=True), name="loose_end_of_owner"
            ),
        ]

    class Personal:
        fields = ("note", "settled_note")

    def __str__(self):
        return f"{self.get_kind_display()} {self.paper}"

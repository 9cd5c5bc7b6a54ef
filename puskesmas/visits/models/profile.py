"""A published revision of a puskesmas' SOP."""

from django.db import models
from django.utils import timezone

from puskesmas.facility.audit import audited
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, Staff

from .. import facts, sop


@audited()
class FlowProfile(models.Model):
    """One revision of an SOP as it was published: the whole file, its hash, and the vocabulary it was written in."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="profiles", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    key = models.SlugField("berkas", max_length=40)
    revision = models.PositiveSmallIntegerField("revisi terbit")
    text = models.TextField("isi berkas")
    sha256 = models.CharField("sidik berkas", max_length=64)
    vocabulary = models.PositiveSmallIntegerField("versi kosakata", default=facts.VOCABULARY)
    published_at = models.DateTimeField("terbit", default=timezone.now)
    published_by = models.ForeignKey(
        Staff, models.PROTECT, related_name="+", verbose_name="diterbitkan oleh", null=True, blank=True
    )
    reason = models.CharField("alasan", max_length=200, blank=True)
    is_current = models.BooleanField("berlaku", default=True)

    class Meta:
        verbose_name = "SOP"
        verbose_name_plural = "SOP"
        ordering = ["facility", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "revision"], name="sop_revision_once_per_facility"),
            models.UniqueConstraint(
                fields=["facility"], condition=models.Q(is_current=True), name="one_current_sop_per_facility"
            ),
        ]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.key}, revisi {self.revision}"

    @property
    def sop(self) -> sop.Sop:
        """The file as values, read once a process."""
        return sop.parsed(self.text, self.key)

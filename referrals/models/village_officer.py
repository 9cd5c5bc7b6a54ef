"""Who looks after a village that has no Pustu."""

from django.db import models

from puskesmas.facility.audit import audited
from puskesmas.facility.models import Facility, Staff, Village


@audited()
class VillageOfficer(models.Model):
    """The officer a puskesmas has named for a village (bidan desa, perawat pembina); tasks go there without a Pustu."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    village = models.OneToOneField(Village, models.PROTECT, related_name="officer", verbose_name="desa")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="villages_looked_after", verbose_name="petugas")

    class Meta:
        verbose_name = "petugas desa"
        verbose_name_plural = "petugas desa"
        ordering = ["facility", "village"]

    class Personal:
        fields = ()

    def __str__(self):
        return f"{self.village}: {self.staff}"

"""What every record of a room carries: whose visit it hangs on, where and by whom it was written, and its versions."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.audit import APPEND_ONLY
from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Facility, ServicePoint, Staff


class RoomRecord(models.Model):
    """One thing written down in a room about a visit; it is added to, never altered."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    point = models.ForeignKey(
        ServicePoint, models.PROTECT, related_name="+", verbose_name="ruang", null=True, blank=True
    )
    on = models.DateField("tanggal")
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+", verbose_name="dicatat oleh")
    recorded_at = models.DateTimeField("dicatat pukul", default=timezone.now)

    class Meta:
        abstract = True


class VersionQuerySet(models.QuerySet):
    """Records in all their versions."""

    def current(self):
        """The last version of each, the ones to be read."""
        return self.filter(replaced_by__isnull=True)


class Versioned(RoomRecord):
    """A record that is corrected by a new version with its reason; the one before stays as it was."""

    version = models.PositiveSmallIntegerField("versi", default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, related_name="replaced_by", verbose_name="menggantikan", null=True, blank=True
    )
    reason = models.CharField("alasan perbaikan", max_length=200, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, reason="")
                | Q(version__gt=1, replaces__isnull=False) & ~Q(reason=""),
                name="%(class)s_correction_says_why",
            ),
        ]
        triggers = APPEND_ONLY

    @property
    def is_current(self) -> bool:
        """Whether no later version stands in its place."""
        return not type(self).objects.filter(replaces=self).exists()

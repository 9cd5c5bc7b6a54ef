"""What the house remembers of its own keeping: each backup, good or failed."""

from django.db import models
from django.db.models import Q

from puskesmas.facility.audit import APPEND_ONLY


class BackupQuerySet(models.QuerySet):
    """Backups, newest first."""

    def good(self):
        """Those that were written whole and read back."""
        return self.filter(problem="")


class Backup(models.Model):
    """One attempt to copy the whole database out of harm's way."""

    started_at = models.DateTimeField("dimulai")
    ended_at = models.DateTimeField("selesai")
    file = models.CharField("berkas", max_length=80, blank=True)
    size = models.PositiveBigIntegerField("besar, byte", default=0)
    rows = models.PositiveBigIntegerField("banyak baris", default=0)
    problem = models.TextField("kendala", blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = "cadangan data"
        verbose_name_plural = "cadangan data"
        ordering = ["-ended_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(file="", problem=""), name="a_backup_has_a_file_or_a_reason"),
        ]
        indexes = [
            # The front page asks for the last good one.
            models.Index(fields=["-ended_at"], condition=Q(problem=""), name="last_good_backup"),
        ]
        triggers = APPEND_ONLY

    class Personal:
        fields = ()

    def __str__(self):
        return self.file or self.problem

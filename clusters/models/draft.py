"""What somebody has typed and not yet saved."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from puskesmas.visits.models import Visit


class Draft(models.Model):
    """One form of one visit as one person left it; kept while they type, gone when they save."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="akun")
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="drafts", verbose_name="kunjungan")
    form = models.CharField("formulir", max_length=20)
    typed = models.JSONField("ketikan", default=dict)
    saved_at = models.DateTimeField("tersimpan", default=timezone.now)

    class Meta:
        verbose_name = "draf"
        verbose_name_plural = "draf"
        ordering = ["visit", "form"]
        constraints = [
            models.UniqueConstraint(fields=["user", "visit", "form"], name="one_draft_per_person_visit_and_form")
        ]

    class Personal:
        fields = ("typed",)

    def __str__(self):
        return f"{self.form} {self.visit_id}"

"""Keys by which a repeated request finds its first answer."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class IdempotencyKey(models.Model):
    """One request's key, unique per user, with the answer it was given; kept for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "kunci permintaan"
        verbose_name_plural = "kunci permintaan"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_key_per_user")]
        indexes = [models.Index(fields=["created_at"], name="key_by_age")]

    class Personal:
        fields = ("answer",)

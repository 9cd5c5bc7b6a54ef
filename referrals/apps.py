"""Names this app to Django: papers that send a patient somewhere, with their reply."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Papers that send a patient somewhere, with their reply."""

    name = "referrals"
    label = "referrals"
    verbose_name = "Rujukan"
    default_auto_field = "django.db.models.BigAutoField"

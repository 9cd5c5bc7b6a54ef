"""Names this app to Django: papers that send a patient somewhere, with their reply."""

from importlib import import_module

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Papers that send a patient somewhere, with their reply."""

    name = "referrals"
    label = "referrals"
    verbose_name = "Rujukan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        import_module("referrals.exits")  # registers what happens to the papers when a visit closes
        import_module("referrals.bench")  # draws the laboratory's live list, in whichever process asks

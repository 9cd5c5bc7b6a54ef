"""Names this app to Django: prescriptions, stock and labels."""

from importlib import import_module

from django.apps import AppConfig


class PharmacyConfig(AppConfig):
    """Prescriptions, stock and labels."""

    name = "pharmacy"
    label = "pharmacy"
    verbose_name = "Farmasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        import_module("pharmacy.window")  # draws the pharmacy's live list, in whichever process asks

"""Names this app to Django: prescriptions, stock and labels."""

from django.apps import AppConfig


class PharmacyConfig(AppConfig):
    """Prescriptions, stock and labels."""

    name = "pharmacy"
    label = "pharmacy"
    verbose_name = "Farmasi"
    default_auto_field = "django.db.models.BigAutoField"

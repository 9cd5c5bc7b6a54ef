"""Names this app to Django: the walk from the door to home."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """The walk from the door to home."""

    name = "puskesmas.visits"
    label = "visits"
    verbose_name = "Kunjungan"
    default_auto_field = "django.db.models.BigAutoField"

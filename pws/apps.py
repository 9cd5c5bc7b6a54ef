"""Names this app to Django: what the area learns from all the walks."""

from django.apps import AppConfig


class PwsConfig(AppConfig):
    """What the area learns from all the walks."""

    name = "pws"
    label = "pws"
    verbose_name = "PWS"
    default_auto_field = "django.db.models.BigAutoField"

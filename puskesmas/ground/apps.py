"""The ground's place among Django's apps."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    """Servers, commands, health and live boards."""

    name = "puskesmas.ground"
    label = "ground"
    verbose_name = "Landasan"
    default_auto_field = "django.db.models.BigAutoField"

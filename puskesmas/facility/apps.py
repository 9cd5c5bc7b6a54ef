"""The ground floor: a puskesmas, its rooms, its area and the people who work there."""

from django.apps import AppConfig


class FacilityConfig(AppConfig):
    """Registers the facility floor under its short label."""

    name = "puskesmas.facility"
    label = "facility"
    verbose_name = "Puskesmas"
    default_auto_field = "django.db.models.BigAutoField"

"""Names this app to Django: people and who may open their records."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """People and who may open their records."""

    name = "puskesmas.patients"
    label = "patients"
    verbose_name = "Pasien"
    default_auto_field = "django.db.models.BigAutoField"

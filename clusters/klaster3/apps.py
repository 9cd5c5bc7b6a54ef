"""Names this app to Django: adults and the old."""

from django.apps import AppConfig


class Klaster3Config(AppConfig):
    """Adults and the old."""

    name = "clusters.klaster3"
    label = "klaster3"
    verbose_name = "Klaster 3 Usia dewasa dan lansia"
    default_auto_field = "django.db.models.BigAutoField"

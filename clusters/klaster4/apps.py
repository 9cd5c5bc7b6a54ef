"""Names this app to Django: infectious disease."""

from django.apps import AppConfig


class Klaster4Config(AppConfig):
    """Infectious disease."""

    name = "clusters.klaster4"
    label = "klaster4"
    verbose_name = "Klaster 4 Penanggulangan penyakit menular"
    default_auto_field = "django.db.models.BigAutoField"

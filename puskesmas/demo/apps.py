"""Names this app to Django: an invented district to try Alur on."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """An invented district to try Alur on."""

    name = "puskesmas.demo"
    label = "demo"
    verbose_name = "Contoh kabupaten"
    default_auto_field = "django.db.models.BigAutoField"

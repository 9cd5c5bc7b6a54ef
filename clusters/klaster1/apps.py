"""Names this app to Django: tariffs, cashier and the daftar tilik."""

from django.apps import AppConfig


class Klaster1Config(AppConfig):
    """Tariffs, cashier and the daftar tilik."""

    name = "clusters.klaster1"
    label = "klaster1"
    verbose_name = "Klaster 1 Manajemen"
    default_auto_field = "django.db.models.BigAutoField"

"""Names this app to Django: mothers and children."""

from importlib import import_module

from django.apps import AppConfig


class Klaster2Config(AppConfig):
    """Mothers and children."""

    name = "clusters.klaster2"
    label = "klaster2"
    verbose_name = "Klaster 2 Ibu dan anak"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """End a pregnancy when the mother dies."""
        import_module("clusters.klaster2.plugs")

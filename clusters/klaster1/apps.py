"""Names this app to Django: tariffs, cashier and the daftar tilik."""

from importlib import import_module

from django.apps import AppConfig


class Klaster1Config(AppConfig):
    """Tariffs, cashier and the daftar tilik."""

    name = "clusters.klaster1"
    label = "klaster1"
    verbose_name = "Klaster 1 Manajemen"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer the kernel what a service costs, and name a bill left open at the exit."""
        import_module("clusters.klaster1.plugs")
        import_module("clusters.klaster1.till")  # draws the cashier's live list, in whichever process asks

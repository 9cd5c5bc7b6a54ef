"""Names this app to Django: emergency, delivery, dental, laboratory, nutrition, physiotherapy and inpatient."""

from importlib import import_module

from django.apps import AppConfig


class LintasConfig(AppConfig):
    """Emergency, delivery, dental, laboratory, nutrition, physiotherapy and inpatient."""

    name = "clusters.lintas"
    label = "lintas"
    verbose_name = "Lintas klaster"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Free a bed when its patient leaves."""
        import_module("clusters.lintas.plugs")

"""Names this app to Django: the exam desk and what every room shares."""

from importlib import import_module

from django.apps import AppConfig


class ClustersConfig(AppConfig):
    """The exam desk and what every room shares."""

    name = "clusters"
    label = "clusters"
    verbose_name = "Klaster"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let each cluster say what it offers, and the pharmacy know what is weighed."""
        import_module("clusters.registry").autodiscover()
        import_module("clusters.weighing")

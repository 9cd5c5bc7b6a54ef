"""The ground's place among Django's apps."""

from django.apps import AppConfig

from puskesmas.celery import app as celery

__all__ = ["GroundConfig", "celery"]  # tasks need the Celery app wherever Django runs


class GroundConfig(AppConfig):
    """Servers, commands, health and live boards."""

    name = "puskesmas.ground"
    label = "ground"
    verbose_name = "Landasan"
    default_auto_field = "django.db.models.BigAutoField"

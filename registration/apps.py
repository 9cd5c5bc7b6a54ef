"""Names this app to Django: the door, the counter and the boards."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    """The door, the counter and the boards."""

    name = "registration"
    label = "registration"
    verbose_name = "Pendaftaran"
    default_auto_field = "django.db.models.BigAutoField"

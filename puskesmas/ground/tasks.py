"""What the house does by itself at night; each task calls one tested function."""

from celery import shared_task

from puskesmas.ground import backups
from puskesmas.rest import idempotency


@shared_task
def forget_old_keys() -> None:
    """Drop the answers of yesterday's requests, which name patients."""
    idempotency.forget_old_keys()


@shared_task
def back_up_when_due() -> None:
    """Copy the night's state of everything to the backup folder, unless that is done."""
    backups.back_up_when_due()

"""What PWS counts by the clock and when asked; each task calls one tested function."""

from celery import shared_task

from . import nights, runs


@shared_task
def catch_up_everywhere() -> None:
    """Count what the ledgers of every puskesmas marked."""
    nights.catch_up_everywhere()


@shared_task
def count_the_night() -> None:
    """Count the year of every puskesmas whose own clock has passed one and that was not counted tonight."""
    nights.count_the_night()


@shared_task
def work_off(code: str) -> None:
    """Count the year somebody asked for."""
    runs.work_off(code)

"""What PWS counts by the clock and when asked; each task calls one tested function."""

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from . import nights, runs

log = structlog.get_logger(__name__)


@shared_task
def catch_up_everywhere() -> None:
    """Take up counts whose worker was lost, and count what the ledgers of every puskesmas marked."""
    runs.take_up_the_lost()
    nights.catch_up_everywhere()


@shared_task
def count_the_night() -> None:
    """Count the year of every puskesmas whose own clock has passed one and that was not counted tonight."""
    nights.count_the_night()


@shared_task
def work_off(code: str) -> None:
    """Count the year somebody asked for."""
    runs.work_off(code)


def send(code: str) -> None:
    """Hand a count to a worker; without Redis the next five-minute round takes it up."""
    try:
        work_off.delay(code)
    except OperationalError:
        log.warning("pws_count_not_sent", run=code)

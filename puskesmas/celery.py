"""Celery for Alur: tasks survive a killed worker, results are rows of our own."""

import os

from celery import Celery
from django.conf import settings

from puskesmas.schedule import SCHEDULE

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puskesmas.settings")

app = Celery("puskesmas")
app.conf.update(
    broker_url=settings.REDIS_URL,
    # A worker killed in the middle of a task gives it back after visibility_timeout, but only if the broker looks
    # often enough: without the two intervals it looked every ninety seconds.
    broker_transport_options={
        "visibility_timeout": 600,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
    },
    broker_connection_retry_on_startup=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_publish_retry=False,  # care goes on without Redis: the sweeper finds what was not sent
    task_always_eager=settings.TESTS,
    task_eager_propagates=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    timezone=settings.TIME_ZONE,
    beat_schedule=SCHEDULE,
)
app.autodiscover_tasks()

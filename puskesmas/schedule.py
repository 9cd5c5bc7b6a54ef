"""Everything Alur does by the clock, in one list."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict] = {
    "forget_old_keys": {"task": "puskesmas.ground.tasks.forget_old_keys", "schedule": crontab(hour="*/4", minute=20)},
}

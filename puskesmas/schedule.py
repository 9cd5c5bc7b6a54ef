"""Everything Alur does by the clock, in one list."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict] = {
    "forget_old_keys": {"task": "puskesmas.ground.tasks.forget_old_keys", "schedule": crontab(hour="*/4", minute=20)},
    # Looks every hour and copies once a night, or as soon as a PC that was off at night is on again.
    "back_up_when_due": {"task": "puskesmas.ground.tasks.back_up_when_due", "schedule": crontab(minute=10)},
}

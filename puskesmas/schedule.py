"""Everything Alur does by the clock, in one list."""

from celery.schedules import crontab

SCHEDULE: dict[str, dict] = {
    "forget_old_keys": {"task": "puskesmas.ground.tasks.forget_old_keys", "schedule": crontab(hour="*/4", minute=20)},
    # Looks every hour and copies once a night, or as soon as a PC that was off at night is on again.
    "back_up_when_due": {"task": "puskesmas.ground.tasks.back_up_when_due", "schedule": crontab(minute=10)},
    # What the ledgers marked; and each puskesmas' year whole, in the hour its own clock says one.
    "catch_up_with_pws": {"task": "pws.tasks.catch_up_everywhere", "schedule": crontab(minute="*/5")},
    "count_pws_at_night": {"task": "pws.tasks.count_the_night", "schedule": crontab(minute=2)},
}

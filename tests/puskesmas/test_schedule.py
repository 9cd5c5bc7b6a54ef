"""What happens by the clock is there to be called."""

from datetime import timedelta

from django.utils import timezone

from puskesmas.celery import app
from puskesmas.schedule import SCHEDULE
from puskesmas.visits.models import IdempotencyKey
from tests import cast


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()

    missing = [row["task"] for row in SCHEDULE.values() if row["task"] not in app.tasks]

    assert not missing


def test_yesterdays_answers_are_forgotten_and_todays_kept(db):
    user = cast.staff(cast.a_puskesmas("sungai_kakap"), "loket").user
    old = timezone.now() - timedelta(hours=25)
    IdempotencyKey.objects.create(user=user, key="old", body_hash="x", created_at=old)
    IdempotencyKey.objects.create(user=user, key="new", body_hash="x")

    app.loader.import_default_modules()
    app.tasks["puskesmas.ground.tasks.forget_old_keys"]()

    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["new"]

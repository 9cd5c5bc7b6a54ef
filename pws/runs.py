"""A count somebody asked for: begun once, worked off in the background, its progress readable all the while."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.permissions import Permission

from . import keeping
from .locking import hold
from .models import PwsMark, PwsRun, RunState
from .refusals import may

PATIENCE = timedelta(minutes=4)
_OPEN = Q(state__in=[RunState.ASKED, RunState.RUNNING])


def ask(facility: Facility, year: int, *, by: Staff) -> PwsRun:
    """Ask for a year to be counted anew; while one is under way it is that one. The caller sends it to a worker."""
    may(by, Permission.DASHBOARD_READ)
    with transaction.atomic():
        hold(facility.pk)
        under_way = PwsRun.objects.filter(_OPEN, facility=facility, year=year).first()
        return under_way or PwsRun.objects.create(facility=facility, year=year, asked_by=by)


def work_off(code: str) -> None:
    """Count the year of a run; one that was killed is taken up where its marks stand."""
    run = PwsRun.objects.select_related("facility").get(code=code)
    if run.state == RunState.DONE:
        return
    with transaction.atomic():
        hold(run.facility_id)
        if run.state == RunState.ASKED:
            keeping.mark_year(run.facility, run.year)
        total = PwsMark.objects.filter(facility=run.facility).count()
        _say(run, state=RunState.RUNNING, total=max(run.total, total))
    try:
        keeping.catch_up(run.facility, told=lambda done: _say(run, done=min(done, run.total)))
    except Exception:
        _say(run, state=RunState.FAILED, ended_at=timezone.now())
        raise
    _say(run, state=RunState.DONE, done=run.total, ended_at=timezone.now())


def take_up_the_lost() -> list[str]:
    """Count what was asked for minutes ago and nobody has ended, as after a night without power; give their codes."""
    lost = PwsRun.objects.filter(_OPEN, asked_at__lt=timezone.now() - PATIENCE).order_by("asked_at")
    codes = list(lost.values_list("code", flat=True))
    for code in codes:
        work_off(code)
    return codes


def _say(run: PwsRun, **changes: object) -> None:
    PwsRun.objects.filter(pk=run.pk).update(**changes)
    for name, value in changes.items():
        setattr(run, name, value)

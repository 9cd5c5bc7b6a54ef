"""Action plans: what is done about a problem, who goes there by name, and the mini-workshop that reads it all."""

from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import facility_of, staff_by_code, staff_for, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.access import open_list
from referrals.access import activities_for, follow_ups_for
from referrals.activities import Planned
from referrals.models import TaskStatus
from referrals.models.follow_up import TO_DO
from referrals.views.answers import put_into, say, see_other, status_of

from .. import access, acting, naming, proposing
from ..asking import Asked, asked, months_of
from ..grid import TOTAL, Grid
from ..indicators import BY_CODE
from ..models import ProblemState, PwsPlan
from ..monthly import grid_of
from ..naming import end_of
from ..status import goals_on
from .acting_forms import ActivityForm, PlanForm, TasksForm
from .problems import problem_page, ranking
from .signs import sign_of

P = Permission
SHOWN = acting.MOST_AT_ONCE


@require_POST
@staff_with(P.PLAN_WRITE)
def make(request, code):
    """Plan what is done about a decided problem."""
    found = access.problem_by_code(request.user, code)
    form = PlanForm(request.POST, staff=staff_for(request.user).active().exclude(role=RoleCode.ADMIN))
    if not form.is_valid():
        return problem_page(request, found, planning=form, status=400)
    typed = form.cleaned_data
    typed["responsible"] = staff_by_code(request.user, typed["responsible"])
    cell = _cell_now(request, found.indicator, found.village)
    before = proposing.figures_of(cell) if cell else {}
    try:
        made = acting.plan(found, before=before, by=request.staff, **typed)
    except Refused as refused:
        put_into(form, refused)
        return problem_page(request, found, planning=form, status=status_of(refused))
    say(request, "Rencana disimpan. Beri tugas menurut nama.")
    return see_other("pws:plan", made.code)


@require_safe
@never_cache
@staff_with(P.PLAN_WRITE, P.PWS_NAMES_READ)
def plan(request, code):
    """Show a plan: whom to send to by name, how its tasks and activities stand, and whether the indicator moved."""
    return _page(request, access.plan_by_code(request.user, code))


@require_POST
@staff_with(P.PLAN_WRITE, P.PWS_NAMES_READ)
def give_tasks(request, code):
    """Give a task for each name that was ticked."""
    found = access.plan_by_code(request.user, code)
    form = TasksForm(request.POST)
    ticked = request.POST.getlist("orang")[:SHOWN]
    if not form.is_valid():
        return _page(request, found, giving=form, ticked=ticked, status=400)
    people = [row.patient for row in _missing(request, found) if row.patient.code in ticked]
    try:
        given = acting.give_tasks(found, people, by=request.staff, **form.cleaned_data)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, giving=form, ticked=ticked, status=status_of(refused))
    twice = f" {given.open_before} sudah punya tugas terbuka, tidak diberi lagi." if given.open_before else ""
    say(request, f"{len(given.tasks)} tugas diberikan.{twice}")
    return see_other("pws:plan", found.code)


@require_POST
@staff_with(P.PLAN_WRITE, P.PWS_NAMES_READ)
def give_activity(request, code):
    """Plan a class, a sweep or a Posyandu day that belongs to the plan."""
    found = access.plan_by_code(request.user, code)
    form = ActivityForm(request.POST)
    if not form.is_valid():
        return _page(request, found, planning=form, status=400)
    try:
        acting.give_activity(found, Planned(village=found.problem.village, **form.cleaned_data), by=request.staff)
    except Refused as refused:
        put_into(form, refused)
        return _page(request, found, planning=form, status=status_of(refused))
    say(request, "Kegiatan direncanakan.")
    return see_other("pws:plan", found.code)


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ, P.PLAN_WRITE)
def agenda(request):
    """Show what the mini-workshop of a month talks about, to be printed: problems, plans, tasks, activities."""
    today = facility_of(request.user).today()
    wanted = asked(request, access.figures_for(request.user), today)
    rows = list(access.problems_for(request.user).filter(month=wanted.month).prefetch_related("ratings"))
    grid = grid_of(request.user, wanted)
    plans = list(access.plans_for(request.user).filter(_task_counts_of(wanted)).annotate(**_COUNTS))
    tasks = follow_ups_for(request.user).to_do().filter(due_on__lt=today).select_related("village")
    first, last = wanted.month, end_of(wanted.month)
    context = {
        "asked": wanted,
        "months": months_of(wanted.month, today),
        "ranked": ranking(rows, wanted.month),
        "worst": [(grid.name_of(one), one) for one in grid.worst[:8]],
        "plans": [(one, proposing.moved(one.before, _cell_of(grid, one))) for one in plans],
        "overdue": list(tasks[:50]),
        "held": list(activities_for(request.user).filter(on__range=(first, last))[:60]),
        "today": today,
        "sign": sign_of(request.staff, current="Masalah", title="Lokakarya mini"),
    }
    return render(request, "pws/agenda.html", context)


_COUNTS = {
    "given": Count("tasks"),
    "open": Count("tasks", filter=Q(tasks__task__status__in=TO_DO)),
    "done": Count("tasks", filter=Q(tasks__task__status__in=(TaskStatus.RESULT, TaskStatus.REVIEWED))),
}


def _task_counts_of(wanted: Asked) -> Q:
    """Give which plans a month's agenda reads: those of problems of this month and of the three before."""
    months = wanted.month.year * 12 + wanted.month.month
    earliest = wanted.month.replace(year=(months - 4) // 12, month=(months - 4) % 12 + 1)
    return Q(problem__month__range=(earliest, wanted.month), problem__state=ProblemState.DECIDED)


def _page(request, found: PwsPlan, *, giving=None, planning=None, ticked=None, status=200):
    missing = _missing(request, found)
    open_for = acting.with_open_task(found.indicator, [row.patient.person_id for row in missing])
    open_list([row.patient for row in missing], purpose=f"RTL {found.indicator}"[:40], by=request.staff)
    tasks = list(found.tasks.select_related("task__patient__hamlet", "task__pustu", "task__staff", "task__village"))
    cell = _cell_now(request, found.indicator, found.problem.village)
    context = {
        "plan": found,
        "indicator": BY_CODE.get(found.indicator),
        "missing": [(row.patient, row.patient.person_id in open_for) for row in missing],
        "ticked": ticked,
        "tasks": [one.task for one in tasks],
        "activities": [one.activity for one in found.activities.select_related("activity__pustu", "activity__staff")],
        "giving": giving or TasksForm(initial={"due_on": found.on, "action": found.what}),
        "planning": planning or ActivityForm(initial={"place": found.place, "on": found.on}),
        "moved": proposing.moved(found.before, cell),
        "today": facility_of(request.user).today(),
        "sign": sign_of(request.staff, current="Masalah", title="Rencana tindak lanjut"),
    }
    return render(request, "pws/plan.html", context, status=status)


def _missing(request, found: PwsPlan) -> list:
    """Give who is missing from the plan's indicator in its village, where they are known by name."""
    indicator = BY_CODE.get(found.indicator)
    if indicator is None or indicator.names_elsewhere:
        return []
    facility = facility_of(request.user)
    area = access.area_for(request.user)
    village = found.problem.village
    villages = [village.pk] if village else [one.pk for one in area]
    names = naming.missing(facility, indicator, area=area, villages=villages, until=facility.today(), size=SHOWN)
    return names.rows if names else []


def _cell_now(request, indicator: str, village):
    """Give how an indicator stands this month."""
    if indicator not in BY_CODE:
        return None
    month = facility_of(request.user).today().replace(day=1)
    wanted = Asked(month, goals_on(month).basis, chosen=indicator)
    return grid_of(request.user, wanted).cell(village.code if village else TOTAL, indicator)


def _cell_of(grid: Grid, of: PwsPlan):
    village = of.problem.village
    return grid.cell(village.code if village else TOTAL, of.indicator)


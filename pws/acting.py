"""From a problem to who goes there: naming, joining, rating, deciding, planning, giving tasks and activities."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Pustu, Staff, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Patient
from puskesmas.visits.guards import MoveRefused
from referrals import activities, follow_ups
from referrals.models import Activity, FollowUp
from referrals.models.follow_up import OPEN

from .locking import hold_acting
from .models import Origin, ProblemState, PwsPlan, PwsPlanActivity, PwsPlanTask, PwsProblem, PwsRating
from .refusals import PwsRefused, may
from .usg import HIGHEST, LOWEST, Score

P = Permission
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Named:
    """A problem as somebody names it: of which month and village, by which figure, and why it is so."""

    month: date
    origin: str
    title: str
    cause: str
    village: Village | None = None
    indicator: str = ""
    icd10: str = ""
    elsewhere: str = ""
    pustu: Pustu | None = None
    people: int = 0
    figures: dict[str, Any] = field(default_factory=dict)


class Given(NamedTuple):
    """Which tasks were given, and for how many such a task is open already."""

    tasks: list[FollowUp]
    open_before: int


def name_problem(named: Named, *, by: Staff) -> PwsProblem:
    """Write a problem down for its month; a Pustu names its own, klaster 1 also those of other facilities."""
    may(by, P.PROBLEM_WRITE)
    pustu = by.pustu if by.role == RoleCode.PUSTU else named.pustu
    origin = Origin.PUSTU if by.role == RoleCode.PUSTU else named.origin
    _must_be_a_problem(named, origin, pustu, by=by)
    with transaction.atomic():
        hold_acting(by.facility_id)
        same = PwsProblem.objects.filter(
            facility_id=by.facility_id,
            month=named.month,
            origin=origin,
            pustu=pustu,
            village=named.village,
            indicator=named.indicator,
            icd10=named.icd10,
        )
        if (named.indicator or named.icd10) and same.exists():
            raise MoveRefused("already_done", "Masalah ini sudah diusulkan bulan ini. Buka yang sudah ada.")
        return PwsProblem.objects.create(
            facility_id=by.facility_id,
            month=named.month,
            origin=origin,
            pustu=pustu,
            elsewhere=named.elsewhere.strip(),
            village=named.village,
            indicator=named.indicator,
            icd10=named.icd10,
            title=named.title.strip(),
            cause=named.cause.strip(),
            people=named.people,
            figures=named.figures,
            named_by=by,
            named_at=timezone.now(),
        )


def rate(problem: PwsProblem, score: Score, *, by: Staff) -> PwsRating:
    """Keep one person's USG; a later one takes the place of their earlier."""
    may(by, P.PROBLEM_WRITE)
    for name in ("urgency", "seriousness", "growth"):
        if not LOWEST <= getattr(score, name) <= HIGHEST:
            raise _wrong("Pilih 1 sampai 5.", name)
    with transaction.atomic():
        problem = _locked(problem, by=by)
        _must_stand(problem)
        known = vars(score) | {"rated_at": timezone.now()}
        return PwsRating.objects.update_or_create(problem=problem, by=by, defaults=known)[0]


def join(problem: PwsProblem, *, into: PwsProblem, by: Staff) -> PwsProblem:
    """Say that a problem is the same as another of the month; klaster 1 joins."""
    may(by, P.PLAN_WRITE)
    with transaction.atomic():
        hold_acting(by.facility_id)
        problem, into = _locked(problem, by=by), _locked(into, by=by)
        if problem.pk == into.pk or problem.month != into.month or into.state == ProblemState.JOINED:
            raise _wrong("Pilih masalah lain dari bulan yang sama yang belum digabung.", "into")
        if problem.state != ProblemState.NAMED or problem.joined.exists():
            raise MoveRefused("already_done", "Masalah ini sudah diputuskan, atau masalah lain digabung ke sini.")
        problem.join(into)
        problem.save()
    return problem


def decide(problem: PwsProblem, *, take_up: bool, by: Staff, note: str = "") -> PwsProblem:
    """Let the head take a problem up, or leave it for this month with a reason."""
    may(by, P.PROBLEM_DECIDE)
    if not take_up and not note.strip():
        raise _wrong("Tulis mengapa masalah ini tidak diprioritaskan.", "note")
    with transaction.atomic():
        problem = _locked(problem, by=by)
        _must_stand(problem)
        if (take_up and problem.state == ProblemState.DECIDED) or (not take_up and problem.state != ProblemState.NAMED):
            raise MoveRefused("already_done", f"Masalah ini sudah “{problem.get_state_display().lower()}”.")
        verb = problem.decide if take_up else problem.set_aside
        verb(by=by, at=timezone.now(), note=note.strip()[:200])
        problem.save()
    return problem


def plan(
    problem: PwsProblem,
    *,
    what: str,
    aim: str,
    place: str,
    on: date,
    responsible: Staff,
    by: Staff,
    before: dict[str, Any] | None = None,
) -> PwsPlan:
    """Plan what is done about a decided problem, by whom and until when."""
    may(by, P.PLAN_WRITE)
    for typed, name, told in ((what, "what", "apa yang dilakukan"), (aim, "aim", "target"), (place, "place", "tempat")):
        if not typed.strip():
            raise _wrong(f"Tulis {told}.", name)
    if on < by.facility.today():
        raise _wrong("Tanggal sudah lewat. Pilih hari ini atau sesudahnya.", "on")
    if responsible.facility_id != by.facility_id or not responsible.is_active:
        raise _wrong("Pilih petugas puskesmas ini yang masih bertugas.", "responsible")
    with transaction.atomic():
        problem = _locked(problem, by=by)
        if problem.state != ProblemState.DECIDED:
            raise MoveRefused("guard_refused", "Rencana dibuat sesudah kepala puskesmas menetapkan masalahnya.")
        return PwsPlan.objects.create(
            facility_id=by.facility_id,
            problem=problem,
            what=what.strip(),
            aim=aim.strip(),
            place=place.strip(),
            on=on,
            responsible=responsible,
            indicator=problem.indicator,
            before=before or {},
            made_by=by,
            made_at=timezone.now(),
        )


def give_tasks(
    of: PwsPlan, people: Collection[Patient], *, action: str, place: str, due_on: date, by: Staff
) -> Given:
    """Give a task for each person to their Pustu or officer; not a second one while one of the indicator is open."""
    may(by, P.PLAN_WRITE)
    if not people:
        raise _wrong("Pilih sedikitnya satu nama.", "people")
    if len(people) > MOST_AT_ONCE:
        raise _wrong(f"Paling banyak {MOST_AT_ONCE} nama sekali kirim.", "people")
    with transaction.atomic():
        hold_acting(by.facility_id)
        _must_be_own(of.facility_id, by)
        ids = [one.person_id for one in people]
        busy = set(_open_tasks(of.indicator, ids).values_list("person", flat=True))
        tasks = []
        for one in people:
            if one.person_id in busy:
                continue
            busy.add(one.person_id)
            task = follow_ups.give(one, action=action, due_on=due_on, place=place, reason=of.problem.title, by=by)
            PwsPlanTask.objects.create(plan=of, task=task, person_id=one.person_id, indicator=of.indicator)
            tasks.append(task)
    return Given(tasks, len(people) - len(tasks))


def give_activity(of: PwsPlan, planned: activities.Planned, *, by: Staff) -> Activity:
    """Plan an activity that belongs to an action plan."""
    may(by, P.PLAN_WRITE)
    _must_be_own(of.facility_id, by)
    with transaction.atomic():
        activity = activities.give(planned, by=by)
        PwsPlanActivity.objects.create(plan=of, activity=activity)
    return activity


def with_open_task(indicator: str, people: Collection[int]) -> set[int]:
    """Give which of these persons have an open task of an indicator."""
    return set(_open_tasks(indicator, people).values_list("person", flat=True))


def _open_tasks(indicator: str, people: Collection[int]):
    return PwsPlanTask.objects.filter(indicator=indicator, person__in=list(people), task__status__in=OPEN)


def _locked(problem: PwsProblem, *, by: Staff) -> PwsProblem:
    _must_be_own(problem.facility_id, by)
    return PwsProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)


def _must_be_own(facility_id: int, by: Staff) -> None:
    if facility_id != by.facility_id:
        raise PwsRefused("not_permitted", "Berkas ini milik puskesmas lain.")


def _must_stand(problem: PwsProblem) -> None:
    if problem.state == ProblemState.JOINED:
        raise MoveRefused("already_done", "Masalah ini sudah digabung. Buka masalah yang menampungnya.")


def _must_be_a_problem(named: Named, origin: str, pustu: Pustu | None, *, by: Staff) -> None:
    if origin not in Origin.values or (origin == Origin.PUSTU and pustu is None):
        raise _wrong("Pilih siapa yang mengusulkan.", "origin")
    if origin in (Origin.ELSEWHERE, Origin.KLASTER_1) and not by.can(P.PLAN_WRITE):
        raise _wrong("Masalah faskes lain dicatat oleh klaster 1.", "origin")
    if origin == Origin.ELSEWHERE and not named.elsewhere.strip():
        raise _wrong("Tulis nama faskesnya.", "elsewhere")
    for words, name, told in ((named.title, "title", "masalahnya"), (named.cause, "cause", "penyebabnya")):
        if not words.strip():
            raise _wrong(f"Tulis {told}.", name)
    if by.role == RoleCode.PUSTU and (
        named.village is None or not by.pustu.villages.filter(pk=named.village.pk).exists()
    ):
        raise _wrong("Pilih desa wilayah Pustu Anda.", "village")


def _wrong(message: str, name: str) -> PwsRefused:
    return PwsRefused("invalid", message, [Refusal("invalid", message, name)])

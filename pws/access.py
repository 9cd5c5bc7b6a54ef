"""The guarded doors of PWS: figures, sasaran and counts of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import facility_of, staff_of, villages_for
from puskesmas.facility.models import Facility, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.access import patients_for
from puskesmas.patients.models import Patient

from .models import PwsDisease, PwsFigure, PwsPlan, PwsProblem, PwsRate, PwsRun, PwsTarget


def figures_for(user) -> QuerySet[PwsFigure]:
    """Return the figures of the user's puskesmas."""
    return PwsFigure.objects.filter(facility_id=staff_of(user).facility_id)


def illnesses_for(user) -> QuerySet[PwsDisease]:
    """Return how often each illness was diagnosed at the user's puskesmas."""
    return PwsDisease.objects.filter(facility_id=staff_of(user).facility_id)


def targets_for(user) -> QuerySet[PwsTarget]:
    """Return the sasaran of the user's puskesmas in all their versions."""
    return PwsTarget.objects.filter(facility_id=staff_of(user).facility_id)


def rates_for(user) -> QuerySet[PwsRate]:
    """Return the yearly numbers of the user's puskesmas in all their versions."""
    return PwsRate.objects.filter(facility_id=staff_of(user).facility_id)


def area_for(user) -> list[Village]:
    """Return the villages the user's puskesmas answers for, by name."""
    return list(villages_for(user).filter(in_area=True).order_by("name"))


def run_by_code(user, code: str) -> PwsRun:
    """Return one count the user's puskesmas asked for."""
    try:
        return PwsRun.objects.select_related("facility").get(code=code, facility_id=facility_of(user).pk)
    except PwsRun.DoesNotExist:
        raise Http404(f"No count has the code {code!r} here.") from None


def last_run_for(user) -> PwsRun | None:
    """Return the last count the user's puskesmas asked for."""
    return PwsRun.objects.filter(facility_id=staff_of(user).facility_id).order_by("-asked_at").first()


def people_for(user, ids: list[int]) -> dict[int, Patient]:
    """Return persons of the user's puskesmas by their row, for a list of names."""
    return {row.pk: row for row in patients_for(user).filter(pk__in=ids)}


def puskesmas_of_the_district(user) -> list[Facility]:
    """Return the puskesmas whose sums the district's office reads; none for whoever works in one of them."""
    return list(Facility.objects.order_by("name")) if _is_of_the_district(user) else []


def district_figures(user) -> QuerySet[PwsFigure]:
    """Return the figures the district's office may sum up; by themselves they are shown to nobody there."""
    return PwsFigure.objects.all() if _is_of_the_district(user) else PwsFigure.objects.none()


def district_rates(user) -> QuerySet[PwsRate]:
    """Return the yearly numbers the district's sums are read against."""
    return PwsRate.objects.all() if _is_of_the_district(user) else PwsRate.objects.none()


def _is_of_the_district(user) -> bool:
    staff = staff_of(user)
    return staff.facility_id is None and staff.can(Permission.AGGREGATE_READ)


def own_area_for(user) -> list[Village]:
    """Return the villages somebody names problems from: an officer those of the Pustu, others the whole area."""
    staff = staff_of(user)
    area = area_for(user)
    if staff.role != RoleCode.PUSTU:
        return area
    own = set(staff.pustu.villages.values_list("pk", flat=True)) if staff.pustu else set()
    return [village for village in area if village.pk in own]


def problems_for(user) -> QuerySet[PwsProblem]:
    """Return the problems of the user's puskesmas; an officer of a Pustu sees those that Pustu named."""
    staff = staff_of(user)
    rows = PwsProblem.objects.filter(facility_id=staff.facility_id)
    if staff.role == RoleCode.PUSTU:
        rows = rows.filter(pustu__isnull=False, pustu_id=staff.pustu_id)
    return rows.select_related("village", "pustu", "named_by", "decided_by", "joined_into")


def problem_by_code(user, code: str) -> PwsProblem:
    """Return one problem the user may see."""
    try:
        return problems_for(user).get(code=code)
    except PwsProblem.DoesNotExist:
        raise Http404(f"No problem has the code {code!r} here.") from None


def plans_for(user) -> QuerySet[PwsPlan]:
    """Return the action plans of the user's puskesmas."""
    rows = PwsPlan.objects.filter(facility_id=staff_of(user).facility_id)
    return rows.select_related("problem__village", "responsible", "made_by")


def plan_by_code(user, code: str) -> PwsPlan:
    """Return one action plan of the user's puskesmas."""
    try:
        return plans_for(user).get(code=code)
    except PwsPlan.DoesNotExist:
        raise Http404(f"No plan has the code {code!r} here.") from None

"""The guarded doors to pregnancies of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of
from puskesmas.facility.permissions import Permission

from .models import AntenatalRecord, PostnatalRecord, Pregnancy, PregnancyEnd, PregnancyRecord, TripleElimination


def pregnancies_for(user) -> QuerySet[Pregnancy]:
    """Return the pregnancies followed at the user's puskesmas, latest first."""
    facility_id = staff_of(user).facility_id
    rows = Pregnancy.objects.filter(facility_id=facility_id) if facility_id else Pregnancy.objects.none()
    return rows.select_related("patient__facility", "patient__village", "patient__hamlet")


def pregnancy_by_code(user, code: str) -> Pregnancy:
    """Return one pregnancy followed at the user's puskesmas."""
    try:
        return pregnancies_for(user).get(code=code)
    except Pregnancy.DoesNotExist:
        raise Http404(f"No pregnancy has the code {code!r} here.") from None


def contacts_for(user) -> QuerySet[AntenatalRecord]:
    """Return the contacts before birth written at the user's puskesmas as they stand, oldest first."""
    return _papers(user, AntenatalRecord).order_by("on", "pk")


def after_for(user) -> QuerySet[PostnatalRecord]:
    """Return the contacts after birth written at the user's puskesmas as they stand, oldest first."""
    return _papers(user, PostnatalRecord).order_by("seen_at", "pk")


def told_for(user) -> QuerySet[PregnancyRecord]:
    """Return what was told of pregnancies at the user's puskesmas, as it stands."""
    return _papers(user, PregnancyRecord)


def ends_for(user) -> QuerySet[PregnancyEnd]:
    """Return how pregnancies of the user's puskesmas ended, as it stands."""
    return _papers(user, PregnancyEnd)


def triples_for(user) -> QuerySet[TripleElimination]:
    """Return the three tests of mothers, for who may read what is sensitive; nothing for others."""
    rows = _papers(user, TripleElimination)
    return rows if staff_of(user).can(Permission.SENSITIVE_READ) else rows.none()


def _papers(user, model) -> QuerySet:
    facility_id = staff_of(user).facility_id
    rows = model.objects.current()
    rows = rows.filter(facility_id=facility_id) if facility_id else rows.none()
    return rows.select_related("recorded_by", "point")

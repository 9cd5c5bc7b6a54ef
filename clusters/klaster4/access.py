"""The guarded doors to the cases of the user's own puskesmas."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of
from referrals.models import LabOrderItem

from .models import CaseNotice, TbCase, TbContact

LAB_TESTS = ("TCM", "BTA")


def notices_for(user) -> QuerySet[CaseNotice]:
    """Return the notices of the user's puskesmas, the most urgent first."""
    rows = _of(user, CaseNotice).select_related("facility", "visit__patient__village", "visit__patient__hamlet")
    return rows.select_related("raised_by", "verified_by")


def notice_by_code(user, code: str) -> CaseNotice:
    """Return one notice of the user's puskesmas."""
    return _one(notices_for(user), code)


def episodes_for(user) -> QuerySet[TbCase]:
    """Return the episodes of the user's puskesmas, each with how many contacts are known and examined."""
    rows = _of(user, TbCase).select_related("facility", "visit", "opened_by", "patient__village", "patient__hamlet")
    return rows.annotate(
        known=Count("contacts"), examined=Count("contacts", filter=Q(contacts__screened_on__isnull=False))
    )


def episode_by_code(user, code: str) -> TbCase:
    """Return one episode of the user's puskesmas."""
    return _one(episodes_for(user), code)


def contact_by_code(case: TbCase, code: str) -> TbContact:
    """Return one contact of an episode."""
    return _one(case.contacts.select_related("case__visit"), code)


def lab_of(case: TbCase) -> list[LabOrderItem]:
    """Return what the laboratory was asked of this person since the suspicion, the latest first."""
    rows = LabOrderItem.objects.filter(
        test__code__in=LAB_TESTS,
        order__visit__patient__person=case.patient.person_id,
        order__visit__facility=case.facility_id,
        order__visit__on__gte=case.suspect_on,
    )
    return list(rows.select_related("order", "test").order_by("-order__ordered_at", "-pk")[:6])


def _of(user, model) -> QuerySet:
    facility_id = staff_of(user).facility_id
    return model.objects.filter(facility_id=facility_id) if facility_id else model.objects.none()


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None

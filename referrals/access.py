"""The guarded doors to papers: those of the user's own puskesmas, and of tasks only one's own."""

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode

from .lab_ranges import table
from .models import (
    Activity,
    Appointment,
    FollowUp,
    InternalReferral,
    LabOrder,
    LabOrderItem,
    LabTest,
    LooseEnd,
    OutwardReferral,
    ResultToRead,
)


def lab_tests_for(user) -> QuerySet[LabTest]:
    """Return the tests the laboratory of the user's puskesmas offers."""
    return LabTest.objects.filter(facility_id=staff_of(user).facility_id).offered()


def lab_tests_by_code(user, codes) -> list[LabTest]:
    """Return the tests with these codes, in the order asked; 404 naming the first that is not offered."""
    found = {test.code: test for test in lab_tests_for(user).filter(code__in=list(codes)).select_related("service")}
    for code in codes:
        if code not in found:
            raise Http404(f"No lab test has the code {code!r} here.")
    return [found[code] for code in codes]


def lab_orders_for(user) -> QuerySet[LabOrder]:
    """Return the laboratory orders of the user's puskesmas, each with the tests the user may read."""
    rows = LabOrder.objects.filter(facility_id=staff_of(user).facility_id)
    shown = Prefetch("items", queryset=lab_items_for(user).select_related("test"))
    return rows.select_related("visit__patient", "point", "ordered_by").prefetch_related(shown)


def lab_items_for(user) -> QuerySet[LabOrderItem]:
    """Return what was asked of the laboratory, limited tests only to who treats and to who makes them."""
    staff = staff_of(user)
    rows = LabOrderItem.objects.filter(order__facility_id=staff.facility_id)
    if staff.can(Permission.SENSITIVE_READ) or staff.can(Permission.LAB_RESULT):
        return rows
    return rows.exclude(test__code__in=table().limited)


def lab_order_by_code(user, code: str) -> LabOrder:
    """Return one laboratory order of the user's puskesmas, with what its values said before they were put right."""
    return _one(lab_orders_for(user).prefetch_related("items__earlier__corrected_by"), code)


def results_to_read_for(user) -> QuerySet[ResultToRead]:
    """Return the results that came after the exit and wait for the user, who asked for them."""
    staff = staff_of(user)
    rows = ResultToRead.objects.filter(facility_id=staff.facility_id, requester=staff).open()
    return rows.select_related("order__visit__patient")


def result_to_read_by_code(user, code: str) -> ResultToRead:
    """Return one result that came after the exit, whoever asked for it: another may take it."""
    rows = ResultToRead.objects.filter(facility_id=staff_of(user).facility_id)
    return _one(rows.select_related("order__visit__patient", "requester"), code)


def internal_referrals_for(user) -> QuerySet[InternalReferral]:
    """Return the referrals between rooms of the user's puskesmas."""
    rows = InternalReferral.objects.filter(facility_id=staff_of(user).facility_id)
    return rows.select_related("visit__patient", "from_point", "asked_by")


def internal_referral_by_code(user, code: str) -> InternalReferral:
    """Return one referral between rooms of the user's puskesmas."""
    return _one(internal_referrals_for(user), code)


def outward_referrals_for(user) -> QuerySet[OutwardReferral]:
    """Return the referral letters of the user's puskesmas."""
    return OutwardReferral.objects.filter(facility_id=staff_of(user).facility_id).for_lists()


def outward_referral_by_code(user, code: str) -> OutwardReferral:
    """Return one referral letter of the user's puskesmas."""
    return _one(outward_referrals_for(user), code)


def referral_by_code(user, code: str) -> InternalReferral | OutwardReferral:
    """Return the referral with this code, within the house or out of it."""
    within = internal_referrals_for(user).filter(code=code).first()
    return within or outward_referral_by_code(user, code)


def appointments_for(user) -> QuerySet[Appointment]:
    """Return the appointments of the user's puskesmas."""
    rows = Appointment.objects.filter(facility_id=staff_of(user).facility_id)
    return rows.select_related("patient", "service", "pustu", "posyandu")


def appointment_by_code(user, code: str) -> Appointment:
    """Return one appointment of the user's puskesmas."""
    return _one(appointments_for(user), code)


def follow_ups_for(user) -> QuerySet[FollowUp]:
    """Return the tasks the user may see: a kader's own, those of an officer's Pustu, the puskesmas' all."""
    staff = staff_of(user)
    rows = FollowUp.objects.filter(facility_id=staff.facility_id).for_lists()
    if staff.role == RoleCode.KADER:
        return rows.filter(staff=staff)
    if staff.role == RoleCode.PUSTU:
        return rows.filter(Q(staff=staff) | Q(pustu__isnull=False, pustu_id=staff.pustu_id))
    return rows


def follow_up_by_code(user, code: str) -> FollowUp:
    """Return one task the user may see."""
    return _one(follow_ups_for(user), code)


def activities_for(user) -> QuerySet[Activity]:
    """Return the activities the user may see: a kader's own, those of an officer's Pustu, the puskesmas' all."""
    staff = staff_of(user)
    rows = Activity.objects.filter(facility_id=staff.facility_id).for_lists()
    if staff.role == RoleCode.KADER:
        return rows.filter(staff=staff)
    if staff.role == RoleCode.PUSTU:
        return rows.filter(Q(staff=staff) | Q(pustu__isnull=False, pustu_id=staff.pustu_id))
    return rows


def activity_by_code(user, code: str) -> Activity:
    """Return one activity the user may see."""
    return _one(activities_for(user), code)


def loose_ends_for(user) -> QuerySet[LooseEnd]:
    """Return what visits of the user's puskesmas left unfinished, the oldest first."""
    rows = LooseEnd.objects.filter(facility_id=staff_of(user).facility_id).open()
    return rows.select_related("visit__patient", "owner")


def loose_end_by_code(user, code: str) -> LooseEnd:
    """Return one loose end of the user's puskesmas, settled or not."""
    rows = LooseEnd.objects.filter(facility_id=staff_of(user).facility_id)
    return _one(rows.select_related("visit__patient", "owner"), code)


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None

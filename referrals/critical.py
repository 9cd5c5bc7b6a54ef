"""A critical value is told to somebody by name, and who was told is written down."""

from collections.abc import Collection

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.models import VisitEvent

from . import lab
from .lab_ranges import Flag
from .models import LabOrder
from .refusals import already, invalid
from .telling import tell


def critical_items(order: LabOrder) -> list:
    """Give the lines of an order whose value is critical."""
    return [item for item in order.items.all() if item.flag == Flag.CRITICAL]


def tell_critical(order: LabOrder, *, told: Staff, by: Staff) -> None:
    """Write down who was told of an order's critical values; the words reach them by voice, at once."""
    with transaction.atomic():
        visit, order = lab.locked(order, by=by, permission=Permission.LAB_RESULT)
        found = [item.test.code for item in order.items.select_related("test") if item.flag == Flag.CRITICAL]
        if not found:
            raise already("Pengantar ini tidak punya nilai kritis.")
        if told.facility_id != order.facility_id or not told.is_active or not told.can(Permission.LAB_READ):
            raise invalid("Pilih tenaga kesehatan puskesmas ini yang masih bertugas.", "told")
        data = {"order": order.code, "critical": found, "told": told.code}
        tell(visit, Kind.LAB_RESULT, by=by, reason=f"Nilai kritis disampaikan kepada {told.name}.", data=data)


def told_of(facility_id: int, orders: Collection[LabOrder]) -> dict[str, VisitEvent]:
    """Give, by order, the sentence that says who was told of its critical values; the last one counts.

    What was told before the last of them was written, or put right, told of another value.
    """
    found = {order.code: critical_items(order) for order in orders}
    since = {code: max(item.entered_at for item in items) for code, items in found.items() if items}
    visits = {order.visit_id for order in orders if order.code in since}
    if not visits:
        return {}
    rows = VisitEvent.objects.filter(
        facility_id=facility_id, visit__in=visits, kind=Kind.LAB_RESULT, data__has_key="told"
    )
    return {row.data["order"]: row for row in rows.order_by("seq") if row.at >= since.get(row.data["order"], row.at)}

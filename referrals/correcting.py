"""Putting right a laboratory value: the old one stays readable, and whoever acts on it reads anew."""

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit

from . import lab
from .lab_ranges import Flag
from .models import LabCorrection, LabOrder, LabOrderItem, LabStatus, ResultToRead
from .refusals import PaperRefused
from .results import READ, person_of, read_into
from .telling import tell

_KEPT = (*READ, "unit", "entered_by", "entered_at")


def correct_result(order: LabOrder, *, test: str, value: str, reason: str, by: Staff) -> LabOrderItem:
    """Replace the value of one test by the right one, keeping the old with its reason, and give the test's line.

    A complete result counts as unread again: on the desk while the patient is here, else in the requester's inbox.
    The bill stays, for the test was done once.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        visit, order = lab.locked(order, by=by, permission=Permission.LAB_RESULT)
        item = order.items.select_related("test", "entered_by").filter(test__code=test).first()
        before = LabCorrection(item=item, reason=reason, corrected_by=by) if item and item.has_value else None
        if before is None:
            raise _refused("test", "Pemeriksaan ini belum ada hasilnya. Pilih yang sudah diisi.")
        for name in _KEPT:
            setattr(before, name, getattr(item, name))
        _read_anew(item, value, visit)
        _must_differ(item, before)
        before.corrected_at = item.entered_at = timezone.now()
        item.entered_by = by
        before.save(force_insert=True)
        item.save(update_fields=[*READ, "entered_by", "entered_at"])
        _tell(visit, order, item, reason, by=by)
        if order.status == LabStatus.RESULTED:
            _have_it_read_again(visit, order)
    return item


def _read_anew(item: LabOrderItem, typed: str, visit: Visit) -> None:
    item.number = None
    if wrong := read_into(item, typed, person_of(visit), visit):
        raise _refused("value", wrong)


def _must_differ(item: LabOrderItem, before: LabCorrection) -> None:
    reasons = []
    if item.value == before.value:
        reasons.append(Refusal("invalid", f"Hasil {item.test.name} sudah {item.value_label}.", "value"))
    if not before.reason:
        reasons.append(Refusal("invalid", "Tulis alasan perbaikan, misalnya: tertukar dengan sampel lain.", "reason"))
    if reasons:
        raise PaperRefused.because(reasons)


def _tell(visit: Visit, order: LabOrder, item: LabOrderItem, reason: str, *, by: Staff) -> None:
    data = {
        "order": order.code,
        "tests": [item.test.code],
        "corrected": True,
        "complete": order.status == LabStatus.RESULTED,
        "critical": [item.test.code] if item.flag == Flag.CRITICAL else [],
    }
    tell(visit, Kind.LAB_RESULT, by=by, reason=f"{item.test.name} diperbaiki: {reason}", data=data)


def _have_it_read_again(visit: Visit, order: LabOrder) -> None:
    order.read_by = order.read_at = None
    order.save()
    if visit.is_closed and not order.papers_to_read.open().exists():
        ResultToRead.objects.create(
            facility_id=order.facility_id, order=order, requester=order.ordered_by, opened_at=timezone.now()
        )


def _refused(field: str, message: str) -> PaperRefused:
    return PaperRefused.because([Refusal("invalid", message, field)])

"""Asking the laboratory, taking the sample, and saying that a result follows later."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement import Chapter, core
from puskesmas.visits.rooms import rooms_of
from puskesmas.visits.sentences import tell_boards
from puskesmas.visits.states import BEDS

from .models import LabOrder, LabOrderItem, LabStatus, LabTest
from .refusals import PaperRefused, already, invalid, must_be_allowed
from .telling import speaks_of, tell_of

LAB = Place.LAB.value


def order_lab(visit: Visit, entry: QueueEntry, *, tests: Sequence[LabTest], question: str = "", by: Staff) -> LabOrder:
    """Ask the laboratory for tests; who walks goes there and comes back, who lies or is isolated stays.

    The examiner's place in line is kept, and nobody goes home while the result is awaited.
    """
    with transaction.atomic():
        act, entry = core.begin_at(entry, by=by, permission=Permission.LAB_ORDER)
        _must_belong(entry, visit)
        _must_be_orderable(visit, tests)
        order = LabOrder.objects.create(
            facility_id=visit.facility_id,
            visit=visit,
            entry=entry,
            point=entry.point,
            question=question.strip(),
            ordered_by=by,
            ordered_at=act.now,
        )
        LabOrderItem.objects.bulk_create([LabOrderItem(order=order, test=test, unit=test.unit) for test in tests])
        if _walks_there(act.visit, entry):
            movement.detour(entry, [LAB], by=by, reason=order.question, must_return=True)
        else:
            _show_on_the_bench(order, by=by)
        with movement.chapter(movement.locked(visit.pk), by=by) as chapter:
            chapter.learn(Fact.AWAITING_RESULT, source=order.source)
            chapter.note(
                Kind.LAB_ORDERED, entry=entry, data={"order": order.code, "tests": [test.code for test in tests]}
            )
    return order


def sample(order: LabOrder, *, by: Staff, waits: bool = False) -> LabOrder:
    """Take the specimen and let the patient go back to whoever asked, there to be held until the result is in.

    Who ``waits`` stays in the laboratory. The patient stays too while another order still needs a sample.
    """
    with transaction.atomic():
        visit, order = locked(order, by=by, permission=Permission.LAB_SAMPLE)
        take_sample(order, visit, by=by)
        if not waits:
            send_home(visit, by=by)
    return order


def take_sample(order: LabOrder, visit: Visit, *, by: Staff) -> None:
    """Write down that a specimen was taken; the order and its visit are locked by the caller."""
    if order.sampled_at is not None or order.status not in (LabStatus.ORDERED, LabStatus.FOLLOWS_LATER):
        raise already(f"Sampel pengantar ini tidak bisa diambil lagi: {order.get_status_display().lower()}.")
    _must_have_been_called(visit)
    if order.status == LabStatus.ORDERED:
        order.take_sample(by=by, at=timezone.now())
    else:
        order.take_late_sample(by=by, at=timezone.now())
    order.save()
    tell_of(visit.pk, Kind.LAB_SAMPLED, by=by, data={"order": order.code})


def follows_later(order: LabOrder, *, reason: str, by: Staff) -> LabOrder:
    """Say that the result will come another day, so that nobody waits for it; what was sampled is billed today."""
    with transaction.atomic():
        visit, order = locked(order, by=by, permission=Permission.LAB_RESULT)
        if not reason.strip():
            raise invalid("Tulis alasan hasil menyusul, misalnya “TCM selesai besok”.", "reason")
        if not order.is_awaited:
            raise already(f"Pengantar ini tidak lagi ditunggu: {order.get_status_display().lower()}.")
        sampled = order.sampled_at is not None
        order.put_off(by=by, at=timezone.now(), reason=reason.strip())
        order.save()
        with movement.chapter(visit, by=by) as chapter:
            if sampled:
                bill(order.items.select_related("test__service"), chapter)
            stop_waiting(order, chapter, reason=reason)
            chapter.note(Kind.LAB_LATER, reason=reason[:200], data={"order": order.code} | speaks_of(visit))
        send_home(visit, by=by)
    return order


def cancel_order(order: LabOrder, *, reason: str, by: Staff) -> LabOrder:
    """Take an order back before anything was taken."""
    with transaction.atomic():
        visit, order = locked(order, by=by, permission=Permission.LAB_ORDER)
        if not reason.strip():
            raise invalid("Tulis alasan membatalkan pengantar.", "reason")
        if order.status != LabStatus.ORDERED:
            raise already(f"Pengantar ini tidak bisa dibatalkan: {order.get_status_display().lower()}.")
        order.cancel(by=by, at=timezone.now(), reason=reason.strip())
        order.save()
        with movement.chapter(visit, by=by) as chapter:
            stop_waiting(order, chapter, reason=reason)
    return order


def locked(order: LabOrder, *, by: Staff, permission: Permission) -> tuple[Visit, LabOrder]:
    """Give the visit and the order, locked in that order, to one who may do this."""
    must_be_allowed(by, permission, order.facility_id)
    visit = movement.locked(order.visit_id)
    visit.facility = by.facility
    return visit, LabOrder.objects.locked().get(pk=order.pk)


def stop_waiting(order: LabOrder, chapter: Chapter, *, reason: str = "") -> None:
    """Let the visit wait for this order no longer; who was held for it is freed."""
    if not chapter.visit.is_closed:
        chapter.withdraw(Fact.AWAITING_RESULT, source=order.source, reason=reason[:200])


def bill(items: Iterable[LabOrderItem], chapter: Chapter) -> None:
    """Write down each test done as a service given, once."""
    due = [item for item in items if item.rendered_id is None and item.test.service is not None]
    point = lab_point(chapter.visit.facility_id) if due else None
    for item in due:
        item.rendered = chapter.render(item.test.service, point=point)
    LabOrderItem.objects.bulk_update(due, ["rendered"])


def send_home(visit: Visit, *, by: Staff) -> None:
    """Let a patient the laboratory is serving on a detour go back, once nothing more is to be taken."""
    entry = entry_at_the_lab(visit)
    if entry is None or entry.returns_to_id is None or entry.state not in (EntryState.CALLED, EntryState.SERVING):
        return
    if not LabOrder.objects.filter(visit=visit, status=LabStatus.ORDERED).exists():
        movement.advance(entry, by=by)


def entry_at_the_lab(visit: Visit) -> QueueEntry | None:
    """Give the place in line of a patient who walked to the laboratory, if there is one."""
    return visit.entries.open().filter(point__place=LAB).first()


def lab_point(facility_id: int) -> ServicePoint | None:
    """Give the laboratory of a puskesmas."""
    return ServicePoint.objects.standing().filter(facility_id=facility_id, place=LAB).first()


def _must_belong(entry: QueueEntry, visit: Visit) -> None:
    if entry.visit_id != visit.pk:
        raise core.MoveRefused("stale_entry", "Antrean ini bukan milik kunjungan yang dibuka. Muat ulang halamannya.")


def _must_be_orderable(visit: Visit, tests: Sequence[LabTest]) -> None:
    if not tests:
        raise invalid("Pilih sedikitnya satu pemeriksaan laboratorium.", "tests")
    codes = [test.code for test in tests]
    reasons = [
        Refusal("not_offered", f"{test.name} tidak dikerjakan di laboratorium ini.", "tests")
        for test in tests
        if not test.is_active or test.facility_id != visit.facility_id
    ]
    if len(set(codes)) < len(codes):
        reasons.append(Refusal("twice", "Satu pemeriksaan diminta dua kali. Pilih sekali saja.", "tests"))
    awaited = LabOrderItem.objects.filter(order__in=LabOrder.objects.filter(visit=visit).awaited(), test__in=tests)
    reasons += [
        Refusal("already_ordered", f"{item.test.name} sudah diminta dan belum ada hasilnya.", "tests")
        for item in awaited.select_related("test")
    ]
    if reasons:
        raise PaperRefused.because(reasons)


def _walks_there(visit: Visit, entry: QueueEntry) -> bool:
    """Tell whether the patient goes to the laboratory, or the laboratory comes to a bed or an isolated room."""
    if visit.state in BEDS or entry.point.place == LAB:
        return False
    here = rooms_of(visit.facility_id, visit.facility.today()).points.get(entry.place)
    return here is None or not here.one_stop


def _show_on_the_bench(order: LabOrder, *, by: Staff) -> None:
    point = lab_point(order.facility_id)
    if point is None:
        message = "Puskesmas ini tidak punya laboratorium. Rujuk spesimennya atau pasiennya."
        raise core.MoveRefused("guard_refused", message)
    tell_boards(by.facility.code, point.code)


def _must_have_been_called(visit: Visit) -> None:
    entry = entry_at_the_lab(visit)
    if entry is not None:
        core.must_be_served(entry)

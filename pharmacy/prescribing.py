"""Writing a prescription, changing it, answering the pharmacist, calling it off."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import clock, movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.movement import Chapter
from puskesmas.visits.movement.core import stale
from puskesmas.visits.states import CARE, State

from . import shelves
from .acts import locked_prescription, locked_visit, move, must_be_left_to, must_be_open, tell_pharmacy
from .lines import Line, refuse_errors
from .models import Prescription, PrescriptionItem, PrescriptionState
from .numbers import next_number
from .refusals import need
from .taught import facts_of, teach, withdraw

# Before these the patient has seen nobody who could prescribe.
_TOO_EARLY = frozenset({State.ARRIVED, State.REGISTRATION})


def prescribe(
    visit: Visit, entry: QueueEntry, lines: Sequence[Line], *, by: Staff, weight_kg: Decimal | None = None
) -> Prescription:
    """Write a prescription for the patient being served; the SOP then knows there is medicine to fetch.

    A drug that is injected or fitted afterwards (DMPA, implan) also teaches that the patient comes back for it.
    """
    with transaction.atomic():
        visit = locked_visit(visit, by=by, permission=Permission.PRESCRIBE)
        must_be_left_to(visit, "prescribe", by=by)
        entry = _being_served(visit, entry)
        _must_be_known(visit)
        refuse_errors(lines, weight_kg, by=by)
        now = clock.now()
        on = visit.facility.local_date(now)
        prescription = Prescription.objects.create(
            visit=visit,
            facility=visit.facility,
            number=next_number(visit.facility_id, on),
            on=on,
            entry=entry,
            point=entry.point,
            weight_kg=weight_kg,
            prescribed_by=by,
            prescribed_at=now,
            changed_by=by,
            changed_at=now,
        )
        _write_lines(prescription, lines)
        with movement.chapter(visit, by=by) as chapter:
            chapter.note(Kind.PRESCRIBED, entry=entry, data=_told(prescription, lines))
            teach(prescription, {Fact.PRESCRIBED, *facts_of(lines)}, chapter=chapter)
            tell_pharmacy(chapter)
        return prescription


def change(
    prescription: Prescription,
    lines: Sequence[Line],
    *,
    reason: str,
    by: Staff,
    weight_kg: Decimal | None = None,
) -> Prescription:
    """Write the lines anew; what was written stays readable under the version before, what was packed goes back."""
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIBE)
        must_be_left_to(prescription.visit, "prescribe", by=by)
        must_be_open(prescription)
        reason = need(reason, message="Tulis alasan mengubah resep.", field="reason")
        refuse_errors(lines, weight_kg, by=by)
        before = facts_of(_lines_had(prescription))
        at = _come_in_again(prescription, by=by)
        prescription.version += 1
        prescription.weight_kg = weight_kg or prescription.weight_kg
        if prescription.question and not prescription.answered_at:
            _answer(prescription, reason, by=by, at=at)
        prescription.save()
        _write_lines(prescription, lines)
        after = facts_of(lines)
        with movement.chapter(prescription.visit, by=by) as chapter:
            chapter.note(Kind.PRESCRIBED, reason=reason, data=_told(prescription, lines))
            teach(prescription, after - before, chapter=chapter)
            withdraw(prescription, before - after, chapter=chapter, reason=reason)
            tell_pharmacy(chapter)
        return prescription


def clarify(prescription: Prescription, *, answer: str, by: Staff) -> Prescription:
    """Answer what the pharmacist asked without changing the lines; the prescription is read anew."""
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIBE)
        must_be_left_to(prescription.visit, "prescribe", by=by)
        answer = need(answer, message="Tulis jawaban untuk apoteker.", field="answer")
        if prescription.state != PrescriptionState.HELD:
            raise MoveRefused("unlawful_move", f"Resep {prescription.number} tidak sedang menunggu klarifikasi.")
        at = _come_in_again(prescription, by=by)
        _answer(prescription, answer, by=by, at=at)
        prescription.save()
        with movement.chapter(prescription.visit, by=by) as chapter:
            chapter.note(Kind.REVIEWED, data={"prescription": prescription.code, "outcome": "answered"})
            tell_pharmacy(chapter)
        return prescription


def cancel(prescription: Prescription, *, reason: str, by: Staff) -> Prescription:
    """Call a prescription off: what was packed goes back, and the visit no longer has medicine to fetch."""
    with transaction.atomic():
        may = (Permission.PRESCRIBE, Permission.PRESCRIPTION_REVIEW)
        prescription = locked_prescription(prescription, by=by, permission=may)
        reason = need(reason, message="Tulis alasan membatalkan resep.", field="reason")
        with movement.chapter(prescription.visit, by=by) as chapter:
            call_off(prescription, reason=reason, by=by, chapter=chapter)
            tell_pharmacy(chapter)
        return prescription


def call_off(prescription: Prescription, *, reason: str, by: Staff, chapter: Chapter) -> None:
    """Cancel a prescription the caller holds locked, and take back all it taught."""
    at = move(prescription, "call_off", by=by)
    shelves.put_back(prescription)
    prescription.cancelled_by, prescription.cancelled_at, prescription.cancel_reason = by, at, reason
    prescription.save()
    withdraw(prescription, {Fact.PRESCRIBED, Fact.KB_PROCEDURE}, chapter=chapter, reason=reason)


def _lines_had(prescription: Prescription) -> Iterable[PrescriptionItem]:
    return prescription.items.had().filter(version=prescription.version).select_related("drug")


def _told(prescription: Prescription, lines: Sequence[Line]) -> dict:
    drugs = [line.drug.code for line in lines]
    return {"prescription": prescription.code, "version": prescription.version, "drugs": drugs}


def _being_served(visit: Visit, entry: QueueEntry) -> QueueEntry:
    """Give the entry as it is now; refuses one that was closed meanwhile, or stands where nobody prescribes."""
    entry = QueueEntry.objects.select_related("point").get(pk=entry.pk, visit=visit)
    entry.visit = visit
    if not entry.is_open:
        raise stale(entry)
    if visit.state in _TOO_EARLY:
        raise MoveRefused("guard_refused", "Pasien belum diperiksa. Resep ditulis di ruang pemeriksaan.")
    return entry


def _must_be_known(visit: Visit) -> None:
    if not visit.is_identified and visit.state not in CARE:
        message = "Identitas pasien belum dipastikan. Resep untuk pasien tanpa nama hanya dari IGD atau ruang bersalin."
        raise MoveRefused("guard_refused", message, [Refusal("unidentified", message)])


def _write_lines(prescription: Prescription, lines: Sequence[Line]) -> None:
    PrescriptionItem.objects.bulk_create(
        PrescriptionItem(
            prescription=prescription,
            version=prescription.version,
            order=order,
            drug=line.drug,
            dose=line.dose.strip(),
            frequency=line.frequency.strip(),
            days=line.days,
            meal=line.meal,
            quantity=line.quantity,
            note=line.note.strip(),
        )
        for order, line in enumerate(lines, start=1)
    )


def _come_in_again(prescription: Prescription, *, by: Staff) -> datetime:
    """Send a prescription back to the start of its way, whatever was done on it so far."""
    at = move(prescription, "come_in_again", by=by)
    shelves.put_back(prescription)
    prescription.reviewed_by = prescription.reviewed_at = None
    prescription.prepared_by = prescription.prepared_at = None
    return at


def _answer(prescription: Prescription, answer: str, *, by: Staff, at: datetime) -> None:
    prescription.answer, prescription.answered_by, prescription.answered_at = answer, by, at

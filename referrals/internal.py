"""Sending a patient to another room with a question, and answering it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement import core

from . import loose_ends
from .models import InternalReferral, LooseKind
from .refusals import already, invalid, must_be_allowed
from .telling import tell_of


def refer_internally(
    entry: QueueEntry, places: Sequence[str], *, question: str, must_return: bool = True, by: Staff
) -> list[InternalReferral]:
    """Send the patient to one room, or several in turn, each with the question; gives a paper for each room.

    Where a return is owed, nobody goes home before the rooms have answered.
    """
    with transaction.atomic():
        entry = _asked_from(entry, question, by=by)
        movement.detour(entry, list(places), by=by, reason=question.strip()[:200], must_return=must_return)
        return [_write(entry, place, question=question, must_return=must_return, by=by) for place in places]


def hand_on(entry: QueueEntry, place: str, *, question: str, by: Staff, must_return: bool = False) -> InternalReferral:
    """Let the exam go on in another room with a note of why; the walk continues from there."""
    with transaction.atomic():
        entry = _asked_from(entry, question, by=by)
        movement.hand_on(entry, place, by=by, reason=question.strip()[:200], must_return=must_return)
        return _write(entry, place, question=question, must_return=must_return, by=by)


def answer(referral: InternalReferral, *, answer: str, by: Staff) -> InternalReferral:
    """Answer a room's question; a patient this room is serving for it goes on to the next room or back."""
    with transaction.atomic():
        referral = _locked(referral, by=by, permission=Permission.REFERRAL_ANSWER)
        if not answer.strip():
            raise invalid("Tulis jawaban untuk unit yang merujuk.", "answer")
        _must_be_open(referral)
        referral.answer = answer.strip()
        referral.answered_by, referral.answered_at = by, timezone.now()
        referral.save()
        _stop_owing(referral, by=by)
        loose_ends.tie_up(referral.visit_id, LooseKind.INTERNAL, referral.code, note="Sudah dijawab.", by=by)
        told = {"referral": referral.code, "place": referral.place}
        visit = tell_of(referral.visit_id, Kind.INTERNALLY_ANSWERED, by=by, data=told)
        if referral.must_return:
            _go_back(referral, visit, by=by)
    return referral


def withdraw(referral: InternalReferral, *, reason: str, by: Staff) -> InternalReferral:
    """Take back a question that needs no answer any more, such as one to a room that cannot serve today."""
    with transaction.atomic():
        referral = _locked(referral, by=by, permission=Permission.REFERRAL_INTERNAL)
        if not reason.strip():
            raise invalid("Tulis alasan menarik rujukan internal.", "reason")
        _must_be_open(referral)
        take_back(referral, reason=reason, by=by)
        _stop_owing(referral, by=by, reason=reason)
        told = {"referral": referral.code, "place": referral.place, "withdrawn": True}
        tell_of(referral.visit_id, Kind.INTERNALLY_ANSWERED, by=by, reason=reason, data=told)
    return referral


def take_back(referral: InternalReferral, *, reason: str, by: Staff) -> None:
    """Mark a locked referral as withdrawn."""
    referral.withdrawn_by, referral.withdrawn_at = by, timezone.now()
    referral.withdrawn_reason = reason.strip()[:200]
    referral.save()


def _asked_from(entry: QueueEntry, question: str, *, by: Staff) -> QueueEntry:
    act, entry = core.begin_at(entry, by=by, permission=Permission.REFERRAL_INTERNAL)
    entry.visit = act.visit
    if not question.strip():
        raise invalid("Tulis apa yang ditanyakan kepada unit tujuan.", "question")
    return entry


def _write(entry: QueueEntry, place: str, *, question: str, must_return: bool, by: Staff) -> InternalReferral:
    referral = InternalReferral.objects.create(
        facility_id=entry.facility_id,
        visit_id=entry.visit_id,
        entry=entry,
        from_point=entry.point,
        place=Place(place),
        question=question.strip(),
        must_return=must_return,
        asked_by=by,
        asked_at=timezone.now(),
    )
    told = {"referral": referral.code, "to_place": referral.place, "must_return": must_return}
    with movement.chapter(movement.locked(entry.visit_id), by=by) as chapter:
        if must_return:
            chapter.learn(Fact.AWAITING_RETURN, source=referral.source)
        chapter.note(Kind.INTERNALLY_ASKED, entry=entry, data=told)
    return referral


def _locked(referral: InternalReferral, *, by: Staff, permission: Permission) -> InternalReferral:
    must_be_allowed(by, permission, referral.facility_id)
    movement.locked(referral.visit_id)
    return InternalReferral.objects.locked().get(pk=referral.pk)


def _must_be_open(referral: InternalReferral) -> None:
    if referral.answered_at is not None:
        clock = referral.answered_at.astimezone(referral.facility.zone).strftime("%H.%M")
        raise already(f"Rujukan internal ini sudah dijawab oleh {referral.answered_by} pukul {clock}.")
    if referral.withdrawn_at is not None:
        raise already("Rujukan internal ini sudah ditarik.")


def _stop_owing(referral: InternalReferral, *, by: Staff, reason: str = "") -> None:
    visit = movement.locked(referral.visit_id)
    if referral.must_return and not visit.is_closed:
        movement.withdraw(visit, Fact.AWAITING_RETURN, source=referral.source, by=by, reason=reason[:200])


def _go_back(referral: InternalReferral, visit: Visit, *, by: Staff) -> None:
    """Advance a patient on the detour who is being served in the room that answered, once it owes no more answers."""
    owing = InternalReferral.objects.owing().filter(visit=visit, place=referral.place)
    entry = visit.entries.open().filter(place=referral.place, returns_to__isnull=False).first()
    if entry is not None and entry.state in (EntryState.CALLED, EntryState.SERVING) and not owing.exists():
        movement.advance(entry, by=by)

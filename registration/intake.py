"""What happens across the counter in one sitting: who it is, who pays, what for, and off to the next room."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from puskesmas.facility.models import Desk, Service, Staff
from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal
from puskesmas.patients import services as people
from puskesmas.patients.models import Coverage, CoverageKind, CoverageSource, Patient
from puskesmas.visits import movement, queueing
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState

from . import door
from .placement import COUNTER, MARKS, effect_of


@dataclass(frozen=True)
class Card:
    """What the clerk found about who pays: the kind, and what the look at the card said if one was made."""

    payer: str
    status: str = ""
    source: str = CoverageSource.PCARE
    shown: bool = False


@dataclass(frozen=True)
class Wish:
    """What somebody came for, as the clerk heard and saw it."""

    complaint: str = ""
    marks: frozenset[Fact] = frozenset()
    services: tuple[Service, ...] = ()
    destination: str = ""  # a room chosen instead of the proposal
    new_because: str = ""  # why somebody is new though another record looks the same


def open_at_counter(*, by: Staff, desk: Desk | None = None, facts: Iterable[Fact] = ()) -> Visit:
    """Give a number at the counter itself, and begin at once where the SOP lets the walk begin there."""
    with transaction.atomic():
        visit = door.give_numbers(by=by, facts=facts)[0]
        entry = door.open_entry(visit)
        if entry is not None and entry.point.place == Place.LOKET and entry.state == EntryState.WAITING:
            queueing.start(entry, by=by, desk=desk)
        return visit


def receive(
    entry: QueueEntry, patient: Patient, *, card: Card, wish: Wish, by: Staff, desk: Desk | None = None
) -> Visit:
    """Finish one patient at the counter.

    1. The place in line is being served, by this desk.
    2. The card is looked at; the visit gets its patient, and with it payer, cluster and life stage.
    3. What was seen and asked for is written down.
    4. The walk goes on, and klaster 1 charges the karcis as it does; where the SOP's next step is triage at this same
       counter, it is done in the same sitting.
    """
    with transaction.atomic():
        entry = _served(entry, by=by, desk=desk)
        name(entry.visit, patient, card=card, by=by, entry=entry)
        hear(entry.visit, wish, by=by)
        return _send_on(entry, by=by)


def _served(entry: QueueEntry, *, by: Staff, desk: Desk | None) -> QueueEntry:
    held = movement.locked(entry.visit_id)
    now = door.open_entry(held)
    if now is None or now.pk != entry.pk or now.state != EntryState.SERVING:
        return queueing.start(entry, by=by, desk=desk)  # refuses a stale one, naming who moved the patient
    now.visit = held
    return now


def name(visit: Visit, patient: Patient, *, card: Card, by: Staff, entry: QueueEntry | None = None) -> None:
    """Look at the card and say who the patient of a visit is, wherever the patient lies or stands."""
    with transaction.atomic():
        coverage = look_at_card(patient, card, by=by)
        if visit.patient_id is None:
            movement.identify(visit, patient, by=by)
        elif visit.patient_id != patient.pk:
            raise MoveRefused("already_done", "Kunjungan ini sudah punya identitas. Satukan rekam medisnya bila sama.")
        pays = Fact(coverage.pays)
        held = movement.locked(visit.pk)
        held.facility = by.facility
        found = {"kind": coverage.kind, "status": coverage.status, "source": coverage.checked_source}
        movement.note(held, Kind.COVERAGE_CHECKED, by=by, entry=entry, data=found)
        if card.shown:
            movement.note(held, Kind.CARD_SHOWN, by=by, entry=entry)
        if pays not in held.holding:
            movement.learn(held, pays, source="coverage", by=by)


def look_at_card(patient: Patient, card: Card, *, by: Staff) -> Coverage:
    """Keep what a look at the card said; without a new look, the last one stands."""
    last = Coverage.objects.filter(patient=patient).first()
    if card.payer == CoverageKind.UMUM:
        if last is not None and last.kind == CoverageKind.UMUM and last.checked_at:
            return last
        return people.check_coverage(patient, kind=CoverageKind.UMUM, source=CoverageSource.STATEMENT, by=by)
    if card.status:
        return people.check_coverage(
            patient,
            kind=CoverageKind.JKN,
            status=card.status,
            source=card.source,
            by=by,
            number=last.number if last else "",
            fktp_name=last.fktp_name if last else "",
        )
    if last is None or last.kind != CoverageKind.JKN or not last.checked_at:
        message = "Kartu JKN belum dicek. Cek di P-Care, lalu pilih hasilnya."
        raise MoveRefused("guard_refused", message, [Refusal("not_checked", message, "card_status")])
    return last


def hear(visit: Visit, wish: Wish, *, by: Staff) -> None:
    """Write down the complaint, what was seen, and the services or the room asked for."""
    held = movement.locked(visit.pk)
    if wish.complaint != held.complaint:
        held.complaint = wish.complaint
        held.save(update_fields=["complaint"])
    for fact in MARKS:
        if fact in wish.marks and fact not in held.holding:
            movement.tell(held, fact, by=by, source=COUNTER)
        elif fact not in wish.marks and fact in held.holding:
            movement.untell(held, fact, by=by, reason="tidak lagi ditandai di loket")
    effect = effect_of(held.profile.sop, wish.destination) if wish.destination else None
    for fact in effect.facts if effect else ():
        movement.tell(held, fact, by=by, source=COUNTER)
    if wish.services or (effect and effect.places):
        rooms = [place for place in (effect.places if effect else ()) if place not in _rooms_of(wish.services)]
        movement.book(held, wish.services, by=by, places=rooms)
    if wish.new_because:
        movement.tell(held, Fact.NEW_PATIENT, by=by, source=COUNTER, reason=wish.new_because)


def _rooms_of(services: Iterable[Service]) -> set[str]:
    return {service.place for service in services}


def _send_on(entry: QueueEntry, *, by: Staff) -> Visit:
    visit = movement.advance(entry, by=by)
    again = door.open_entry(visit)
    if again is None or again.point_id != entry.point_id or again.state != EntryState.SERVING:
        return visit
    if _asks_for_triage(visit, again):
        movement.tell(visit, Fact.NOT_EMERGENCY, by=by, source=COUNTER)
    return movement.advance(again, by=by)


def _asks_for_triage(visit: Visit, entry: QueueEntry) -> bool:
    """Tell whether the SOP wants this very step to say that it is no emergency, and nobody said either yet."""
    pair = (Fact.EMERGENCY, Fact.NOT_EMERGENCY)
    stop = visit.profile.sop.stop(entry.step)
    return any(pair in step.decides for step in stop.variants) and not {*pair} & set(visit.facts)

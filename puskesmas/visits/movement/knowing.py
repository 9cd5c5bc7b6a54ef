"""What is known about a visit: who it is, which facts hold, what it came for, and what was written in the rooms."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from puskesmas.facility.life_stages import cluster_of, stage_of
from puskesmas.facility.models import Service, ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Line
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.models import Patient

from .. import bills, facts
from ..events import Kind
from ..facts import Fact, Teacher, taught_by
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..priority import band
from ..sentences import keep, sentence, tell_boards
from .core import Act, begin

_STATUS = frozenset({Fact.PREGNANT, Fact.POSTPARTUM, Fact.LABOUR})


def identify(visit: Visit, patient: Patient, *, by: Staff) -> Visit:
    """Say who the patient of a visit is; the place in line does not move."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_IDENTIFY)
        be_named(act, patient)
        return act.done()


def be_named(act: Act, patient: Patient) -> None:
    """Say who the patient of a visit under way is; refuses one that is over, or was named otherwise."""
    if act.visit.is_closed:
        raise MoveRefused("already_done", f"Kunjungan {act.visit.number} sudah selesai.")
    if act.visit.patient_id and act.visit.patient_id != patient.pk:
        raise MoveRefused("already_done", "Kunjungan ini sudah punya identitas. Satukan rekam medisnya bila sama.")
    earned = act.visit.holding
    name_patient(act, patient)
    put_in_band(act, earned)


def name_patient(act: Act, patient: Patient) -> None:
    """Attach the patient and teach what their record tells: cluster by status then age, lansia, payer, new or known."""
    visit = act.visit
    if patient.facility_id != visit.facility_id:
        raise MoveRefused("guard_refused", "Pasien ini terdaftar di puskesmas lain.")
    visit.patient = patient
    age = patient.age_on(visit.on)
    visit.stage = stage_of(age)
    told = {Fact.KNOWN_PATIENT if act.has_come_before(patient) else Fact.NEW_PATIENT: "record"}
    if visit.stage == "elderly":
        told[Fact.ELDERLY] = "age"
    coverage = act.coverage_of(patient)
    if coverage is not None:
        told[Fact(coverage.pays)] = "coverage"
    for fact, source in told.items():
        visit.facts = facts.taught(visit.facts, fact, source)
    _place_in_cluster(visit)
    act.write(Kind.IDENTIFIED, data={"patient": patient.code, "facts": sorted(told)})
    # Another payer, another price: what was given before anyone knew, or under a card that is not active.
    if bills.PAYERS.intersection(told):
        act.reprice()


def _place_in_cluster(visit: Visit) -> None:
    if visit.patient is None or "counter" in visit.facts.get(Fact.KLASTER_2, []) + visit.facts.get(Fact.KLASTER_3, []):
        return
    held = visit.holding
    line = cluster_of(
        visit.patient.age_on(visit.on),
        pregnant=Fact.PREGNANT in held,
        postpartum=Fact.POSTPARTUM in held,
        labour=Fact.LABOUR in held,
    )
    fact = Fact.KLASTER_2 if line == Line.K2 else Fact.KLASTER_3
    visit.facts = facts.taught(visit.facts, fact, "age")


def put_in_band(act: Act, earned: frozenset[Fact]) -> None:
    """Give the waiting entry the band its facts now earn, if that is another than the facts held before earned."""
    visit = act.visit
    rank, reason = band(visit.profile.sop, visit.holding)
    if (rank, reason) == band(visit.profile.sop, earned):
        return
    act.put_in_line(rank, reason)


def must_be_tellable(fact: Fact) -> None:
    """Refuse a fact that only a paper may teach: a bill, a prescription, an order."""
    if taught_by(fact) == Teacher.RECORDS:
        message = f"“{facts.LABELS[fact]}” tidak diisi sendiri; ia mengikuti tagihan, resep, atau pengantarnya."
        raise MoveRefused("guard_refused", message, [Refusal("not_tellable", message, "fact")])


def tell(visit: Visit, fact: Fact, *, by: Staff, source: str = "", reason: str = "") -> Visit:
    """Teach a fact a person saw or was told; papers teach theirs through ``learn``."""
    must_be_tellable(fact)
    needed = Permission.VISIT_LEARN
    return _learn(visit, fact, source=source or f"staff:{by.role}", by=by, reason=reason, permission=needed)


def learn(visit: Visit, fact: Fact, *, source: str, by: Staff, reason: str = "") -> Visit:
    """Teach a fact with its source; a fact holds while it has one."""
    return _learn(visit, fact, source=source, by=by, reason=reason, permission=Permission.VISIT_READ)


def _learn(visit: Visit, fact: Fact, *, source: str, by: Staff, reason: str, permission: Permission) -> Visit:
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=permission)
        earned = act.visit.holding
        teach(act, fact, source=source, reason=reason)
        if not act.events:
            return act.visit
        put_in_band(act, earned)
        return act.done()


def teach(act: Act, fact: Fact, *, source: str, reason: str = "") -> None:
    """Add a source of a fact to a locked visit, and say so unless it was known from there already."""
    before = act.visit.facts
    act.visit.facts = facts.taught(before, fact, source)
    if fact in _STATUS:
        _place_in_cluster(act.visit)
    if act.visit.facts == before:
        return
    act.write(Kind.LEARNED, reason=reason, data={"fact": fact, "source": source})
    if fact in bills.PAYERS:
        act.reprice()


def untell(visit: Visit, fact: Fact, *, by: Staff, source: str = "", reason: str) -> Visit:
    """Take back a fact a person told; only people's facts, a paper's go with the paper."""
    must_be_tellable(fact)
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_LEARN)
        earned = act.visit.holding
        for one in [source] if source else list(act.visit.facts.get(fact, [])):
            take_back(act, fact, source=one, reason=reason)
        put_in_band(act, earned)
        return act.done()


def withdraw(visit: Visit, fact: Fact, *, source: str, by: Staff, reason: str = "") -> Visit:
    """Take back one source of a fact; a patient held for a result is freed when the last result is in."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_READ)
        earned = act.visit.holding
        take_back(act, fact, source=source, reason=reason)
        put_in_band(act, earned)
        return act.done()


def take_back(act: Act, fact: Fact, *, source: str, reason: str = "") -> None:
    """Take one source of a fact from a locked visit, and say so; the last result in frees who is held for it."""
    if source not in act.visit.facts.get(fact, []):
        return
    act.visit.facts = facts.withdrawn(act.visit.facts, fact, source)
    if fact in _STATUS:
        _place_in_cluster(act.visit)
    act.write(Kind.WITHDRAWN, reason=reason, data={"fact": fact, "source": source})
    if fact == Fact.AWAITING_RESULT and fact not in act.visit.holding:
        _free(act)


def _free(act: Act) -> None:
    held = act.held_place()
    if held is not None:
        held.state, held.held_for = EntryState.WAITING, ""
        act.keep_place(held, "state", "held_for")
        act.write(Kind.FREED, entry=held)
        act.tell(held.point)


def book(visit: Visit, services: Sequence[Service], *, by: Staff, places: Sequence[str] = ()) -> Visit:
    """Write down what the patient came for: services, each with its room, or rooms without a service."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_IDENTIFY)
        come_for(act, services, places)
        return act.done()


def come_for(act: Act, services: Sequence[Service], places: Sequence[str] = ()) -> None:
    """Book services and rooms on a visit under way; refuses a room this facility has not."""
    rows = [{"service": service.code, "place": service.place} for service in services]
    rows += [{"service": "", "place": place} for place in places]
    missing = [row["place"] for row in rows if row["place"] not in act.rooms.present]
    if missing:
        raise MoveRefused("guard_refused", f"Puskesmas ini tidak punya ruang {', '.join(missing)}.")
    act.visit.booked = rows
    teach_booked(act.visit, services)
    act.write(Kind.BOOKED, data={"booked": rows})


def teach_booked(visit: Visit, services: Sequence[Service]) -> None:
    """Teach what a booked service says of itself; what waits for a prescription is taught by the prescription."""
    for service in services:
        for word in service.teaches:
            if facts.taught_by(Fact(word)) != Teacher.RECORDS:
                visit.facts = facts.taught(visit.facts, Fact(word), f"service:{service.code}")


def note(
    visit: Visit,
    kind: Kind,
    *,
    by: Staff,
    entry: QueueEntry | None = None,
    point: ServicePoint | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> None:
    """Write a sentence that moves nobody; the caller holds the visit locked in its transaction.

    With a stated time ``at`` more than a minute past, the sentence is marked late and stays out of waiting figures.
    """
    event = sentence(visit, kind, by=by, entry=entry, point=point, reason=reason, data=data, at=at)
    Visit.objects.filter(pk=visit.pk).update(last_seq=visit.last_seq)
    keep([event])
    boards = [one.code for one in (point, entry.point if entry is not None else None) if one is not None]
    tell_boards(visit.facility.code, *boards)


def record(
    visit: Visit, kind: Kind, *, by: Staff, on: date | None = None, reason: str = "", data: dict[str, Any] | None = None
) -> None:
    """Write a sentence after the exit: an answer, a correction, a task; ``on`` is the day of service it speaks of."""
    with transaction.atomic():
        act = begin(visit.pk, by=by, permission=Permission.VISIT_READ)
        told = dict(data or {}) | ({"service_on": on.isoformat()} if on else {})
        note(act.visit, kind, by=by, reason=reason, data=told)

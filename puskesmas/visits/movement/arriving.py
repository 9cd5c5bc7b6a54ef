"""A visit begins at the door, before anyone knows who it is."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from puskesmas.facility.models import Facility, Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient

from .. import clock
from .. import facts as fact_rules
from ..events import Kind
from ..facts import Fact
from ..flow import Leg, next_leg
from ..guards import MoveRefused
from ..models import FlowProfile, Visit
from ..numbers import take_number
from ..priority import series
from ..sentences import keep, tell_boards
from ..states import EXITS
from . import knowing, stepping
from .core import Act, current_profile, may


def open_visit(
    facility: Facility,
    *,
    by: Staff,
    facts: Iterable[Fact] = (),
    complaint: str = "",
    patient: Patient | None = None,
    services: Sequence[Service] = (),
    party: str = "",
) -> Visit:
    """Give an arriving patient a number and their place before the SOP's first step.

    The visit pins the SOP revision in force now. What the door saw is taught with source ``door``.
    """
    may(by, Permission.VISIT_OPEN)
    if by.facility_id != facility.pk:
        raise MoveRefused("guard_refused", "Kunjungan dibuka di puskesmas tempat Anda bertugas.")
    with transaction.atomic():
        visit = arriving(facility, current_profile(facility), complaint=complaint, party=party, services=services)
        act = Act(visit, by, now=visit.opened_at)
        be_seen(act, facts=facts, patient=patient, services=services)
        visit.number = take_number(facility.pk, visit.on, series(visit.profile.sop, visit.holding))
        return _walk_in(act, first_leg(act))


def arriving(
    facility: Facility, profile: FlowProfile, *, complaint: str = "", party: str = "", services: Sequence[Service] = ()
) -> Visit:
    """Give a visit that begins now under an SOP revision, without a number yet."""
    now = clock.now()
    return Visit(
        facility=facility,
        profile=profile,
        on=facility.local_date(now),
        opened_at=now,
        complaint=complaint,
        party=party,
        booked=[{"service": service.code, "place": service.place} for service in services],
    )


def be_seen(
    act: Act, *, facts: Iterable[Fact] = (), patient: Patient | None = None, services: Sequence[Service] = ()
) -> None:
    """Write down that somebody came, what the door saw, and who it is where that is known already."""
    visit = act.visit
    _teach_what_the_door_saw(visit, facts, services)
    seen = sorted(visit.facts)
    act.write(Kind.ARRIVED, data={"complaint": bool(visit.complaint), "party": visit.party, "facts": seen})
    if patient is not None:
        knowing.name_patient(act, patient)


def first_leg(act: Act) -> Leg:
    """Give the SOP's first step for one who is at the door."""
    leg = next_leg(act.visit.profile.sop, act.visit.standing(), act.rooms.present)
    if leg is None or leg.state in EXITS:
        raise MoveRefused("unlawful_move", "SOP puskesmas ini tidak menyebut langkah pertama.")
    return leg


def _walk_in(act: Act, leg: Leg) -> Visit:
    """Save the visit before its first entry, which points at it, and again in the state of its first step."""
    visit = act.visit
    visit.save(force_insert=True)
    stepping.begin_walk(act, leg, at=visit.standing())
    visit.save()
    for event in act.events:
        event.visit = visit
    keep(act.events)
    tell_boards(visit.facility.code, *act.told)
    return visit


def _teach_what_the_door_saw(visit: Visit, seen: Iterable[Fact], services: Sequence[Service]) -> None:
    for fact in seen:
        knowing.must_be_tellable(fact)
        visit.facts = fact_rules.taught(visit.facts, fact, "door")
    knowing.teach_booked(visit, services)

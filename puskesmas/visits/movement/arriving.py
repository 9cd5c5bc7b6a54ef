"""A visit begins at the door, before anyone knows who it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Facility, Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient

from .. import clock
from .. import facts as fact_rules
from ..events import Kind
from ..facts import Fact
from ..flow import next_leg
from ..guards import MoveRefused
from ..models import Visit
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
        now = clock.now()
        visit = Visit(
            facility=facility,
            profile=current_profile(facility),
            on=facility.local_date(now),
            opened_at=now,
            complaint=complaint,
            party=party,
            booked=[{"service": service.code, "place": service.place} for service in services],
        )
        act = Act(visit, by, now=now)
        _teach_what_the_door_saw(visit, facts, services)
        seen = sorted(visit.facts)
        act.write(Kind.ARRIVED, data={"complaint": bool(complaint), "party": party, "facts": seen})
        if patient is not None:
            knowing.name_patient(act, patient)
        visit.number = take_number(facility.pk, visit.on, series(visit.profile.sop, visit.holding))
        leg = next_leg(visit.profile.sop, visit.standing(), act.rooms.present)
        if leg is None or leg.state in EXITS:
            raise MoveRefused("unlawful_move", "SOP puskesmas ini tidak menyebut langkah pertama.")
        return _walk_in(act, leg)


def _walk_in(act: Act, leg: Any) -> Visit:
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

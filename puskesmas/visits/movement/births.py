"""A birth opens a visit: each liveborn child gets a record and a walk of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from puskesmas.facility.life_stages import Stage
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.services import register_newborn

from .. import facts
from ..events import Kind
from ..facts import Fact
from ..guards import MoveRefused
from ..models import QueueEntry, Visit
from ..models.line import EntryState
from ..numbers import take_number
from ..sentences import keep, tell_boards
from ..states import State
from . import knowing
from .core import Act, begin_at, must_be_served, open_entry, transit


@dataclass(frozen=True)
class Child:
    """One child of a birth: its order, sex L or P, weight in grams, and whether it was born alive."""

    order: int
    sex: str
    birth_weight: int | None = None
    alive: bool = True


def born(entry: QueueEntry, children: Sequence[Child], *, by: Staff, after: int = 0) -> list[Visit]:
    """Register the children of a birth in the delivery room and open each liveborn's own visit there.

    By. Ny. …, no NIK needed, coverage after the mother. A stillbirth is an outcome in the mother's sentence.
    ``after`` is how many of the same birth were written down before: a further twin is the next of them.
    """
    with transaction.atomic():
        act, entry = begin_at(entry, by=by, permission=Permission.BIRTH_REGISTER)
        must_be_served(entry)
        _must_be_a_birth(act, children, after=after)
        of = after + len(children)
        visits = [_open_for(act, entry, child, of=of) for child in children if child.alive]
        told = [
            {"order": child.order, "sex": child.sex, "weight": child.birth_weight, "alive": child.alive}
            for child in children
        ]
        act.write(Kind.BORN, entry=entry, data={"children": told, "visits": [visit.code for visit in visits]})
        act.done()
        return visits


def _must_be_a_birth(act: Act, children: Sequence[Child], *, after: int) -> None:
    if act.visit.state != State.DELIVERY:
        raise MoveRefused("unlawful_move", "Kelahiran dicatat dari ruang bersalin.")
    orders = sorted(child.order for child in children)
    if not children or orders != list(range(after + 1, after + len(children) + 1)):
        message = f"Urutan lahir harus {after + 1}, {after + 2}, dan seterusnya."
        raise MoveRefused("guard_refused", message, [Refusal("birth_order", message, "children")])
    known = set(act.visit.births.values_list("birth_order", flat=True))
    if known & set(orders):
        raise MoveRefused("already_done", "Kelahiran ini sudah dicatat.")


def _open_for(mother: Act, entry: QueueEntry, child: Child, *, of: int) -> Visit:
    patient = register_newborn(
        mother.visit.patient,
        sex=child.sex,
        born_on=mother.visit.facility.local_date(mother.now),
        by=mother.by,
        order=child.order,
        of=of,
    )
    visit = Visit(
        facility=mother.visit.facility,
        profile=mother.visit.profile,
        on=mother.visit.facility.local_date(mother.now),
        number=take_number(mother.visit.facility_id, mother.visit.on, "B"),
        opened_at=mother.now,
        mother_visit=mother.visit,
        birth_order=child.order,
        stage=Stage.NEONATE,
        party=mother.visit.party,
    )
    act = Act(visit, mother.by, now=mother.now, rooms_known=mother.rooms)
    act.write(Kind.ARRIVED, data={"born_in": mother.visit.code})
    knowing.name_patient(act, patient)
    payer = Fact.JKN if Fact.JKN in mother.visit.holding else Fact.UMUM
    visit.facts = facts.taught(visit.facts, payer, "mother")
    visit.save(force_insert=True)
    source = transit(act, State.DELIVERY)
    # The counter's work is done here: the child is registered by its birth.
    visit.done = [stop.key for stop in visit.profile.sop.stops if stop.variants[0].state == State.REGISTRATION]
    opened = open_entry(
        act,
        place=entry.place,
        visit_state=State.DELIVERY,
        state=EntryState.SERVING,
        desk_id=entry.desk_id,
        served_by=mother.by,
        called_at=mother.now,
        started_at=mother.now,
    )
    act.write(Kind.MOVED, entry=opened, from_state=source, to_state=State.DELIVERY)
    visit.save()
    keep(act.events)
    tell_boards(visit.facility.code, *act.told)
    return visit

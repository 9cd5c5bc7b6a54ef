"""One patient at the counter, as the page shows them: who, what is known, and where to with its reason."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from clusters.access import vitals_for
from clusters.vitals import expects_a_child, readings
from puskesmas.facility.life_stages import Age, stage_of
from puskesmas.facility.models import Service
from puskesmas.facility.places import Line, Place, line_of
from puskesmas.patients.models import Patient
from puskesmas.visits import facts as fact_rules
from puskesmas.visits.access import visits_for
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement import current_profile
from puskesmas.visits.movement.knowing import teach_booked
from puskesmas.visits.rooms import Rooms, rooms_of
from puskesmas.visits.states import EXITS, State
from puskesmas.visits.timeline import entries_of, walk_of
from puskesmas.visits.walk import Mark, Walk
from referrals.access import outward_referrals_for

from .forecasts import Load, loads
from .forms import DATES
from .placement import MARKS, Person, Proposal, chosen, first_care, known_after, propose

LETTERS = {Line.K1: "1", Line.K2: "2", Line.K3: "3", Line.K4: "4", Line.LX: "L"}


@dataclass(frozen=True)
class Asked:
    """What stands on the form now, typed or ticked, whether or not it is complete."""

    person: Person
    marks: frozenset[Fact] = frozenset()
    services: tuple[Service, ...] = ()
    destination: str = ""
    will_owe: bool = False  # the karcis opens a bill as soon as one who pays themselves leaves the counter


def asked_of(
    typed: Mapping[str, Any], *, patient: Patient | None, offered: Mapping[str, Service], on, has_fee: bool = False
) -> Asked:
    """Read a form in the middle of being filled."""
    words = typed.getlist if hasattr(typed, "getlist") else lambda name: typed.get(name, [])
    marks = frozenset(Fact(word) for word in words("marks") if word in {fact.value for fact in MARKS})
    services = tuple(offered[code] for code in words("services") if code in offered)
    payer = typed.get("payer", "")
    if payer == "jkn" and not _will_pay(typed, patient):
        payer = "umum"
    owes = has_fee and payer == "umum"
    age = patient.age_on(on) if patient else _age(typed, on)
    sex = patient.sex if patient else typed.get("sex", "")
    return Asked(Person(age, sex, payer or ""), marks, services, typed.get("destination", ""), will_owe=owes)


def _will_pay(typed, patient: Patient | None) -> bool:
    """JKN pays only while the card is active here."""
    if typed.get("card_status"):
        return typed.get("card_status") == "active"
    coverage = getattr(patient, "coverage", None)
    return coverage is None or coverage.pays == "jkn"


def _age(typed, on) -> Age | None:
    for form in DATES:
        try:
            born = datetime.strptime(str(typed.get("birth_date", "")).strip(), form).date()
        except ValueError:
            continue
        return Age.between(born, on) if born <= on else None
    years = str(typed.get("years", "")).strip()
    if not years.isdigit() or int(years) > 130:
        return None
    return Age(days=int(years) * 365, months=int(years) * 12, years=int(years))


@dataclass
class Placing:
    """The walk of a patient as it would be, once what stands on the form is saved."""

    visit: Visit
    entry: QueueEntry
    rooms: Rooms
    asked: Asked
    busy: Mapping[int, Load] = field(default_factory=dict)

    @classmethod
    def of(cls, staff, visit: Visit | None, entry: QueueEntry | None, asked: Asked, *, busy=None, rooms=None):
        """Take the visit as it stands, or one that would begin at the counter now."""
        facility = staff.facility
        if visit is None or entry is None:
            visit, entry = _as_if_come_now(facility)
        else:
            visit = copy.copy(visit)
        visit.facility = facility
        today = facility.today()
        return cls(
            visit,
            entry,
            rooms or rooms_of(facility.pk, today),
            asked,
            loads(facility.pk, today) if busy is None else busy,
        )

    def proposal(self) -> dict | None:
        """Give what the page draws: the room, its reason, the walk there and the alternatives with their keys."""
        self._learn()
        plan = propose(self.visit.profile.sop, self._at(), self.asked.person, present=self.rooms.present)
        if plan is None:
            return None
        place, why = plan.place, plan.why
        other = self.asked.destination
        if other and other != plan.place and other in self.rooms.present:
            self._choose(other)
            leg = first_care(self.visit.profile.sop, self._at(), self.rooms.present)
            place = leg.place if leg else other
            why = f"dipilih petugas loket. Usulan semula {self.rooms.name(plan.place)}: {plan.why}"
        return self._drawn(plan, place, why)

    def _learn(self) -> None:
        visit, asked = self.visit, self.asked
        visit.facts = known_after(visit.facts, asked.person, asked.marks)
        if asked.will_owe:
            visit.facts = fact_rules.taught(visit.facts, Fact.BILL_OPEN, "karcis")
        if asked.person.age is not None:
            visit.stage = stage_of(asked.person.age)
        if asked.services:
            visit.booked = [{"service": one.code, "place": one.place} for one in asked.services]
            teach_booked(visit, asked.services)

    def _choose(self, place: str) -> None:
        visit = self.visit
        visit.facts, places = chosen(visit.profile.sop, visit.facts, place)
        booked = {one["place"] for one in visit.booked}
        visit.booked = [*visit.booked, *({"service": "", "place": one} for one in places if one not in booked)]

    def _at(self):
        return self.visit.standing(step=self.entry.step, place=self.entry.place)

    def _drawn(self, plan: Proposal, place: str, why: str) -> dict:
        line = line_of(place) if place else Line.K1
        load = self._load(place)
        title = self.rooms.name(place) if place else "Pulang"
        because = f"{plan.cluster_why}; " if plan.cluster_why and place == plan.place else ""
        return {
            "line": line.value,
            "letter": LETTERS[line],
            "title": title,
            "forecast": f"{load.waiting} menunggu, {load.words}" if load.waiting else "tidak ada yang menunggu",
            "why": because + why,
            "walk": self._walk(line),
            "choices": self._choices(plan, place),
        }

    def _load(self, place: str) -> Load:
        point = self.rooms.points.get(place)
        return self.busy.get(point.pk, Load()) if point else Load()

    def _choices(self, plan: Proposal, place: str) -> list[dict]:
        offered = [(plan.place, "usulan SOP"), *((one.place, one.note) for one in plan.alternatives)]
        if not plan.place or len(offered) < 2:
            return []
        if place not in {one for one, _note in offered}:
            offered[-1] = (place, "dipilih")
        return [
            {
                "value": "" if one == plan.place else one,
                "line": line_of(one).value,
                "letter": LETTERS[line_of(one)],
                "label": self.rooms.name(one),
                "note": note,
                "key": str(number),
                "chosen": one == place,
            }
            for number, (one, note) in enumerate(offered, start=1)
        ]

    def _walk(self, line: Line) -> Walk:
        entries = entries_of(self.visit) if self.visit.pk else [self.entry]
        walk = walk_of(self.visit, entries, rooms=self.rooms)
        here = next((n for n, stop in enumerate(walk.stops) if stop.mark == Mark.HERE), 0)
        sign = self.entry.desk.label if self.entry.desk_id else "Loket"
        first = replace(walk.stops[here], label=sign, sub="")
        return replace(walk, stops=(first, *walk.stops[here + 1 :]), line=line.value)


def _as_if_come_now(facility) -> tuple[Visit, QueueEntry]:
    """Give a visit that was not opened yet, standing at the counter, for showing where it would go."""
    profile = current_profile(facility)
    step = next(
        (stop for stop in profile.sop.stops if any(one.state == State.REGISTRATION for one in stop.variants)), None
    )
    key = step.key if step else ""
    visit = Visit(
        facility=facility,
        profile=profile,
        on=facility.today(),
        state=State.REGISTRATION,
        opened_at=timezone.now(),
        reached=key,
    )
    entry = QueueEntry(
        visit=visit,
        place=Place.LOKET,
        step=key,
        visit_state=State.REGISTRATION,
        state=EntryState.SERVING,
        queued_at=timezone.now(),
        started_at=timezone.now(),
    )
    return visit, entry


# --- what is carried along ---


def carried(user, visit: Visit | None, patient: Patient | None) -> dict[str, Any]:
    """Give what came with the patient: what was measured before anyone knew who it is, marked where it is abnormal."""
    if visit is None:
        return {}
    vitals = vitals_for(user).filter(visit=visit).first()
    if vitals is None:
        return {}
    age = patient.age_on(visit.on) if patient else None
    sex, pregnant = patient.sex if patient else "", expects_a_child(visit.holding)
    shown = readings(vitals.values, on=vitals.on, age=age, sex=sex, pregnant=pregnant)
    return {"by": vitals.measured_by.name, "at": vitals.measured_at, "readings": shown}


def history(user, patient: Patient, *, but: Visit | None) -> dict[str, Any]:
    """Give the last visit of a person, whether one is still open, and the referrals they are awaited from."""
    visits = visits_for(user).filter(patient__person_id=patient.person_id)
    last = visits.exclude(pk=but.pk if but else None).order_by("-opened_at").first()
    awaited = list(outward_referrals_for(user).awaited().of_person(patient)[:3])
    return {
        "last": last,
        "inside": last if last is not None and last.state not in EXITS else None,
        "awaited": awaited,
    }


def household(user, patient: Patient, patients) -> int:
    """Give how many people of the same family card are registered here."""
    return patients.filter(kk=patient.kk).persons().count() if patient.kk else 0


def housemates(family: list[Visit], patients) -> list[Patient]:
    """Give those registered on the family card of the party who are not of today's party yet."""
    cards = {visit.patient.kk for visit in family if visit.patient.kk}
    if not cards:
        return []
    known = [visit.patient.person_id for visit in family]
    return list(patients.filter(kk__in=cards).persons().exclude(person_id__in=known).order_by("-birth_date")[:6])


def marks_of(visit: Visit | None) -> list[str]:
    """Give the marks a visit already carries, for the form to begin with."""
    held = fact_rules.holding(visit.facts) if visit else frozenset()
    return [fact.value for fact in MARKS if fact in held]

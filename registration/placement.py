"""Where the counter proposes to send a patient: the cluster and the room are two answers, each with its reason.

Pure: it reads the SOP, what is known and who it is, and writes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from puskesmas.facility.life_stages import Age, Stage, cluster_of, stage_of
from puskesmas.facility.places import Line, Place, line_of
from puskesmas.patients.wording import age_in_words
from puskesmas.visits import facts
from puskesmas.visits.facts import Fact, Sources
from puskesmas.visits.flow import Leg, Standing, finished, legs_ahead, route
from puskesmas.visits.sop_values import BOOKED, ROUTED, Sop
from puskesmas.visits.states import EXITS, State

COUNTER = "counter"  # the source under which the clerk teaches
# What the clerk may see or be told across the counter.
MARKS: tuple[Fact, ...] = (
    Fact.PREGNANT,
    Fact.POSTPARTUM,
    Fact.DENTAL,
    Fact.INFECTIOUS,
    Fact.WHEELCHAIR,
    Fact.NEEDS_HELP,
    Fact.DISABLED,
)
CARE_BEGINS = frozenset({State.EXAM, State.EMERGENCY, State.DELIVERY})
MAY_BE_PREGNANT = range(10, 56)
OTHERS = 2  # alternatives offered beside the proposal


@dataclass(frozen=True)
class Person:
    """What placement needs to know of somebody: the age on the day of the visit, the sex and who pays."""

    age: Age | None = None
    sex: str = ""
    payer: str = ""


@dataclass(frozen=True)
class Effect:
    """What choosing a room means to the SOP: facts that lead there, or the room booked by name."""

    facts: tuple[Fact, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Alternative:
    """Another room one might choose, and when one would."""

    place: str
    note: str


@dataclass(frozen=True)
class Proposal:
    """The counter's answer: which cluster and why, which room and why, by which clause."""

    cluster: Line | None
    cluster_why: str
    place: str
    why: str
    clause: str
    alternatives: tuple[Alternative, ...] = ()


_WHEN: tuple[tuple[Place, str], ...] = (
    (Place.KLASTER3, "bila keluhan umum"),
    (Place.ANAK, "bila anak atau remaja"),
    (Place.KIA, "bila hamil atau nifas"),
    (Place.GIGI, "bila keluhan gigi"),
    (Place.INFEKSI, "bila tanda infeksi"),
    (Place.KLASTER4, "bila penyakit menular"),
)


def known_after(sources: Sources, person: Person, marks: Iterable[Fact]) -> dict[str, list[str]]:
    """Give the facts as they will stand once the counter has said who it is and what it saw."""
    ticked = set(marks)
    after = {name: list(given) for name, given in sources.items() if Fact(name) not in MARKS or Fact(name) in ticked}
    for fact in ticked:
        after = facts.taught(after, fact, COUNTER)
    if person.payer:
        after = facts.taught(after, Fact(person.payer), "coverage")
    if person.age is None:
        return after
    if stage_of(person.age) == Stage.ELDERLY:
        after = facts.taught(after, Fact.ELDERLY, "age")
    if COUNTER in after.get(Fact.KLASTER_2, []) + after.get(Fact.KLASTER_3, []):
        return after
    line = _cluster(person.age, facts.holding(after))
    return facts.taught(after, Fact.KLASTER_2 if line == Line.K2 else Fact.KLASTER_3, "age")


def _cluster(age: Age, held: frozenset[Fact]) -> Line:
    return cluster_of(
        age,
        pregnant=Fact.PREGNANT in held,
        postpartum=Fact.POSTPARTUM in held,
        labour=Fact.LABOUR in held,
    )


def effect_of(sop: Sop, place: str) -> Effect:
    """Give what choosing a room means: where the SOP speaks of gigi or infection the fact, else the room by name."""
    for fact, room in ((Fact.DENTAL, Place.GIGI), (Fact.INFECTIOUS, Place.INFEKSI)):
        if place == room and _speaks_of(sop, fact):
            return Effect(facts=(fact,))
    cluster = {Line.K2: (Fact.KLASTER_2,), Line.K3: (Fact.KLASTER_3,)}.get(line_of(place), ())
    return Effect(facts=cluster, places=(place,))


def _speaks_of(sop: Sop, fact: Fact) -> bool:
    return any(fact in rule.when for rule in (*sop.steps, *sop.routing))


def propose(sop: Sop, at: Standing, person: Person, *, present: frozenset[str]) -> Proposal | None:
    """Give the room where care begins, with its reasons; None while too little is known of the patient."""
    leg = first_care(sop, at, present)
    held = at.facts
    knows_cluster = not held.isdisjoint({Fact.KLASTER_2, Fact.KLASTER_3})
    if leg is None or (leg.state not in CARE_BEGINS and not knows_cluster):
        return None
    cluster, because = _cluster_answer(person, held)
    clause, says = _words(sop, at, leg)
    about = ", ".join(filter(None, _about(person, held)))
    why = f"{about}. SOP {clause}, {says}." if about else f"SOP {clause}, {says}."
    return Proposal(cluster, because, leg.place, why, clause, tuple(_alternatives(leg, person, present)))


def first_care(sop: Sop, at: Standing, present: frozenset[str]) -> Leg | None:
    """Give the leg where the patient will first be cared for, or what is left of the walk after care."""
    ahead = legs_ahead(sop, finished(sop, at), present)
    return next(
        (leg for leg in ahead if leg.state in CARE_BEGINS and not leg.step.returns), ahead[0] if ahead else None
    )


def _cluster_answer(person: Person, held: frozenset[Fact]) -> tuple[Line | None, str]:
    if Fact.KLASTER_2 not in held and Fact.KLASTER_3 not in held:
        return None, ""
    line = Line.K2 if Fact.KLASTER_2 in held else Line.K3
    status = next((fact for fact in (Fact.LABOUR, Fact.PREGNANT, Fact.POSTPARTUM) if fact in held), None)
    if line == Line.K2 and status:
        return line, f"{line.label} karena {facts.LABELS[status]}"
    return line, f"{line.label} menurut umur" if person.age else f"{line.label} menurut pilihan loket"


def _words(sop: Sop, at: Standing, leg: Leg) -> tuple[str, str]:
    """Give the clause and the words of the rule that answered, else of the step itself."""
    if leg.step.place in (BOOKED, ROUTED):
        rule = route(sop, at)
        if rule is not None:
            return rule.clause or leg.step.clause, rule.says or "menurut siklus hidup"
    says = leg.step.says.rstrip(".")
    return leg.step.borrowed or leg.step.clause, says[:1].lower() + says[1:]


def _about(person: Person, held: frozenset[Fact]) -> Iterable[str]:
    if person.age is not None:
        yield f"umur {age_in_words(person.age)}"
    status = [fact for fact in (Fact.LABOUR, Fact.PREGNANT, Fact.POSTPARTUM) if fact in held]
    if status:
        yield facts.LABELS[status[0]]
    elif person.sex == "P" and person.age is not None and person.age.years in MAY_BE_PREGNANT:
        yield "tidak hamil"
    yield facts.LABELS[Fact.INFECTIOUS] if Fact.INFECTIOUS in held else ""
    yield facts.LABELS[Fact.DENTAL] if Fact.DENTAL in held else ""
    yield "gawat" if Fact.EMERGENCY in held else "tidak gawat"


def _alternatives(leg: Leg, person: Person, present: frozenset[str]) -> list[Alternative]:
    if leg.state != State.EXAM:
        return []
    fitting = [
        Alternative(place, note)
        for place, note in _WHEN
        if place in present and place != leg.place and _may_be(place, person)
    ]
    return fitting[:OTHERS]


def _may_be(place: Place, person: Person) -> bool:
    if person.age is None:
        return True
    if place == Place.KIA:
        return person.sex != "L" and person.age.years in MAY_BE_PREGNANT
    if place == Place.ANAK:
        return person.age.years < 18
    return place != Place.KLASTER3 or person.age.years >= 18


def chosen(sop: Sop, sources: Sources, place: str) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Give the facts and the rooms booked once somebody chose a room instead of the proposal."""
    effect = effect_of(sop, place)
    after = dict(sources)
    for fact in effect.facts:
        after = facts.taught(after, fact, COUNTER)
    return after, effect.places


def next_stop(sop: Sop, at: Standing, present: frozenset[str], *, here: str) -> Leg | None:
    """Give the first room the patient walks to from the counter."""
    return next((leg for leg in legs_ahead(sop, finished(sop, at), present) if leg.place != here), None)


def then(sop: Sop, at: Standing, leg: Leg, present: frozenset[str]) -> Leg | None:
    """Give the room after the next one, if the walk goes on inside."""
    after = replace(at, state=leg.state, step=leg.step.key, place=leg.place, reached=leg.step.key)
    following = next((one for one in legs_ahead(sop, finished(sop, after), present)), None)
    return following if following and following.state not in EXITS else None

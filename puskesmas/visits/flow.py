"""Which step an SOP makes next: one pure function over the stops, with nothing read and nothing written."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from puskesmas.facility.places import Place

from .facts import USED_UP, Fact, undecided
from .sop_values import BOOKED, HERE, ROUTED, Rule, Sop, Step, Stop
from .states import CARE, EXITS, State

CARED_FOR = frozenset({State.TRIAGE, State.SCREENING, State.EXAM}) | CARE


@dataclass(frozen=True)
class Standing:
    """Where a patient stands on the line of an SOP, and what is known."""

    state: State
    step: str  # the stop the patient is at; empty at the door and beside the line
    place: str  # where the body is; empty at the door
    reached: str  # the furthest stop of the main line so far; empty at the door
    done: frozenset[str]  # keys of finished stops; a booked room as key@PLACE
    facts: frozenset[Fact]
    booked: tuple[str, ...] = ()  # rooms booked, in order
    stage: str = ""  # life stage on the day of the visit, if the patient is known


@dataclass(frozen=True)
class Leg:
    """The next step, with the room it means today."""

    step: Step
    place: str

    @property
    def state(self) -> State:
        """Give the state the step leads to."""
        return self.step.state


def next_leg(sop: Sop, at: Standing, present: frozenset[str]) -> Leg | None:
    """Give the first step after the patient's place whose facts all hold.

    A passed-over step comes first only if it says ``late``. ``present`` are the places this facility has. None when
    the SOP has nothing left, which a checked file never answers for a patient inside.
    """
    reached = sop.index(at.reached)
    for stop in sop.stops:
        leg = _leg(stop, at, sop, present, passed=stop.index <= reached and not _was_interrupted(stop, at))
        if leg:
            return leg
    return None


def legs_ahead(sop: Sop, at: Standing, present: frozenset[str]) -> list[Leg]:
    """Give the rest of the line as things stand, one leg after the other, the exit last; for drawing the walk."""
    legs: list[Leg] = []
    leg = next_leg(sop, at, present)
    while leg and len(legs) <= len(sop.stops) + len(at.booked):
        legs.append(leg)
        if leg.state in EXITS:
            break
        at = arrived_at(sop, finished(sop, at), leg)
        at = replace(at, facts=at.facts - _used_up(leg))
        leg = next_leg(sop, at, present)
    return legs


def _was_interrupted(stop: Stop, at: Standing) -> bool:
    """Tell whether an emergency took the patient out of this stop before it was finished."""
    return stop.key == at.reached and stop.key != at.step and stop.key not in at.done


def _used_up(leg: Leg) -> frozenset[Fact]:
    return USED_UP.intersection(leg.step.when) if leg.state in (State.CASHIER, State.PHARMACY) else frozenset()


def _leg(stop: Stop, at: Standing, sop: Sop, present: frozenset[str], *, passed: bool) -> Leg | None:
    for step in stop.variants:
        if not step.holds(at.facts):
            continue
        if passed and not _is_open_again(step, at):
            return None
        if not passed and stop.key in at.done:
            return None
        place = _room(step, at, sop)
        if place is None:
            return None
        if step.if_present and place not in present:
            continue
        return Leg(step, place)
    return None


def _is_open_again(step: Step, at: Standing) -> bool:
    if step.place == BOOKED and step.key == at.reached:
        return _room_left(step, at) is not None
    if not step.late or step.key == at.step:
        return False
    return step.key not in at.done or step.is_used_up


def _room(step: Step, at: Standing, sop: Sop) -> str | None:
    if step.state in EXITS:
        return ""
    if step.place == HERE:
        return at.place
    if step.returns:
        return _examined_in(at) or step.place
    if step.place == BOOKED and at.booked:
        return _room_left(step, at)
    if step.place in (BOOKED, ROUTED):
        rule = route(sop, at)
        return rule.place if rule else None
    return step.place


def _examined_in(at: Standing) -> str | None:
    """Give the room a returning patient was examined in: KB where there is a room for it."""
    return next((str(room) for room in (Place.KB, Place.KIA) if f"{State.EXAM}@{room}" in at.done), None)


def _room_left(step: Step, at: Standing) -> str | None:
    return next((room for room in at.booked if f"{step.state}@{room}" not in at.done), None)


def route(sop: Sop, at: Standing) -> Rule | None:
    """Give the routing's answer: the first rule whose facts and life stage fit, with the first booked room in it.

    Emergency, labour, infection and gigi stand before what was booked; then the cluster's own room.
    """
    for rule in sop.routing:
        if not at.facts.issuperset(rule.when) or (rule.stages and at.stage not in rule.stages):
            continue
        if rule.place != BOOKED:
            return rule
        if at.booked:
            return replace(rule, place=at.booked[0])
    return None


def leg_to(sop: Sop, key: str, at: Standing) -> Leg:
    """Give the leg to a stop somebody chose by name, in the variant that fits, whatever stands before it."""
    stop = sop.stop(key)
    step = stop.variant(at.facts) or stop.variants[0]
    return Leg(step, _room(step, at, sop) or at.place)


def finished(sop: Sop, at: Standing) -> Standing:
    """Give the standing after the stop the patient is at is done; care in emergency or delivery does several."""
    done = set(at.done)
    if at.step:
        done.add(f"{at.state}@{at.place}")
        if not _rooms_remain(sop.stop(at.step), at, done):
            done.add(at.step)
    if at.state in CARE:
        done |= {stop.key for stop in sop.stops if is_cared_for(stop)}
        done |= {f"{State.EXAM}@{room}" for room in at.booked}
    return replace(at, done=frozenset(done))


def _rooms_remain(stop: Stop, at: Standing, done: set[str]) -> bool:
    taken = stop.variant(at.facts)
    if not taken or taken.place != BOOKED:
        return False
    return any(f"{taken.state}@{room}" not in done for room in at.booked)


def is_cared_for(stop: Stop) -> bool:
    """Tell whether care in emergency or delivery does this stop by itself: triage, measuring, screening, exam."""
    return all(step.state in CARED_FOR and not step.returns for step in stop.variants)


def arrived_at(sop: Sop, at: Standing, leg: Leg) -> Standing:
    """Give the standing once the patient is in the next step's room."""
    reached = leg.step.key if sop.index(leg.step.key) > sop.index(at.reached) else at.reached
    return replace(at, state=leg.state, step=leg.step.key, place=leg.place, reached=reached)


def still_to_decide(sop: Sop, at: Standing) -> list[tuple[Fact, Fact]]:
    """Give the pairs the present step must decide before it can be left."""
    if not at.step:
        return []
    step = sop.stop(at.step).variant(at.facts) or sop.stop(at.step).variants[0]
    return [(pair[0], pair[1]) for pair in undecided(at.facts, step.decides)]


def rooms_named(sop: Sop) -> Iterable[str]:
    """Give every place the file names, for checking that a facility has it."""
    for step in sop.steps:
        if step.place not in (BOOKED, ROUTED, HERE, "") and not step.if_present:
            yield step.place
    yield from (rule.place for rule in sop.routing if rule.place != BOOKED)

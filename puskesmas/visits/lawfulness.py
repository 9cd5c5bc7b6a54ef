"""Whether an SOP can run at a facility: every move it could ever make is tried against the machine before a patient is.

All standings reachable on the line are visited, with the facts free to change between moves, and with an escalation
to IGD possible anywhere. Each pair met must be a lawful move to a place the facility has.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from puskesmas.facility.places import Place

from .facts import PAIR_OF, Fact
from .flow import Leg, Standing, arrived_at, finished, legs_ahead, next_leg, rooms_named
from .sop_values import BOOKED, ROUTED, Sop, SopError, Step, paired
from .states import EXITS, NEEDS_IDENTITY, State, is_lawful

WIDEST = 2_000  # standings tried for one booking; the widest of the five has 164
_passed: set[tuple[str, frozenset[str]]] = set()  # a text that ran here once runs here again


@dataclass(frozen=True)
class _Node:
    at: Standing
    identified: bool


def check(sop: Sop, present: Iterable[str]) -> None:
    """Raise SopError naming line, facts and pair if the SOP could ever ask for what cannot be done here.

    ``present`` are the places the facility has.
    """
    here = frozenset(present)
    if (sop.sha256, here) in _passed:
        return
    _check_places(sop, here)
    _check_decisions(sop)
    _check_late(sop)
    for booked in _bookings(sop, here):
        for stage in _stages(sop):
            _walk_all(sop, here, booked, stage)
    _passed.add((sop.sha256, here))


def _check_places(sop: Sop, here: frozenset[str]) -> None:
    for place in (sop.ticket, *rooms_named(sop)):
        if place not in here:
            raise SopError("no_place", _where(sop, place), place=place, known=", ".join(sorted(here)))


def _check_decisions(sop: Sop) -> None:
    decided: set[Fact] = set()
    for stop in sop.stops:
        for step in stop.variants:
            asked = [fact for fact in step.when if paired(fact)]
            if step.place in (BOOKED, ROUTED):
                asked += [fact for rule in sop.routing for fact in rule.when if paired(fact)]
            missing = sorted(set(asked) - decided)
            if missing:
                raise SopError("undecided", f"{sop.key} line {step.line}", key=step.key, facts=", ".join(missing))
        decided |= {fact for pair in _decided_by(stop.variants) for fact in pair}


def _decided_by(variants: tuple[Step, ...]) -> set[tuple[Fact, Fact]]:
    """Give the pairs that every variant of a stop decides; a stop that may be passed over still stands before."""
    first, *rest = [set(step.decides) for step in variants]
    return first.intersection(*rest) if rest else first


def _check_late(sop: Sop) -> None:
    for step in sop.steps:
        if step.late and not step.when:
            raise SopError("late_without_fact", f"{sop.key} line {step.line}", key=step.key)


def _bookings(sop: Sop, here: frozenset[str]) -> list[tuple[str, ...]]:
    if not any(step.place == BOOKED for step in sop.steps):
        return [()]
    rooms = [room for room in (Place.KIA, Place.GIGI) if room in here]
    return [(), tuple(rooms[:1]), tuple(rooms)]


def _stages(sop: Sop) -> list[str]:
    return ["", *sorted({stage for rule in sop.routing for stage in rule.stages})]


def _walk_all(sop: Sop, here: frozenset[str], booked: tuple[str, ...], stage: str) -> None:
    start = Standing(State.ARRIVED, "", "", "", frozenset(), frozenset(), booked, stage)
    seen = {_Node(start, identified=False)}
    waiting = deque(seen)
    while waiting:
        node = waiting.popleft()
        for after in _moves(sop, node, here):
            after = replace(after, at=_essence(sop, after.at))
            if after not in seen:
                seen.add(after)
                waiting.append(after)
        if len(seen) > WIDEST:
            raise SopError("too_wide", sop.key, limit=WIDEST)


def _essence(sop: Sop, at: Standing) -> Standing:
    """Give the standing without what can no longer make a difference, so that alike standings are tried once."""
    ahead = {stop.key for stop in sop.stops if stop.index >= sop.index(at.reached)}
    once = {step.key for step in sop.steps if step.late and not step.is_used_up}
    rooms = {f"{State.EXAM}@{room}" for room in at.booked}
    return replace(at, done=at.done & (ahead | once | rooms), facts=frozenset())


def _moves(sop: Sop, node: _Node, here: frozenset[str]) -> Iterator[_Node]:
    at = node.at
    identified = node.identified or at.state == State.REGISTRATION
    for facts, leaving, leg in _outcomes(sop, at, here):
        if leg is None:
            raise SopError("nothing_follows", _line_of(sop, at), at=at.step or at.state, facts=_words(facts))
        _check_leg(sop, at, leg, facts, here, identified=identified)
        if leg.state not in EXITS:
            after = arrived_at(sop, leaving, leg)
            _check_way_home(sop, replace(after, facts=facts), here)
            yield _Node(after, identified)
    if at.state != State.EMERGENCY and Place.IGD in here:
        yield replace(node, at=replace(at, state=State.EMERGENCY, step="", place=Place.IGD, facts=frozenset()))


class _Asked(Exception):
    """The line asked for a fact that this try had not settled."""

    def __init__(self, fact: Fact) -> None:
        self.fact = fact


class _Facts(frozenset[Fact]):
    """Facts that settle only what the line asks for, so that no combination is tried twice in vain."""

    settled: frozenset[Fact] = frozenset()

    def issuperset(self, asked: Iterable[object]) -> bool:
        """Tell whether all asked facts hold; raises _Asked for the first that is not settled."""
        for fact in asked:
            if isinstance(fact, Fact) and fact not in self.settled:
                raise _Asked(fact)
            if fact not in self:
                return False
        return True


def _outcomes(sop: Sop, at: Standing, here: frozenset[str]) -> Iterator[tuple[frozenset[Fact], Standing, Leg | None]]:
    """Give every different next leg, with the facts that lead to it, by settling facts only as they are asked for."""
    decided = {
        fact for stop in sop.stops[: sop.index(at.reached) + 1] for pair in _decided_by(stop.variants) for fact in pair
    }
    tries: list[tuple[frozenset[Fact], frozenset[Fact]]] = [(frozenset(), frozenset())]
    while tries:
        held, settled = tries.pop()
        facts = _Facts(held)
        facts.settled = settled
        try:
            leaving = finished(sop, replace(at, facts=facts))
            leg = next_leg(sop, leaving, here)
        except _Asked as asked:
            group, options = _options(asked.fact, decided)
            tries += [(held | option, settled | group) for option in options]
            continue
        yield frozenset(held), replace(leaving, facts=frozenset(held)), leg


def _options(fact: Fact, decided: set[Fact]) -> tuple[frozenset[Fact], list[frozenset[Fact]]]:
    if fact not in PAIR_OF:
        return frozenset({fact}), [frozenset({fact}), frozenset()]
    pair = PAIR_OF[fact]
    options = [frozenset({pair.yes}), frozenset({pair.no})]
    if pair.presumed is None and fact not in decided:
        options.append(frozenset())
    return frozenset({pair.yes, pair.no}), options


def _check_leg(
    sop: Sop, at: Standing, leg: Leg, facts: frozenset[Fact], here: frozenset[str], *, identified: bool
) -> None:
    where, words = f"{sop.key} line {leg.step.line}", {"facts": _words(facts), "before": at.state, "after": leg.state}
    if not is_lawful(at.state, leg.state):
        raise SopError("not_lawful", where, **words)
    if leg.place and leg.place not in here:
        raise SopError("leads_nowhere", where, place=leg.place, **words)
    if leg.state in NEEDS_IDENTITY and not identified:
        raise SopError("unidentified", where, **words)


def _check_way_home(sop: Sop, at: Standing, here: frozenset[str]) -> None:
    if at.state in EXITS:
        return
    ahead = legs_ahead(sop, at, here)
    if not ahead or ahead[-1].state not in EXITS:
        raise SopError("never_home", _line_of(sop, at), at=at.step or at.state, facts=_words(at.facts))


def _where(sop: Sop, place: str) -> str:
    """Give the key, with the line of the first step that names the place."""
    line = next((step.line for step in sop.steps if step.place == place), 0)
    return f"{sop.key} line {line}" if line else sop.key


def _line_of(sop: Sop, at: Standing) -> str:
    line = sop.stop(at.step).variants[0].line if at.step else 0
    return f"{sop.key} line {line}" if line else sop.key


def _words(facts: Iterable[Fact]) -> str:
    return ", ".join(sorted(facts)) or "no facts"

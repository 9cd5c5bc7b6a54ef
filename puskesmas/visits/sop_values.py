"""An SOP as plain values: stops, their variants, the routing, duties, checks and who goes first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from puskesmas.facility.places import Place

from .events import Kind
from .facts import PAIR_OF, USED_UP, Fact
from .sop_errors import SopError as SopError
from .states import State

BOOKED = "booked"  # one stop per room booked; where none was, the room the routing answers
ROUTED = "routed"  # the one room the routing answers
HERE = "here"  # the room the patient is in


@dataclass(frozen=True)
class Step:
    """One stop of the SOP's main line, or one variant of a stop."""

    key: str
    state: State
    place: str
    when: tuple[Fact, ...]
    clause: str
    says: str
    late: bool = False
    returns: bool = False
    if_present: bool = False
    decides: tuple[tuple[Fact, Fact], ...] = ()
    borrowed: str = ""
    line: int = 0

    def holds(self, facts: frozenset[Fact]) -> bool:
        """Tell whether all of this step's facts hold."""
        return facts.issuperset(self.when)

    @property
    def is_used_up(self) -> bool:
        """Tell whether the stop itself uses up one of its facts, so that it may open again."""
        return bool(USED_UP.intersection(self.when))


@dataclass(frozen=True)
class Stop:
    """The variants of one stop; its index is its order on the line."""

    index: int
    key: str
    variants: tuple[Step, ...]

    def variant(self, facts: frozenset[Fact]) -> Step | None:
        """Give the first variant whose facts hold."""
        return next((step for step in self.variants if step.holds(facts)), None)


@dataclass(frozen=True)
class Aside:
    """A lawful move beside the main line, with the clause that speaks of it."""

    state: State
    places: tuple[str, ...]
    clause: str
    says: str
    borrowed: str = ""


@dataclass(frozen=True)
class Proof:
    """An event that must have happened, where these facts apply."""

    kind: Kind
    applies: tuple[Fact, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Duty:
    """A clause that moves nobody: what must be written down, explained or told."""

    clause: str
    says: str
    evidence: tuple[Proof, ...]
    applies: tuple[Fact, ...] = ()
    after_exit: bool = False
    borrowed: str = ""


@dataclass(frozen=True)
class Check:
    """One item of the daftar tilik."""

    no: int
    asks: str
    clauses: tuple[str, ...]
    evidence: tuple[Proof, ...]
    applies: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One answer of the routing: where these facts hold for these life stages, this room."""

    place: str
    when: tuple[Fact, ...] = ()
    stages: tuple[str, ...] = ()
    says: str = ""
    clause: str = ""


@dataclass(frozen=True)
class PriorityClass:
    """Who goes before the regular numbers, with the reason the row will show."""

    reason: str
    facts: tuple[Fact, ...] = ()
    returning: bool = False


@dataclass(frozen=True)
class Sop:
    """One revision of an SOP, checked word by word."""

    key: str
    title: str
    number: str
    revision: str
    issued_on: date | None
    facility: str
    basis: str
    ticket: Place
    stops: tuple[Stop, ...]
    routing: tuple[Rule, ...]
    asides: tuple[Aside, ...] = ()
    duties: tuple[Duty, ...] = ()
    checks: tuple[Check, ...] = ()
    priority: tuple[PriorityClass, ...] = ()
    regular_after: int = 2
    regular_series: str = "A"
    priority_series: str = "P"
    targets: Mapping[str, int] = field(default_factory=dict)
    by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    sha256: str = ""

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Give every variant of every stop, in order."""
        return tuple(step for stop in self.stops for step in stop.variants)

    def stop(self, key: str) -> Stop:
        """Give the stop called ``key``; raises KeyError."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Stop]:
        return {stop.key: stop for stop in self.stops}

    def index(self, key: str) -> int:
        """Give the order of a stop on the line; -1 before the first."""
        return self._by_key[key].index if key in self._by_key else -1

    def aside_for(self, state: State, place: str) -> Aside | None:
        """Give the clause that speaks of a move beside the line, if the SOP has one."""
        fits = (one for one in self.asides if one.state == state and (not one.places or place in one.places))
        return next(fits, None)

    def allows(self, verb: str, role: str) -> bool:
        """Tell whether this SOP leaves ``verb`` to ``role``; a verb it does not name is left to permissions alone."""
        return verb not in self.by or role in self.by[verb]

    def target_minutes(self, place: str) -> int | None:
        """Give the longest wait this SOP aims at for a place, in minutes."""
        return self.targets.get(place)


def paired(fact: Fact) -> bool:
    """Tell whether a fact belongs to a pair that must be decided before a step may ask for it."""
    return fact in PAIR_OF and PAIR_OF[fact].presumed is None

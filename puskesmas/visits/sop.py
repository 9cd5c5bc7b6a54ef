"""A puskesmas' own SOP, read from its file into plain values; what is wrong with it is said with line and word."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from puskesmas.facility.life_stages import Stage
from puskesmas.facility.places import Place
from puskesmas.facility.roles import ROLES

from .events import Kind
from .facts import PAIR_OF, PAIRS, USED_UP, Fact, fact_named
from .states import EXITS, State

FOLDER = Path(__file__).parent / "sops"
BOOKED = "booked"  # one stop per room booked; where none was, the room the routing answers
ROUTED = "routed"  # the one room the routing answers
HERE = "here"  # the room the patient is in
NARROWABLE = frozenset({"refer", "refer_internally", "prescribe", "explain"})


class SopError(ValueError):
    """An SOP file that cannot run, with the line and the word that is wrong."""


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


def parse(text: str, *, key: str) -> Sop:
    """Give the SOP a file describes; raises SopError naming the line and the word."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SopError(f"{key}: not a TOML file: {error}") from None
    lines = _lines(text)
    head = raw.get("sop", {})
    numbering, priority = raw.get("numbering", {}), raw.get("priority", {})
    return Sop(
        key=key,
        title=_text(head, "title", key),
        number=_text(head, "number", key),
        revision=str(head.get("revision", "00")),
        issued_on=head.get("issued_on"),
        facility=_text(head, "facility", key),
        basis=head.get("basis", ""),
        ticket=_place(_text(head, "ticket", key), f"{key} [sop]"),
        stops=_stops([_step(one, f"{key} line {at}", at) for one, at in _rows(raw, lines, "step")], key),
        routing=tuple(_rule(one, f"{key} line {at}") for one, at in _rows(raw, lines, "route")),
        asides=tuple(_aside(one, f"{key} line {at}") for one, at in _rows(raw, lines, "aside")),
        duties=tuple(_duty(one, f"{key} line {at}") for one, at in _rows(raw, lines, "duty")),
        checks=tuple(_check(one, f"{key} line {at}") for one, at in _rows(raw, lines, "check")),
        priority=tuple(_priority(one, f"{key} line {at}") for one, at in _rows(raw, lines, "class")),
        regular_after=int(priority.get("regular_after", 2)),
        regular_series=numbering.get("regular", "A"),
        priority_series=numbering.get("priority", "P"),
        targets={_place(name, f"{key} [targets]"): int(value) for name, value in raw.get("targets", {}).items()},
        by=_by(raw.get("by", {}), key),
        notes=tuple(raw.get("paper", {}).get("notes", ())),
        units=tuple(raw.get("paper", {}).get("units", ())),
        documents=tuple(raw.get("paper", {}).get("documents", ())),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@lru_cache(maxsize=256)
def parsed(text: str, key: str) -> Sop:
    """Give the SOP of a stored revision, read once a process: a published text never changes."""
    return parse(text, key=key)


def shipped() -> dict[str, str]:
    """Give the texts of the SOP files that come with the program, by key."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}


def _rows(raw: Mapping[str, Any], lines: dict[str, list[int]], table: str) -> Iterable[tuple[dict[str, Any], int]]:
    return zip(raw.get(table, []), lines.get(table, []), strict=True)


def _lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[(\w+)\]\]", line)
        if header:
            found.setdefault(header.group(1), []).append(number)
    return found


def _text(table: Mapping[str, Any], name: str, where: str) -> str:
    if not table.get(name):
        raise SopError(f"{where}: '{name}' is missing.")
    return str(table[name])


def _known(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
    odd = sorted(set(table) - allowed)
    if odd:
        raise SopError(f"{where}: unknown word {', '.join(odd)}. Allowed are {', '.join(sorted(allowed))}.")


def _facts(words: Iterable[str], where: str) -> tuple[Fact, ...]:
    try:
        return tuple(fact_named(word) for word in words)
    except ValueError as error:
        raise SopError(f"{where}: {error}") from None


def _place(word: str, where: str) -> Place:
    if word not in Place.values:
        raise SopError(f"{where}: unknown place {word!r}. Places are {', '.join(Place.values)}.")
    return Place(word)


def _step(table: dict[str, Any], where: str, line: int) -> Step:
    _known(
        table,
        {"key", "state", "place", "when", "clause", "says", "late", "returns", "if_present", "decides", "borrowed"},
        where,
    )
    word = _text(table, "state", where)
    if word not in State.values or word == State.ARRIVED:
        raise SopError(f"{where}: unknown state {word!r}. States are {', '.join(State.values)}.")
    state, place = State(word), table.get("place", "")
    if state in EXITS and place:
        raise SopError(f"{where}: an exit has no place.")
    if state not in EXITS and place not in (BOOKED, ROUTED, HERE):
        _place(place, where)
    return Step(
        key=_text(table, "key", where),
        state=state,
        place=place,
        when=_facts(table.get("when", ()), where),
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        late=table.get("late", False),
        returns=table.get("returns", False),
        if_present=table.get("if_present", False),
        decides=tuple(_decision(pair, where) for pair in table.get("decides", ())),
        borrowed=table.get("borrowed", ""),
        line=line,
    )


def _decision(words: list[str], where: str) -> tuple[Fact, Fact]:
    pair = _facts(words, where)
    if len(pair) != 2 or not any({one.yes, one.no} == set(pair) for one in PAIRS):
        raise SopError(f"{where}: {' and '.join(words)} are not a pair of facts.")
    return pair[0], pair[1]


def _stops(steps: list[Step], key: str) -> tuple[Stop, ...]:
    if not steps:
        raise SopError(f"{key}: an SOP without steps.")
    grouped: dict[str, list[Step]] = {}
    last = ""
    for step in steps:
        if step.key in grouped and step.key != last:
            raise SopError(f"{key} line {step.line}: the variants of '{step.key}' must stand together.")
        grouped.setdefault(step.key, []).append(step)
        last = step.key
    if steps[-1].state != State.DISCHARGED:
        raise SopError(f"{key} line {steps[-1].line}: the last step must send the patient home.")
    return tuple(Stop(at, name, tuple(group)) for at, (name, group) in enumerate(grouped.items()))


def _rule(table: dict[str, Any], where: str) -> Rule:
    _known(table, {"place", "when", "stages", "says", "clause"}, where)
    place = _text(table, "place", where)
    if place != BOOKED:
        _place(place, where)
    for stage in table.get("stages", ()):
        if stage not in Stage.values:
            raise SopError(f"{where}: unknown life stage {stage!r}. Stages are {', '.join(Stage.values)}.")
    return Rule(
        place=place,
        when=_facts(table.get("when", ()), where),
        stages=tuple(table.get("stages", ())),
        says=table.get("says", ""),
        clause=table.get("clause", ""),
    )


def _aside(table: dict[str, Any], where: str) -> Aside:
    _known(table, {"state", "places", "clause", "says", "borrowed"}, where)
    return Aside(
        state=State(_text(table, "state", where)),
        places=tuple(_place(word, where) for word in table.get("places", ())),
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        borrowed=table.get("borrowed", ""),
    )


def _proofs(words: Iterable[str | dict[str, Any]], where: str) -> tuple[Proof, ...]:
    return tuple(_proof(word if isinstance(word, dict) else {"kind": word}, where) for word in words)


def _proof(table: dict[str, Any], where: str) -> Proof:
    _known(table, {"kind", "applies", "place"}, where)
    kind = _text(table, "kind", where)
    if kind not in list(Kind):
        raise SopError(f"{where}: unknown event {kind!r}. Events are {', '.join(Kind)}.")
    place = table.get("place", "")
    return Proof(Kind(kind), _facts(table.get("applies", ()), where), _place(place, where) if place else "")


def _duty(table: dict[str, Any], where: str) -> Duty:
    _known(table, {"clause", "says", "evidence", "applies", "after_exit", "borrowed"}, where)
    return Duty(
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        evidence=_proofs(table.get("evidence", ()), where),
        applies=_facts(table.get("applies", ()), where),
        after_exit=table.get("after_exit", False),
        borrowed=table.get("borrowed", ""),
    )


def _check(table: dict[str, Any], where: str) -> Check:
    _known(table, {"no", "asks", "clauses", "evidence", "applies"}, where)
    return Check(
        no=int(table["no"]),
        asks=_text(table, "asks", where),
        clauses=tuple(table.get("clauses", ())),
        evidence=_proofs(table.get("evidence", ()), where),
        applies=_facts(table.get("applies", ()), where),
    )


def _priority(table: dict[str, Any], where: str) -> PriorityClass:
    _known(table, {"reason", "facts", "returning"}, where)
    return PriorityClass(
        reason=_text(table, "reason", where),
        facts=_facts(table.get("facts", ()), where),
        returning=table.get("returning", False),
    )


def _by(table: Mapping[str, list[str]], key: str) -> dict[str, frozenset[str]]:
    for verb, roles in table.items():
        if verb not in NARROWABLE:
            raise SopError(f"{key} [by]: unknown verb {verb!r}. Verbs are {', '.join(sorted(NARROWABLE))}.")
        odd = sorted(set(roles) - set(ROLES))
        if odd:
            raise SopError(f"{key} [by] {verb}: unknown role {', '.join(odd)}. Roles are {', '.join(ROLES)}.")
    return {verb: frozenset(roles) for verb, roles in table.items()}


def paired(fact: Fact) -> bool:
    """Tell whether a fact belongs to a pair that must be decided before a step may ask for it."""
    return fact in PAIR_OF and PAIR_OF[fact].presumed is None

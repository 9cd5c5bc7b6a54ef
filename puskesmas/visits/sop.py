"""A puskesmas' own SOP, read from its file; what is wrong with it is said with line and word."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from puskesmas.facility.life_stages import Stage
from puskesmas.facility.places import Place
from puskesmas.facility.roles import ROLES

from .events import Kind
from .facts import PAIRS, Fact, fact_named
from .sop_values import (
    BOOKED,
    HERE,
    ROUTED,
    Aside,
    Check,
    Duty,
    PriorityClass,
    Proof,
    Rule,
    Sop,
    SopError,
    Step,
    Stop,
)
from .states import EXITS, State

__all__ = ["Sop", "SopError", "parse", "parsed", "shipped"]

FOLDER = Path(__file__).parent / "sops"
NARROWABLE = frozenset({"refer", "refer_internally", "prescribe", "explain"})


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

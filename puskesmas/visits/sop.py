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
from .sop_reading import day_in, flag_in, list_in, number_in, table_in, word_in, words_in
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
LONGEST = 60_000  # characters; the longest of the five has 8,500
NARROWABLE = frozenset({"refer", "refer_internally", "prescribe", "explain"})


def parse(text: str, *, key: str) -> Sop:
    """Give the SOP a file describes; raises SopError naming the line and the word."""
    if len(text) > LONGEST:
        raise SopError("too_long", key, limit=LONGEST)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SopError("not_toml", key, error=error) from None
    except RecursionError:
        raise SopError("not_toml", key, error="nested too deep") from None
    lines = _lines(text)
    head, paper = table_in(raw, "sop", key), table_in(raw, "paper", key)
    numbering, priority = table_in(raw, "numbering", key), table_in(raw, "priority", key)
    targets = table_in(raw, "targets", key)
    return Sop(
        key=key,
        title=_text(head, "title", f"{key} [sop]"),
        number=_text(head, "number", f"{key} [sop]"),
        revision=word_in(head, "revision", f"{key} [sop]", "00"),
        issued_on=day_in(head, "issued_on", f"{key} [sop]"),
        facility=_text(head, "facility", f"{key} [sop]"),
        basis=word_in(head, "basis", f"{key} [sop]"),
        ticket=_place(_text(head, "ticket", f"{key} [sop]"), f"{key} [sop]"),
        stops=_stops([_step(one, f"{key} line {at}", at) for one, at in _rows(raw, lines, "step", key)], key),
        routing=tuple(_rule(one, f"{key} line {at}") for one, at in _rows(raw, lines, "route", key)),
        asides=tuple(_aside(one, f"{key} line {at}") for one, at in _rows(raw, lines, "aside", key)),
        duties=tuple(_duty(one, f"{key} line {at}") for one, at in _rows(raw, lines, "duty", key)),
        checks=tuple(_check(one, f"{key} line {at}") for one, at in _rows(raw, lines, "check", key)),
        priority=tuple(_priority(one, f"{key} line {at}") for one, at in _rows(raw, lines, "class", key)),
        regular_after=number_in(priority, "regular_after", f"{key} [priority]", 2),
        regular_series=word_in(numbering, "regular", f"{key} [numbering]", "A"),
        priority_series=word_in(numbering, "priority", f"{key} [numbering]", "P"),
        targets={_place(at, f"{key} [targets]"): number_in(targets, at, f"{key} [targets]") for at in targets},
        by=_by(table_in(raw, "by", key), key),
        notes=words_in(paper, "notes", f"{key} [paper]"),
        units=words_in(paper, "units", f"{key} [paper]"),
        documents=words_in(paper, "documents", f"{key} [paper]"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@lru_cache(maxsize=256)
def parsed(text: str, key: str) -> Sop:
    """Give the SOP of a stored revision, read once a process: a published text never changes."""
    return parse(text, key=key)


def shipped() -> dict[str, str]:
    """Give the texts of the SOP files that come with the program, by key."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}


def _rows(
    raw: Mapping[str, Any], lines: dict[str, list[int]], table: str, key: str
) -> Iterable[tuple[dict[str, Any], int]]:
    rows, at = raw.get(table, []), lines.get(table, [])
    if not isinstance(rows, list) or len(rows) != len(at):  # written inline, or its header within a text
        raise SopError("not_headed", key, table=table)
    return zip(rows, at, strict=True)


def _lines(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[(\w+)\]\]", line)
        if header:
            found.setdefault(header.group(1), []).append(number)
    return found


def _text(table: Mapping[str, Any], name: str, where: str) -> str:
    found = word_in(table, name, where)
    if not found:
        raise SopError("missing", where, name=name)
    return found


def _known(table: Mapping[str, Any], allowed: set[str], where: str) -> None:
    odd = sorted(set(table) - allowed)
    if odd:
        raise SopError("unknown_word", where, word=", ".join(odd), known=", ".join(sorted(allowed)))


def _facts(words: Iterable[str], where: str) -> tuple[Fact, ...]:
    found = []
    for word in words:
        try:
            found.append(fact_named(word))
        except ValueError as error:
            raise SopError("unknown_fact", where, error=error, word=word, known=", ".join(Fact)) from None
    return tuple(found)


def _place(word: str, where: str) -> Place:
    if word not in Place.values:
        raise _unknown("place", word, where, Place.values)
    return Place(word)


def _step(table: dict[str, Any], where: str, line: int) -> Step:
    _known(
        table,
        {"key", "state", "place", "when", "clause", "says", "late", "returns", "if_present", "decides", "borrowed"},
        where,
    )
    word = _text(table, "state", where)
    if word == State.ARRIVED:
        raise _unknown("state", word, where, State.values)
    state, place = _state(word, where), word_in(table, "place", where)
    if state in EXITS and place:
        raise SopError("exit_with_place", where)
    if state not in EXITS and place not in (BOOKED, ROUTED, HERE):
        _place(place, where)
    return Step(
        key=_text(table, "key", where),
        state=state,
        place=place,
        when=_facts(words_in(table, "when", where), where),
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        late=flag_in(table, "late", where),
        returns=flag_in(table, "returns", where),
        if_present=flag_in(table, "if_present", where),
        decides=tuple(_decision(pair, where) for pair in list_in(table, "decides", where)),
        borrowed=word_in(table, "borrowed", where),
        line=line,
    )


def _decision(words: object, where: str) -> tuple[Fact, Fact]:
    pair = _facts(words_in({"decides": words}, "decides", where), where)
    if len(pair) != 2 or not any({one.yes, one.no} == set(pair) for one in PAIRS):
        raise SopError("not_a_pair", where, pair=" and ".join(pair))
    return pair[0], pair[1]


def _stops(steps: list[Step], key: str) -> tuple[Stop, ...]:
    if not steps:
        raise SopError("no_steps", key)
    grouped: dict[str, list[Step]] = {}
    last = ""
    for step in steps:
        if step.key in grouped and step.key != last:
            raise SopError("variants_apart", f"{key} line {step.line}", key=step.key)
        grouped.setdefault(step.key, []).append(step)
        last = step.key
    if steps[-1].state != State.DISCHARGED:
        raise SopError("no_exit", f"{key} line {steps[-1].line}")
    return tuple(Stop(at, name, tuple(group)) for at, (name, group) in enumerate(grouped.items()))


def _rule(table: dict[str, Any], where: str) -> Rule:
    _known(table, {"place", "when", "stages", "says", "clause"}, where)
    place = _text(table, "place", where)
    if place != BOOKED:
        _place(place, where)
    stages = words_in(table, "stages", where)
    for stage in stages:
        if stage not in Stage.values:
            raise _unknown("life stage", stage, where, Stage.values)
    return Rule(
        place=place,
        when=_facts(words_in(table, "when", where), where),
        stages=stages,
        says=word_in(table, "says", where),
        clause=word_in(table, "clause", where),
    )


def _aside(table: dict[str, Any], where: str) -> Aside:
    _known(table, {"state", "places", "clause", "says", "borrowed"}, where)
    return Aside(
        state=_state(_text(table, "state", where), where),
        places=tuple(_place(word, where) for word in words_in(table, "places", where)),
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        borrowed=word_in(table, "borrowed", where),
    )


def _proofs(words: Iterable[Any], where: str) -> tuple[Proof, ...]:
    return tuple(_proof(word if isinstance(word, dict) else {"kind": word}, where) for word in words)


def _proof(table: dict[str, Any], where: str) -> Proof:
    _known(table, {"kind", "applies", "place"}, where)
    kind = _text(table, "kind", where)
    if kind not in list(Kind):
        raise _unknown("event", kind, where, list(Kind))
    place = word_in(table, "place", where)
    return Proof(Kind(kind), _facts(words_in(table, "applies", where), where), _place(place, where) if place else "")


def _duty(table: dict[str, Any], where: str) -> Duty:
    _known(table, {"clause", "says", "evidence", "applies", "after_exit", "borrowed"}, where)
    return Duty(
        clause=_text(table, "clause", where),
        says=_text(table, "says", where),
        evidence=_proofs(list_in(table, "evidence", where), where),
        applies=_facts(words_in(table, "applies", where), where),
        after_exit=flag_in(table, "after_exit", where),
        borrowed=word_in(table, "borrowed", where),
    )


def _check(table: dict[str, Any], where: str) -> Check:
    _known(table, {"no", "asks", "clauses", "evidence", "applies"}, where)
    return Check(
        no=number_in(table, "no", where),
        asks=_text(table, "asks", where),
        clauses=words_in(table, "clauses", where),
        evidence=_proofs(list_in(table, "evidence", where), where),
        applies=_facts(words_in(table, "applies", where), where),
    )


def _priority(table: dict[str, Any], where: str) -> PriorityClass:
    _known(table, {"reason", "facts", "returning"}, where)
    return PriorityClass(
        reason=_text(table, "reason", where),
        facts=_facts(words_in(table, "facts", where), where),
        returning=flag_in(table, "returning", where),
    )


def _by(table: Mapping[str, Any], key: str) -> dict[str, frozenset[str]]:
    found = {}
    for verb in table:
        if verb not in NARROWABLE:
            raise _unknown("verb", verb, f"{key} [by]", sorted(NARROWABLE))
        found[verb] = frozenset(words_in(table, verb, f"{key} [by]"))
        for odd in sorted(found[verb] - set(ROLES)):
            raise _unknown("role", odd, f"{key} [by] {verb}", list(ROLES))
    return found


def _state(word: str, where: str) -> State:
    if word not in State.values:
        raise _unknown("state", word, where, State.values)
    return State(word)


_SAID = {
    "place": "Tempat",
    "state": "Keadaan",
    "life stage": "Tahap hidup",
    "event": "Kejadian",
    "verb": "Tindakan",
    "role": "Peran",
}


def _unknown(kind: str, word: str, where: str, known: Iterable[str]) -> SopError:
    many = f"{kind.split()[-1].capitalize()}s"
    return SopError(
        "unknown", where, kind=kind, word=repr(word), many=many, known=", ".join(known), kind_said=_SAID[kind]
    )

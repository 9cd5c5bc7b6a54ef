"""The daftar tilik fills itself: each item and duty of an SOP answered from the sentences of one visit.

Nothing is read and nothing is written here. An item is *ya* when every part of its evidence that applies has happened,
*tidak* with the parts that have not, *tidak berlaku* with the fact that never held. What was taken back proves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from puskesmas.facility.places import Place
from puskesmas.visits import events, facts
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.sop_values import Proof, Sop

YA, TIDAK, TIDAK_BERLAKU = "ya", "tidak", "tidak_berlaku"
_VILLAGE = frozenset({"pustu", "posyandu", "home"})


@dataclass(frozen=True)
class Happening:
    """One sentence of a visit as far as a checklist reads it."""

    seq: int
    kind: str
    places: frozenset[str] = frozenset()  # where the patient was, and whose point served
    data: Mapping[str, Any] | None = None
    undoes: int | None = None


@dataclass(frozen=True)
class Item:
    """One answer, with the event that proves it and the reason in words."""

    clause: str  # of a check its number, of a duty its clause
    text: str
    answer: str
    event: int | None
    because: str


def answers(sop: Sop, happened: Sequence[Happening], held: frozenset[Fact]) -> list[Item]:
    """Give the items of the SOP's daftar tilik, answered; ``held`` are the facts that ever held."""
    standing = not_undone(happened)
    return [_answer(str(one.no), one.asks, one.applies, one.evidence, standing, held) for one in sop.checks]


def duties(sop: Sop, happened: Sequence[Happening], held: frozenset[Fact]) -> list[Item]:
    """Give the clauses that move nobody, answered the same way."""
    standing = not_undone(happened)
    return [_answer(one.clause, one.says, one.applies, one.evidence, standing, held) for one in sop.duties]


def not_undone(happened: Sequence[Happening]) -> list[Happening]:
    """Give what stands: without the sentences that were taken back, and without those that took them back."""
    taken_back = {one.undoes for one in happened if one.undoes is not None}
    return [one for one in happened if one.seq not in taken_back and one.undoes is None]


def ever_held(happened: Sequence[Happening], now: facts.Sources) -> frozenset[Fact]:
    """Give every fact that held at some time of the visit, presumptions included.

    What the door saw stands in the first sentence, so an emergency at the door was never presumed to be none.
    """
    sources: dict[str, list[str]] = {}
    held: set[Fact] = set(facts.holding(now))
    for one in happened:
        sources = _after(sources, one)
        held |= facts.holding(sources)
    return frozenset(held)


def _after(sources: dict[str, list[str]], one: Happening) -> dict[str, list[str]]:
    data = one.data or {}
    if one.kind == Kind.WITHDRAWN:
        return facts.withdrawn(sources, Fact(data["fact"]), data["source"])
    told = {
        Kind.ARRIVED: data.get("facts", []),
        Kind.IDENTIFIED: data.get("facts", []),
        Kind.LEARNED: [data.get("fact")],
        Kind.ESCALATED: [Fact.EMERGENCY],
        Kind.STOOD_DOWN: [Fact.NOT_EMERGENCY],
    }
    for word in told.get(Kind(one.kind), []):
        sources = facts.taught(sources, Fact(word), data.get("source", one.kind))
    return sources


def _answer(
    clause: str,
    text: str,
    applies: Iterable[Fact],
    evidence: Sequence[Proof],
    happened: Sequence[Happening],
    held: frozenset[Fact],
) -> Item:
    never = [fact for fact in applies if fact not in held]
    if never:
        return Item(clause, text, TIDAK_BERLAKU, None, f"Tidak pernah berlaku: {_words(never)}.")
    asked = [proof for proof in evidence if held.issuperset(proof.applies)]
    if not asked:
        return Item(clause, text, TIDAK_BERLAKU, None, "Tidak ada bagian yang berlaku pada kunjungan ini.")
    proofs = [(proof, _proof_of(proof, happened)) for proof in asked]
    missing = [proof for proof, found in proofs if found is None]
    if not missing:
        seqs = [found.seq for _proof, found in proofs if found]
        return Item(clause, text, YA, max(seqs), f"Terbukti: {_list(asked)}.")
    if len(missing) == len(asked) and not any(_is_needed(proof, happened) for proof in missing):
        return Item(clause, text, TIDAK_BERLAKU, None, "Tidak ada yang perlu ditindaklanjuti di desa/nagari/jorong.")
    return Item(clause, text, TIDAK, None, f"Belum ada: {_list(missing)}.")


def _proof_of(proof: Proof, happened: Sequence[Happening]) -> Happening | None:
    """Give the first sentence that proves a part."""
    fits = (one for one in happened if one.kind == proof.kind and (not proof.place or proof.place in one.places))
    return next(fits, None)


def _is_needed(proof: Proof, happened: Sequence[Happening]) -> bool:
    """Tell whether a part is owed at all: a task to the village only when something was left for the village."""
    if proof.kind != Kind.FOLLOW_UP_GIVEN:
        return True
    return any(one.kind == Kind.NOT_GIVEN and (one.data or {}).get("place_kind") in _VILLAGE for one in happened)


def _list(proofs: Iterable[Proof]) -> str:
    return ", ".join(_word(proof) for proof in proofs)


def _word(proof: Proof) -> str:
    word = events.LABELS[Kind(proof.kind)].lower()
    return f"{word} di {Place(proof.place).label}" if proof.place else word


def _words(some: Iterable[Fact]) -> str:
    return ", ".join(facts.LABELS[fact] for fact in some)

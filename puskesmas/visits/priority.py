"""Who goes before whom, and why, in words."""

from collections import deque
from collections.abc import Iterable
from typing import Any

from .facts import Fact
from .sop_values import Sop

FIRST, PRIORITY, REGULAR = 0, 1, 2


def band(sop: Sop, facts: frozenset[Fact], *, returning: bool = False) -> tuple[int, str]:
    """Give the band and its reason: emergency and labour always first, then the file's classes, then regular."""
    if Fact.EMERGENCY in facts:
        return FIRST, "Gawat darurat, selalu didahulukan"
    if Fact.LABOUR in facts:
        return FIRST, "Bersalin, selalu didahulukan"
    for one in sop.priority:
        if (one.returning and returning) or (one.facts and facts.issuperset(one.facts)):
            return PRIORITY, one.reason
    if returning:
        return REGULAR, "Kembali dari unit lain, tempatnya tetap"
    return REGULAR, "Menurut jam datang"


def series(sop: Sop, facts: frozenset[Fact]) -> str:
    """Give the letter of the number: priority patients have their own series."""
    return sop.regular_series if band(sop, facts)[0] == REGULAR else sop.priority_series


def turn(band: int, beside: int | None, *, regular_turn: bool) -> int:
    """Give how soon somebody is called; ``beside`` is the band of the one of their party who was called here.

    Emergency and labour first, then who came in with the one just called, then as the interleave says. Where it owes a
    regular one, a party that stands on a priority waits for that one too, so nobody is passed more often because of it.
    """
    if band == FIRST:
        return 0
    if beside is not None and not (regular_turn and PRIORITY in (band, beside)):
        return 1
    return 2 if band == (REGULAR if regular_turn else PRIORITY) else 3


def counts_as(band: int, beside: int | None, *, regular_turn: bool) -> int:
    """Give the band a call counts under: who goes along with a priority patient has used a priority turn."""
    return PRIORITY if band == REGULAR and beside == PRIORITY and not regular_turn else band


def in_calling_order(entries: Iterable[Any], *, regular_after: int, in_a_row: int = 0) -> list[Any]:
    """Give who is called when, as ``call_next`` would call them one after the other with nobody new coming."""
    lines: dict[tuple[int, int | None], deque] = {}
    for one in sorted(entries, key=_by_arrival):
        lines.setdefault((one.band, getattr(one, "beside", None)), deque()).append(one)
    merged = []
    while lines:
        regular_turn = in_a_row >= regular_after
        band_, beside = min(lines, key=lambda key: (turn(*key, regular_turn=regular_turn), _by_arrival(lines[key][0])))
        one = lines[band_, beside].popleft()
        merged.append(one)
        counted = counts_as(band_, beside, regular_turn=regular_turn)
        in_a_row = {PRIORITY: in_a_row + 1, REGULAR: 0}.get(counted, in_a_row)
        if beside is None and band_ != FIRST and (party := _party(one)):
            _follow(lines, party, band_)
        lines = {key: line for key, line in lines.items() if line}
    return merged


def _follow(lines: dict[tuple[int, int | None], deque], party: str, head: int) -> None:
    """Let those of a party who wait stand beside the one of theirs just called."""
    for band_ in (PRIORITY, REGULAR):
        alone = lines.get((band_, None), deque())
        mates = [one for one in alone if _party(one) == party]
        if mates:
            lines[band_, None] = deque(one for one in alone if one not in mates)
            there = lines.get((band_, head), deque())
            lines[band_, head] = deque(sorted([*there, *mates], key=_by_arrival))


def _party(one: Any) -> str:
    visit = getattr(one, "visit", None)
    return visit.party if visit is not None else ""


def _by_arrival(one: Any) -> tuple:
    return one.arrived_at, one.pk

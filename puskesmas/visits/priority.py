"""Who goes before whom, and why, in words."""

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

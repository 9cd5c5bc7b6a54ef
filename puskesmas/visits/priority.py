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

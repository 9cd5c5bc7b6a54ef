"""Priority by USG: a proposal from a problem's own figures, and the ranking of what several people gave.

The proposal is where the raters begin, never a rating of its own; the steps stand in reference/usg.toml.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import fmean

from clusters.reference import edition_on

from .reference import FOLDER

FILE = FOLDER / "usg.toml"
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Score:
    """Urgency, seriousness and growth, each 1 to 5."""

    urgency: int
    seriousness: int
    growth: int


@dataclass(frozen=True)
class Measured:
    """What a problem's figures say; None where it is not known.

    Of coverage: points below the target, persons short of it, points fallen since last month. Of an illness: its
    share of all diagnoses in percent, its cases, and the percent by which they grew.
    """

    gap: Decimal | None
    people: int
    change: Decimal | None
    code: str = ""
    is_illness: bool = False


@dataclass(frozen=True)
class Rated:
    """A problem with the scores its raters gave."""

    key: str
    scores: Sequence[Score]
    people: int = 0


@dataclass(frozen=True)
class Ranked:
    """A problem's place, with the means behind it and, where the total ties, what decided; no place without raters."""

    key: str
    place: int | None
    total: float | None
    urgency: float | None
    seriousness: float | None
    growth: float | None
    raters: int
    tie: str = ""


def proposed(measured: Measured, *, on: date) -> Score:
    """Give the scores the figures propose on a day."""
    edition = edition_on(FILE, on)
    first, second, third = ("share", "cases", "growth") if measured.is_illness else ("gap", "people", "change")
    serious = _step(edition[second], Decimal(measured.people))
    return Score(
        urgency=_step(edition[first], measured.gap) if measured.gap is not None else LOWEST,
        seriousness=max(serious, edition["at_least"].get(measured.code, LOWEST)),
        growth=_step(edition[third], measured.change) if measured.change is not None else edition["unknown_change"],
    )


def ranked(rows: Iterable[Rated], *, on: date) -> list[Ranked]:
    """Give problems by their raters' mean total, the highest first; a tie goes by U, then S, then G, then by people."""
    product = edition_on(FILE, on)["combine"] == "product"
    sorted_rows = sorted(rows, key=lambda row: (_weight(row, product), row.key), reverse=True)
    out: list[Ranked] = []
    previous: tuple[float, ...] | None = None
    for place, row in enumerate(sorted_rows, start=1):
        weight = _weight(row, product)
        if not row.scores:
            out.append(Ranked(row.key, None, None, None, None, None, 0))
            continue
        tie = _tie(previous, weight) if previous and previous[0] == weight[0] else ""
        same = bool(previous) and previous == weight
        at = out[-1].place if same else place
        out.append(Ranked(row.key, at, weight[0], weight[1], weight[2], weight[3], len(row.scores), tie))
        previous = weight
    return out


def _weight(row: Rated, product: bool) -> tuple[float, ...]:
    if not row.scores:
        return (-1.0, 0.0, 0.0, 0.0, float(row.people))
    totals = [
        one.urgency * one.seriousness * one.growth if product else one.urgency + one.seriousness + one.growth
        for one in row.scores
    ]
    return (
        fmean(totals),
        fmean(one.urgency for one in row.scores),
        fmean(one.seriousness for one in row.scores),
        fmean(one.growth for one in row.scores),
        float(row.people),
    )


def _tie(above: tuple[float, ...], below: tuple[float, ...]) -> str:
    """Say what put the row above first."""
    for at, words in ((1, "urgensinya"), (2, "keseriusannya"), (3, "perkembangannya"), (4, "jumlah orangnya")):
        if above[at] != below[at]:
            return f"seri dengan yang di atas, yang {words} lebih besar"
    return "seri penuh dengan yang di atas, nomornya sama"


def _step(ladder: Sequence[Sequence], value: Decimal) -> int:
    reached = [score for start, score in ladder if value >= Decimal(start)]
    return reached[-1] if reached else LOWEST

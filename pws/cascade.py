"""One service leading to the next, drawn as a line that narrows where people are lost: the continuum and the cascades.

Each stop is an indicator. The height of the line is its share of its own people; where the stops of a line share no
people, as from suspicion to cure, it is the number beside the largest, and the words say which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import words
from .grid import Cell, Grid
from .picture import Disc, Mark, Path, Picture, Words, box, line

WIDTH, LEFT, MIDDLE, HALF = 920, 96, 92, 52
CONTINUUM = ("K1", "K6", "PF", "KFL", "KNL")
TB = ("TB", "TBUJI", "TBPOS", "TBOBAT", "TBSR")


@dataclass(frozen=True)
class Stop:
    """One stop of a cascade: its cell, and how much is left of the stop before, None where that says nothing."""

    cell: Cell
    share: float  # of the line's full height, 0 to 1
    kept: float | None

    @property
    def lost(self) -> str:
        """How many points were lost or gained on the way here, in words."""
        return "" if self.kept is None else f"{self.kept:+.1f}".replace(".", ",").replace("-", "−")

    @property
    def kept_words(self) -> str:
        """What share of the stop before came here, in words."""
        return words.NONE if self.kept is None else f"{self.kept:.1f}".replace(".", ",")


def stops_of(grid: Grid, codes: Sequence[str], *, village: str, by_number: bool = False) -> list[Stop]:
    """Give the stops of a line for a village or the whole; those the grid does not hold are left out."""
    cells = [cell for code in codes if (cell := grid.cell(village, code)) is not None]
    most = max((cell.numerator for cell in cells), default=0)
    stops: list[Stop] = []
    for at, cell in enumerate(cells):
        before = cells[at - 1] if at else None
        if by_number:
            share = cell.numerator / most if most else 0.0
            kept = cell.numerator * 100 / before.numerator if before is not None and before.numerator else None
        else:
            share = min(float(cell.coverage or 0) / 100, 1.15)
            known = before is not None and before.coverage is not None and cell.coverage is not None
            kept = float(cell.coverage - before.coverage) if known else None
        stops.append(Stop(cell, share, kept))
    return stops


def drawn(stops: Sequence[Stop], *, title: str, by_number: bool = False) -> Picture | None:
    """Draw a line of stops; None where there is nothing to draw."""
    if len(stops) < 2:
        return None
    step = (WIDTH - 2 * LEFT) / (len(stops) - 1)
    cluster = stops[0].cell.indicator.cluster
    marks: list[Mark] = [box(LEFT, MIDDLE - HALF, WIDTH - 2 * LEFT, 2 * HALF, f"pale {cluster}")]
    for at, (here, there) in enumerate(pairwise(stops)):
        x, onward = LEFT + step * at, LEFT + step * (at + 1)
        a, b = (max(one.share * HALF, 1.5) for one in (here, there))
        marks.append(
            Path(
                [(x, MIDDLE - a), (onward, MIDDLE - b), (onward, MIDDLE + b), (x, MIDDLE + a)], f"full {cluster}", True
            )
        )
        told = there.kept_words + " %" if by_number and there.kept is not None else "" if by_number else there.lost
        if told:
            look = "bad" if not by_number and (there.kept or 0) < 0 else "said"
            marks.append(Words((x + onward) / 2, MIDDLE + HALF + 20, told, look))
    for at, stop in enumerate(stops):
        marks += _stop(stop, LEFT + step * at, by_number=by_number)
    said = "; ".join(_said(stop, by_number=by_number) for stop in stops)
    return Picture(WIDTH, MIDDLE + HALF + 62, f"{title}: {said}.", marks)


def _stop(stop: Stop, x: float, *, by_number: bool) -> list[Mark]:
    cell = stop.cell
    shown = words.heads(cell.numerator) if by_number else words.percent(cell.coverage)
    of = words.heads(cell.numerator) if not cell.indicator.is_share else _of(cell)
    marks: list[Mark] = [
        Disc(x, MIDDLE, 26, "stop"),
        Words(x, MIDDLE + 5, shown, "value"),
        Words(x, 24, cell.indicator.short, "name"),
        Words(x, MIDDLE + HALF + 38, of, "said"),
    ]
    if not by_number and cell.target is not None:
        y = MIDDLE - min(float(cell.target) / 100, 1.0) * HALF
        marks.append(line(x - 34, y, x + 34, y, "target"))
    letter = words.LETTERS.get(cell.status)
    if letter and not by_number:
        marks.append(Words(x, MIDDLE + HALF + 56, f"{letter} {cell.status.value}", "name"))
    return marks


def _of(cell: Cell) -> str:
    told = f"{words.heads(cell.numerator)} dari {words.heads(cell.denominator)}"
    return f"{told} (!)" if cell.is_over else told


def _said(stop: Stop, *, by_number: bool) -> str:
    cell = stop.cell
    if by_number:
        return f"{cell.indicator.title} {words.heads(cell.numerator)}"
    return f"{cell.indicator.title} {words.percent(cell.coverage)} persen, {_of(cell)}"

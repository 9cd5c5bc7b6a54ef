"""The month line of one indicator: what was reached by the end of each month beside what should have been."""

from collections.abc import Sequence

from . import words
from .grid import Cell
from .picture import Disc, Mark, Path, Picture, Words, line, scale
from .status import MONTHS

WIDTH, LEFT, RIGHT, TOP, HEIGHT = 920, 44, 96, 14, 170
NAMES = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def month_line(cells: Sequence[Cell], *, place: str) -> Picture | None:
    """Draw the months of an indicator so far; None where it is measured against nothing.

    A month that nobody counted, or without denominator, breaks the line; it is never drawn as nought.
    """
    if not cells or not cells[0].indicator.is_share:
        return None
    top, step = scale([float(one) for cell in cells for one in (cell.coverage, cell.target) if one is not None])
    marks: list[Mark] = []
    for percent in range(0, top + 1, step):
        marks.append(line(LEFT, _y(percent, top), WIDTH - RIGHT, _y(percent, top), "rule"))
        marks.append(Words(LEFT - 6, _y(percent, top) + 4, str(percent), anchor="end"))
    marks += [Words(_x(at), TOP + HEIGHT + 20, name) for at, name in enumerate(NAMES)]
    marks += _target(cells, top)
    marks += _reached(cells, top)
    return Picture(WIDTH, TOP + HEIGHT + 30, _said(cells, place), marks)


def _target(cells: Sequence[Cell], top: int) -> list[Mark]:
    known = [(at, float(cell.target)) for at, cell in enumerate(cells) if cell.target is not None]
    if not known:
        return []
    at, last = known[-1]
    points = [(_x(month), _y(percent, top)) for month, percent in known]
    if len(points) == 1:  # January alone: from the beginning of the year
        points = [(_x(at) - 20, points[0][1]), (_x(at) + 20, points[0][1])]
    y = _apart(_y(last, top), cells, top)
    return [
        Path(points, "target"),
        Words(_x(at) + 18, y, "target", "label", "start"),
        Words(_x(at) + 18, y + 15, words.percent(cells[at].target), "name", "start"),
    ]


def _apart(y: float, cells: Sequence[Cell], top: int) -> float:
    """Give the target's words a place of their own where the last month's number stands beside them."""
    last = cells[-1].coverage
    beside = None if last is None else _y(float(last), top)
    if beside is None or abs(beside - y) > 34:
        return y
    return y - 26 if y <= beside and y > TOP + 26 else y + 26


def _reached(cells: Sequence[Cell], top: int) -> list[Mark]:
    cluster = cells[0].indicator.cluster
    marks: list[Mark] = []
    run: list[tuple[float, float]] = []
    for at, cell in enumerate(cells):
        if cell.coverage is None:
            run = []
            marks.append(Words(_x(at), _y(0, top) - 6, words.NONE, "said"))
            continue
        point = (_x(at), _y(float(cell.coverage), top))
        if run:
            marks.append(Path([run[-1], point], f"line {cluster}"))
        run.append(point)
    for at, cell in enumerate(cells):
        if cell.coverage is None:
            continue
        reached = cell.target is None or (cell.gap or 0) <= 0
        y = _y(float(cell.coverage), top)
        marks.append(Disc(_x(at), y, 5, f"{'full' if reached else 'open'} {cluster}"))
        if at == len(cells) - 1:
            marks.append(Words(_x(at) + 18, y + 5, words.percent(cell.coverage), "value", "start"))
    return marks


def _x(at: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (at + 0.5) / MONTHS


def _y(percent: float, top: int) -> float:
    return TOP + HEIGHT * (1 - percent / top)


def _said(cells: Sequence[Cell], place: str) -> str:
    told = ", ".join(
        f"{NAMES[at]} {words.percent(cell.coverage)} (target {words.percent(cell.target)})"
        for at, cell in enumerate(cells)
    )
    return f"{cells[0].indicator.title} tiap bulan, {place}, kumulatif: {told}."

"""The classic PWS graph as numbers for SVG: bars sorted, the target line, an arrow under each, the puskesmas last."""

from dataclasses import dataclass
from decimal import Decimal

from . import words
from .grid import Cell, Grid
from .status import Trend

LEFT, TOP, HEIGHT, WIDEST = 44, 14, 150, 84
WIDTH = 920
_SHORTENED = (("Sungai ", "S. "), ("Tanjung ", "Tj. "), ("Gunung ", "Gn. "), ("Temanggung ", "Tmg. "))


@dataclass(frozen=True)
class Bar:
    """One village of the graph; ``height`` is nought where there is no denominator."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    value: str
    reached: bool
    total: bool
    chosen: bool
    trend: str


@dataclass(frozen=True)
class Graph:
    """Everything the drawing needs, in its own pixels."""

    bars: list[Bar]
    lines: list[tuple[float, str]]
    target: float | None
    target_words: str
    width: int
    bottom: float
    said: str


def drawn(grid: Grid, indicator: str, *, chosen: str = "") -> Graph | None:
    """Give the graph of one indicator; None where nothing of it is measured against anything."""
    cells = [*grid.column(indicator)]
    whole = next((cell for cell in grid.total.cells if cell.indicator.code == indicator), None)
    if whole is None or not whole.indicator.is_share:
        return None
    cells.append(whole)
    top = _top([cell.coverage for cell in cells], whole.target)
    step = (WIDTH - LEFT - 90) / max(len(cells), 4)
    width = min(step * 0.6, WIDEST)
    bars = [
        _bar(cell, grid.name_of(cell), LEFT + step * at + (step - width) / 2, width, top, chosen)
        for at, cell in enumerate(cells)
    ]
    return Graph(
        bars=bars,
        lines=[(_y(Decimal(mark), top), str(mark)) for mark in range(0, int(top) + 1, _between(top))],
        target=None if whole.target is None else _y(whole.target, top),
        target_words=words.percent(whole.target),
        width=WIDTH,
        bottom=TOP + HEIGHT,
        said=_said(cells, grid, whole),
    )


def _bar(cell: Cell, name: str, x: float, width: float, top: Decimal, chosen: str) -> Bar:
    reached = cell.coverage if cell.coverage is not None else Decimal(0)
    y = _y(reached, top)
    target = cell.target
    good = target is not None and cell.coverage is not None and (cell.gap or 0) <= 0
    return Bar(
        x=round(x, 1),
        y=y,
        width=round(width, 1),
        height=round(TOP + HEIGHT - y, 1),
        middle=round(x + width / 2, 1),
        label=_short(name),
        value=words.percent(cell.coverage),
        reached=good,
        total=cell.village == "total",
        chosen=cell.village == chosen,
        trend={Trend.UP: "up", Trend.FLAT: "same", Trend.DOWN: "down"}.get(cell.trend, ""),
    )


def _top(values: list[Decimal | None], target: Decimal | None) -> Decimal:
    """Give the highest mark of the scale: a hundred, or as far as somebody went beyond."""
    highest = max([Decimal(100), *(value for value in values if value is not None), target or Decimal(0)])
    return highest if highest == 100 else (highest / 50).to_integral_value("ROUND_CEILING") * 50


def _between(top: Decimal) -> int:
    return 50 if top <= 200 else int(top) // 4


def _y(value: Decimal, top: Decimal) -> float:
    return round(TOP + HEIGHT * float(1 - value / top), 1)


def _short(name: str) -> str:
    for long, short in _SHORTENED:
        name = name.replace(long, short)
    return name if len(name) <= 13 else f"{name[:12]}."


def _said(cells: list[Cell], grid: Grid, whole: Cell) -> str:
    said = ", ".join(f"{grid.name_of(cell)} {words.percent(cell.coverage)}" for cell in cells)
    return (
        f"{whole.indicator.title} sampai {words.month_name(grid.month)}: {said}; target {words.percent(whole.target)}."
    )

"""A drawing made of a few kinds of mark, so that the screen's SVG and the paper's PDF are the same picture.

Every mark names its look in the closed table below; nothing typed by people but texts enters, and those are escaped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

INK, INK_2, RULE, MERAH, WHITE = "#0d1218", "#47535f", "#d3dae1", "#c8102e", "#ffffff"
LINES = {"k1": "#4d5966", "k2": "#b3127d", "k3": "#0b5bd3", "k4": "#00727e"}  # the tokens --k1 to --k4
PALES = {"k1": "#d5dae0", "k2": "#f2cfe4", "k3": "#cfdff8", "k4": "#c6e2e5"}


@dataclass(frozen=True)
class Look:
    """How a mark is drawn: fill, stroke, its width and dashes; for a text its size and weight."""

    fill: str = ""
    stroke: str = ""
    width: float = 0
    dash: tuple[int, ...] = ()
    size: float = 12.5
    bold: bool = False


LOOKS = {
    "rule": Look(stroke=RULE, width=1),
    "axis": Look(stroke=INK, width=2),
    "target": Look(stroke=INK, width=3, dash=(8, 5)),
    "label": Look(fill=INK),
    "said": Look(fill=INK_2, size=12),
    "name": Look(fill=INK, bold=True, size=13),
    "value": Look(fill=INK, bold=True, size=14),
    "on": Look(fill=WHITE, bold=True, size=14),
    "bad": Look(fill=MERAH, bold=True, size=12.5),
    "total": Look(fill=INK),
    "stop": Look(fill=WHITE, stroke=INK, width=3.5),
    "chosen": Look(stroke=INK, width=2),
    "arrow": Look(stroke=INK, width=2.6),
    "arrow down": Look(stroke=MERAH, width=2.6),
    "plain": Look(fill="#eef1f4", stroke="#74808c", width=1),
    **{f"line {code}": Look(stroke=colour, width=3.5) for code, colour in LINES.items()},
    **{f"full {code}": Look(fill=colour) for code, colour in LINES.items()},
    **{f"open {code}": Look(fill=WHITE, stroke=colour, width=3) for code, colour in LINES.items()},
    **{f"pale {code}": Look(fill=colour) for code, colour in PALES.items()},
}


@dataclass(frozen=True)
class Path:
    """A line through points; closed it is a surface."""

    points: Sequence[tuple[float, float]]
    look: str
    closed: bool = False


@dataclass(frozen=True)
class Disc:
    """A circle: a station, or a month on a line."""

    x: float
    y: float
    r: float
    look: str


@dataclass(frozen=True)
class Words:
    """A text at a point; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    look: str = "label"
    anchor: str = "middle"


Mark = Path | Disc | Words


@dataclass(frozen=True)
class Picture:
    """A drawing with its size in pixels, and what it says for those who cannot see it."""

    width: int
    height: int
    said: str
    marks: list[Mark] = field(default_factory=list)

    @property
    def svg(self) -> str:
        """The picture as SVG with presentation attributes only; the policy of our pages allows no styles."""
        head = (
            f'<svg class="picture" viewBox="0 0 {self.width} {self.height}" width="{self.width}"'
            f' height="{self.height}" role="img" aria-label="{escape(self.said)}">'
        )
        return f"{head}{''.join(_svg(mark) for mark in self.marks)}</svg>"


def box(x: float, y: float, width: float, height: float, look: str) -> Path:
    """Give a rectangle by its upper left corner."""
    return Path([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], look, closed=True)


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> Path:
    """Give a straight line between two points."""
    return Path([(x1, y1), (x2, y2)], look)


def scale(values: Iterable[float | None], *, least_top: int = 100) -> tuple[int, int]:
    """Give the highest mark of an axis of percents, a hundred or as far as somebody went beyond, and its step."""
    highest = max([float(least_top), *(value for value in values if value is not None)])
    if highest <= least_top:
        return least_top, 50
    top = int(-(-highest // 50) * 50)
    return top, 50 if top <= 200 else int(-(-top // 200) * 50)


def _svg(mark: Mark) -> str:
    look = LOOKS[mark.look]
    if isinstance(mark, Words):
        weight = ' font-weight="700"' if look.bold else ""
        where = f'x="{mark.x:g}" y="{mark.y:g}" text-anchor="{mark.anchor}"'
        return f'<text {where} fill="{look.fill}" font-size="{look.size:g}"{weight}>{escape(mark.text)}</text>'
    ink = f'fill="{look.fill or "none"}"'
    if look.stroke:
        ink += f' stroke="{look.stroke}" stroke-width="{look.width:g}" stroke-linejoin="round"'
    if look.dash:
        ink += f' stroke-dasharray="{" ".join(map(str, look.dash))}"'
    if isinstance(mark, Disc):
        return f'<circle cx="{mark.x:g}" cy="{mark.y:g}" r="{mark.r:g}" {ink}/>'
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in mark.points)
    return f'<path d="M{steps}{"Z" if mark.closed else ""}" {ink}/>'

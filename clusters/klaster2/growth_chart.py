"""The growth chart of a child, drawn on the server: the WHO's lines by age, and the child's own measurings on them.

Lines differ by dash as well as by weight, so the chart reads in black and white; a table stands behind each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from . import who_tables

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 34, 30, 8, 26
INK, GREY, RULE = "#0d1218", "#47535f", "#d3dae1"  # the tokens --ink, --ink-2 and --rule
LINES = ((3, "2 3"), (2, "6 3"), (0, ""), (-2, "6 3"), (-3, "2 3"))
SPANS = (24, 60)  # months: the chart of the first two years, and that of the first five
_TICKS = {"waz": 5, "haz": 10}
_TITLES = {"waz": "Berat badan menurut umur (kg)", "haz": "Panjang atau tinggi badan menurut umur (cm)"}


@dataclass(frozen=True)
class Point:
    """One measuring on the chart: the age it is read by, in days, and the value."""

    days: int
    value: float


@dataclass(frozen=True)
class Drawn:
    """A chart as the page holds it: its title and the drawing, made of numbers only."""

    title: str
    svg: str


def chart(index: str, sex: str, points: Sequence[Point]) -> Drawn:
    """Draw one index of a child; the span is that of the oldest measuring."""
    oldest = max((point.days for point in points), default=0)
    months = next((span for span in SPANS if oldest <= span * who_tables.MONTH), SPANS[-1])
    days = [min(round(month * float(who_tables.MONTH)), who_tables.LAST_DAY) for month in range(months + 1)]
    rows = [row for day in days if (row := who_tables.by_age(index, sex, day))]
    values = [row.at(z) for row in (rows[0], rows[-1]) for z in (-3, 3)] + [point.value for point in points]
    frame = _Frame(days[-1], min(values), max(values))
    lines = "".join(_line(frame, days, [row.at(z) for row in rows], z, dash) for z, dash in LINES)
    drawing = _axes(frame, months, _TICKS[index]) + lines + _own(frame, points)
    title = _TITLES[index]
    head = f'<svg class="growth" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img"'
    return Drawn(title, f'{head} aria-label="{title}, {len(points)} pengukuran">{drawing}</svg>')


@dataclass(frozen=True)
class _Frame:
    """Where a day and a value lie on the paper."""

    last_day: int
    least: float
    most: float

    def x(self, days: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * days / self.last_day, 1)

    def y(self, value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (self.most - value) / (self.most - self.least), 1)


def _axes(frame: _Frame, months: int, step: int) -> str:
    drawn = []
    every = 3 if months <= SPANS[0] else 6
    for month in range(0, months + 1, every):
        x = frame.x(month * float(who_tables.MONTH) * 0.9999)
        drawn.append(f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="{RULE}"/>')
        drawn.append(f'<text x="{x}" y="{HEIGHT - 8}" font-size="12" text-anchor="middle" fill="{GREY}">{month}</text>')
    first = int(frame.least // step + 1) * step
    for value in range(first, int(frame.most) + 1, step):
        y = frame.y(value)
        drawn.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{RULE}"/>')
        drawn.append(f'<text x="{LEFT - 6}" y="{y + 4}" font-size="12" text-anchor="end" fill="{GREY}">{value}</text>')
    return "".join(drawn)


def _line(frame: _Frame, days: Sequence[int], values: Sequence[float], z: int, dash: str) -> str:
    path = " ".join(f"{frame.x(day)} {frame.y(value)}" for day, value in zip(days, values, strict=True))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    label_y = frame.y(values[-1]) + 4
    return (
        f'<polyline points="{path}" fill="none" stroke="{GREY}" stroke-width="1.3"{dashed}/>'
        f'<text x="{WIDTH - RIGHT + 4}" y="{label_y}" font-size="11" fill="{GREY}">{f"{z:+d}" if z else 0}</text>'
    )


def _own(frame: _Frame, points: Sequence[Point]) -> str:
    places = [(frame.x(point.days), frame.y(point.value)) for point in sorted(points, key=lambda one: one.days)]
    joined = "".join(
        f'<path d="M{a[0]} {a[1]}L{b[0]} {b[1]}" stroke="{INK}" stroke-width="2.2"/>' for a, b in pairwise(places)
    )
    return joined + "".join(f'<circle cx="{x}" cy="{y}" r="4.2" fill="{INK}"/>' for x, y in places)

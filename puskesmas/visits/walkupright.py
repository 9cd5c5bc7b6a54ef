"""The walk drawn standing, for a phone: the same line, turned."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from puskesmas.visits.walk import Loop, Mark, Walk, WalkStop
from puskesmas.visits.walkpieces import core, disc, flag_box, flag_width, station, svg, tick
from puskesmas.visits.walktext import fit, number, text_at


def upright(walk: Walk, width: int = 350) -> SafeString:
    """Draw the walk standing, for a phone: one row a stop, a detour as a siding under its room."""
    rows = [row for stop in walk.stops for row in (stop, *stop.loops)]
    ys, y = [], 22.0
    for row in rows:
        ys.append(y)
        y += 44 if isinstance(row, Loop) or row.sub or row.note else 34
    stops = [(row, at) for row, at in zip(rows, ys, strict=True) if isinstance(row, WalkStop)]
    parts = [_siding(rows, ys, place) for place, row in enumerate(rows) if isinstance(row, Loop)]
    parts.append(_mast(stops))
    for row, at in zip(rows, ys, strict=True):
        parts.append(_upright_loop(row, at, width) if isinstance(row, Loop) else _upright_stop(row, at, width, walk))
    return svg(walk, "upright", width, y - 12, "".join(parts))


def _mast(stops: Sequence[tuple[WalkStop, float]]) -> str:
    if not stops:
        return ""
    reached = max((at for stop, at in stops if stop.mark in (Mark.DONE, Mark.HERE)), default=stops[0][1])
    ahead = f'<path class="w-rest" d="M22 {number(reached)}V{number(stops[-1][1])}" stroke-width="12"/>'
    return ahead + f'<path class="w-run" d="M22 {number(stops[0][1])}V{number(reached)}" stroke-width="12"/>'


def _siding(rows: Sequence[WalkStop | Loop], ys: Sequence[float], place: int) -> str:
    """Draw a loop from the room above it and back to the line below its own row."""
    todo = " todo" if rows[place].mark is Mark.LATER else ""
    at = ys[place]
    path = f"M22 {number(at - 24)}C22 {number(at - 8)} 52 {number(at - 16)} 52 {number(at)}"
    return f'<path class="w-loop{todo}" d="{path}S22 {number(at + 8)} 22 {number(at + 24)}" stroke-width="6"/>'


def _upright_stop(stop: WalkStop, y: float, width: float, walk: Walk) -> str:
    passed = stop.mark is Mark.PASSED
    label = fit(stop.label, width - 56, bold=True, rows=1)
    sub = fit(stop.note or stop.sub if passed else stop.sub, width - 56, sizes=(13, 12), rows=1)
    bar = f'<path class="w-skip" d="M11 {number(y)}h22" stroke-width="4"/>'
    mark = bar if passed else station(stop, 22, y, walk)
    words = ""
    if stop.mark is Mark.HERE and not walk.away and label.lines:
        wide = flag_width(label, ())
        words += flag_box(46 + wide / 2, y - 12, y + 11, wide)
        words += f'<path class="flag" d="M46.5 {number(y - 6)}v12l-6-6z"/>'
        words += text_at(label, 0, 59, y + 4.5, "inv", anchor="start")
    elif label.lines:
        words += text_at(label, 0, 48, y + 5, "quiet" if passed else "name", anchor="start")
    if sub.lines:
        words += text_at(sub, 0, 48, y + (27 if stop.mark is Mark.HERE else 22), "sub", anchor="start")
    return mark + words


def _upright_loop(loop: Loop, y: float, width: float) -> str:
    label = fit(loop.label, width - 80, bold=True, rows=1)
    sub = fit(loop.sub, width - 80, sizes=(13, 12), rows=1)
    out = ""
    if loop.mark is Mark.HERE:
        out += disc("w-here", 52, y, 10, 5) + core(52, y, 3.5)
    elif loop.mark is Mark.DONE:
        out += disc("w-next lx", 52, y, 9, 4) + tick(52, y, "w-tick lx")
    else:
        out += disc("w-todo", 52, y, 8, 3.5)
    if label.lines:
        out += text_at(label, 0, 72, y + 5, "name", anchor="start")
    if sub.lines:
        out += text_at(sub, 0, 72, y + 22, "sub", anchor="start")
    return out

"""The walk drawn small for one row of a table, the same stop at the same x in every row."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from puskesmas.visits.walk import Mark, Walk, WalkStop
from puskesmas.visits.walkpieces import core, disc, svg, track
from puskesmas.visits.walktext import number


@lru_cache(maxsize=2048)
def mini(walk: Walk, width: int = 145, keys: tuple[str, ...] = ()) -> SafeString:
    """Draw the walk for one row; ``keys`` puts the same stop at the same x in every row of a table."""
    keys = keys or tuple(stop.key for stop in walk.stops)
    places = _columns(keys, width)
    shown = [(stop, places[stop.key]) for stop in walk.stops if stop.key in places]
    parts = [_mini_loop(stop, x, walk.away) for stop, x in shown if stop.loops]
    parts.insert(0, track([x for _, x in shown], [stop for stop, _ in shown], 11, 8))
    parts += [_mini_station(stop, x, walk) for stop, x in shown]
    return svg(walk, "mini", width, 33, "".join(parts))


def mini_head(letters: Sequence[tuple[str, str]], width: int = 145) -> SafeString:
    """Draw the letters over a column of small walks, each above its stop."""
    places = _columns(tuple(key for key, _ in letters), width)
    words = "".join(
        f'<text class="sub z12" x="{number(places[key])}" y="12" text-anchor="middle">{escape(letter)}</text>'
        for key, letter in letters
    )
    return mark_safe(
        f'<svg class="walk head" width="{width}" height="16" viewBox="0 0 {width} 16" aria-hidden="true">{words}</svg>'
    )


def _columns(keys: Sequence[str], width: int) -> dict[str, float]:
    step = (width - 20) / max(1, len(keys) - 1)
    return {key: 10 + place * step for place, key in enumerate(keys)}


def _mini_loop(stop: WalkStop, x: float, away: bool) -> str:
    todo = "" if any(loop.mark is not Mark.LATER for loop in stop.loops) else " todo"
    drawn = (
        f'<rect class="w-loop{todo}" x="{number(x - 10.5)}" y="16.5" width="21" height="10" rx="5" stroke-width="3.5"/>'
    )
    if away and stop.mark is Mark.HERE:
        drawn += disc("w-here", x, 26, 4.5, 3.5)
    return drawn


def _mini_station(stop: WalkStop, x: float, walk: Walk) -> str:
    mark = stop.mark
    if mark is Mark.PASSED:
        return f'<path class="w-skip" d="M{number(x)} 7v8" stroke-width="2.5"/>'
    if mark is Mark.HERE and not walk.away:
        return disc("w-here", x, 11, 7, 4) + (core(x, 11, 2.6) if walk.serving else "")
    if mark is Mark.HERE:
        return f'<circle class="w-done kept" cx="{number(x)}" cy="11" r="3.5"/>'
    if mark is Mark.DONE:
        return f'<circle class="w-done" cx="{number(x)}" cy="11" r="2.5"/>'
    if mark is Mark.NEXT:
        return disc("w-next", x, 11, 4.5, 3)
    return f'<circle class="w-far" cx="{number(x)}" cy="11" r="2.4"/>'

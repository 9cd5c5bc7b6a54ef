"""The pieces every walk line is made of: track, stations, ticks, flags."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from puskesmas.visits.walk import Mark, Walk, WalkStop
from puskesmas.visits.walktext import Fitted, number, width_of


def svg(walk: Walk, kind: str, width: float, height: float, inside: str) -> SafeString:
    """Frame a drawing and give it the walk's sentence for those who do not see it."""
    sentence = escape(walk.sentence)
    title = f"<title>{sentence}</title>" if kind == "mini" else ""
    return mark_safe(
        f'<svg class="walk {kind} {escape(walk.line)}" width="{number(width)}" height="{number(height)}" '
        f'viewBox="0 0 {number(width)} {number(height)}" role="img" aria-label="{sentence}">{title}{inside}</svg>'
    )


def track(xs: Sequence[float], stops: Sequence[WalkStop], y: float, thick: float) -> str:
    """Draw the line itself: full as far as the patient has come, pale ahead."""
    if not xs:
        return ""
    reached = max((place for place, stop in enumerate(stops) if stop.mark in (Mark.DONE, Mark.HERE)), default=0)
    ahead = f'<path class="w-rest" d="M{number(xs[reached])} {number(y)}H{number(xs[-1])}" stroke-width="{thick}"/>'
    past = f'<path class="w-run" d="M{number(xs[0])} {number(y)}H{number(xs[reached])}" stroke-width="{thick}"/>'
    return (ahead if reached < len(xs) - 1 else "") + (past if reached else "")


def station(stop: WalkStop, x: float, y: float, walk: Walk, reach: float = 0) -> str:
    """Draw one stop of a large walk; with a reach it stretches into an interchange."""
    mark = stop.mark
    if mark is Mark.PASSED:
        return f'<path class="w-skip" d="M{number(x)} {number(y - 11)}v22" stroke-width="4"/>'
    if mark is Mark.HERE and not walk.away:
        inside = x + (reach if _is_back(stop) else -reach)
        return disc("w-here", x, y, 15, 6, reach) + (core(inside, y, 5.5) if walk.serving else "")
    if mark is Mark.HERE:
        return disc("w-next kept", x, y, 11, 4, reach)  # away: the kept place stays white
    if mark is Mark.DONE:
        return disc("w-next", x, y, 10, 4, reach) + tick(x + reach, y)
    if mark is Mark.NEXT:
        return disc("w-next", x, y, 11, 5, reach)
    return disc("w-todo", x, y, 8, 3.5, reach)


def _is_back(stop: WalkStop) -> bool:
    return any(loop.mark is Mark.DONE for loop in stop.loops)


def disc(css: str, x: float, y: float, r: float, ring: float, reach: float = 0) -> str:
    """Draw a round station, or a capsule when it reaches to both sides."""
    if not reach:
        at = f'cx="{number(x)}" cy="{number(y)}" r="{number(r)}"'
        return f'<circle class="{css}" {at} stroke-width="{number(ring)}"/>'
    return (
        f'<rect class="{css} capsule" x="{number(x - reach - r)}" y="{number(y - r)}" '
        f'width="{number(2 * (reach + r))}" height="{number(2 * r)}" rx="{number(r)}" stroke-width="{number(ring)}"/>'
    )


def core(x: float, y: float, r: float) -> str:
    """Fill the station of a patient who is being served."""
    return f'<circle class="w-core" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"/>'


def tick(x: float, y: float, css: str = "w-tick") -> str:
    """Tick a station that is done."""
    return f'<path class="{css}" d="m{number(x - 4.2)} {number(y + 0.3)} 3.1 3.1 5.6-6"/>'


def flag_width(label: Fitted, subs: Sequence[str]) -> float:
    """Measure the black flag over the place where the patient is."""
    widths = [width_of(line, label.size, bold=True) for line in label.lines]
    return max([*widths, *(width_of(line, 13) for line in subs)]) + 26


def flag_box(x: float, top: float, bottom: float, width: float) -> str:
    """Draw the flag itself, without its pointer."""
    return (
        f'<rect class="flag" x="{number(x - width / 2)}" y="{number(top)}" width="{number(width)}" '
        f'height="{number(bottom - top)}" rx="4"/>'
    )

"""The walk drawn as a line of stops: in full over a desk, small in a row, upright on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from puskesmas.visits.walk import Loop, Mark, Walk, WalkStop
from puskesmas.visits.walkmini import mini, mini_head
from puskesmas.visits.walkpieces import core, disc, flag_box, flag_width, station, svg, tick, track
from puskesmas.visits.walktext import Fitted, fit, number, text_at, width_of
from puskesmas.visits.walkupright import upright

__all__ = ["full", "mini", "mini_head", "upright"]

GAP = 14  # white between the words of two neighbours
HEIGHT_ABOVE = 67  # from the top to the track when every label stands on one row
DROP = 46  # from the track down to a loop's own line
END_SLOT = 150  # an end stop needs no more than this, the middle gets the rest


@dataclass(frozen=True, slots=True)
class _Spot:
    """One stop with the stretch of the line that is its own; nothing it says leaves that stretch."""

    stop: WalkStop
    left: float
    right: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def room(self) -> float:
        return self.right - self.left - GAP

    @property
    def pitch(self) -> float:
        """The distance between two stations on this stop's loop."""
        loops = self.stop.loops
        widest = max(width_of(loop.label, 13, bold=True) for loop in loops)
        return min(max(widest + 20, 92), (self.room - 34) / len(loops))

    @property
    def reach(self) -> float:
        """Half the length of the interchange capsule, zero for a plain station."""
        return self.pitch * len(self.stop.loops) / 2 if self.stop.loops else 0


def full(walk: Walk, width: int = 1326) -> SafeString:
    """Draw the whole walk: labels over the track, each detour as a loop under a stretched interchange."""
    spots = _spots(walk.stops, width)
    words = [_words(spot, walk) for spot in spots]
    y = max([HEIGHT_ABOVE, *(block.height + 6 for block in words)])
    has_loops = any(spot.stop.loops for spot in spots)
    height = y + (DROP + 50 if walk.away else DROP + 31 if has_loops else 26)
    parts = [_loops(spots, place, y, walk.away) for place in range(len(spots))]
    parts += [track([spot.x for spot in spots], walk.stops, y, 12)]
    parts += [station(spot.stop, spot.x, y, walk, spot.reach) for spot in spots]
    parts += [block.drawn(y) for block in words]
    return svg(walk, "full", width, height, "".join(parts))


def _spots(stops: Sequence[WalkStop], width: float) -> list[_Spot]:
    """Share the width out: who needs more gets it, the rest is even, the ends are modest."""
    if not stops:
        return []
    needs = [_need(stop, width / len(stops)) for stop in stops]
    most = width * (0.6 if min(needs) == 0 else 1)
    if sum(needs) > most:
        needs = [need * most / sum(needs) for need in needs]
    even = (width - sum(needs)) / max(1, needs.count(0))
    shares = [need or even for need in needs]
    _trim_ends(shares)
    spots, left = [], 0.0
    for stop, share in zip(stops, shares, strict=True):
        spots.append(_Spot(stop, left, left + share))
        left += share
    return spots


def _trim_ends(shares: list[float]) -> None:
    middle = range(1, len(shares) - 1)
    for end in (0, len(shares) - 1) if middle else ():
        spare = max(0.0, shares[end] - END_SLOT)
        shares[end] -= spare
        for place in middle:
            shares[place] += spare / len(middle)


def _need(stop: WalkStop, even: float) -> float:
    """Ask for more than an even share where a flag or an interchange would not fit into it."""
    loops = stop.loops
    widest = max((width_of(loop.label, 13, bold=True) for loop in loops), default=0)
    interchange = min(max(widest + 20, 92), 150) * len(loops) + 34 + GAP if loops else 0
    flag = min(width_of(stop.label, 14, bold=True) + 30 + GAP, 280) if stop.mark is Mark.HERE else 0
    need = max(interchange, flag)
    return need if need > even else 0


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands over one stop: a flag where the patient is, plain rows elsewhere."""

    spot: _Spot
    label: Fitted
    sub: Fitted
    flag: bool
    place: str  # of a flag's second line: inside the interchange, beside the station, or under the name
    quiet: bool

    @property
    def height(self) -> float:
        if self.flag:
            return 44 + 17 * (len(self.label.lines) + (len(self.sub.lines) if self.place == "under" else 0))
        return 16 + 18 * (len(self.label.lines) + max(1, len(self.sub.lines)))

    def drawn(self, y: float) -> str:
        return self._flag(y) if self.flag else self._rows(y)

    def _rows(self, y: float) -> str:
        rows = [(self.label, row, "quiet" if self.quiet else "name") for row in range(len(self.label.lines))]
        rows += [(self.sub, row, "sub") for row in range(len(self.sub.lines))]
        kept = len(self.label.lines) + max(1, len(self.sub.lines))  # names stand level, with or without a second line
        first = y - 21 - 18 * (kept - 1)
        return "".join(
            text_at(fitted, row, self.spot.x, first + 18 * place, css) for place, (fitted, row, css) in enumerate(rows)
        )

    def _flag(self, y: float) -> str:
        under = self.sub.lines if self.place == "under" else ()
        rows = [(self.label, row, "inv") for row in range(len(self.label.lines))]
        rows += [(self.sub, row, "inv2") for row in range(len(under))]
        bottom = y - 39
        top = bottom - 6 - 17 * len(rows)
        out = [flag_box(self.spot.x, top, bottom, flag_width(self.label, under))]
        out.append(f'<path class="flag" d="M{number(self.spot.x - 6)} {number(bottom - 0.5)}h12l-6 7z"/>')
        out += [
            text_at(fitted, row, self.spot.x, top + 16.5 + 17 * place, css)
            for place, (fitted, row, css) in enumerate(rows)
        ]
        if self.sub.lines and self.place == "inside":
            out.append(text_at(self.sub, 0, self.spot.x, y + 4.5, "sub"))
        elif self.sub.lines and self.place == "beside":
            out.append(text_at(self.sub, 0, self.spot.x + self.spot.reach + 26, y - 17, "sub", anchor="start"))
        return "".join(out)


def _words(spot: _Spot, walk: Walk) -> _Words:
    stop = spot.stop
    flag = stop.mark is Mark.HERE and not walk.away
    passed = stop.mark is Mark.PASSED
    label = fit(stop.label, spot.room - (28 if flag else 0), bold=True)
    second = stop.note or stop.sub if passed else stop.sub
    place = _place_of(second, spot) if flag else ""
    sub = fit(second, spot.room - (28 if flag else 0), sizes=(13, 12) if place in ("", "under") else (13,))
    return _Words(spot, label, sub, flag, place, passed)


def _place_of(second: str, spot: _Spot) -> str:
    """Find room for a flag's second line, so that the flag itself can stay low."""
    wide = width_of(second, 13)
    if spot.reach and wide <= 2 * spot.reach - 22:
        return "inside"
    return "beside" if wide <= spot.right - spot.x - spot.reach - 30 else "under"


def _loops(spots: Sequence[_Spot], place: int, track: float, away: bool) -> str:
    """Draw one stop's detour: down at the left end, through each room, up again at the right end."""
    spot = spots[place]
    loops = spot.stop.loops
    if not loops:
        return ""
    y, left, right = track + DROP, spot.x - spot.reach, spot.x + spot.reach
    todo = "" if any(loop.mark is not Mark.LATER for loop in loops) else " todo"
    out = [
        f'<path class="w-loop{todo}" d="M{number(left)} {number(track)}V{number(y - 16)}q0 16 16 16H'
        f'{number(right - 16)}q16 0 16-16V{number(track)}" stroke-width="9"/>',
        f'<path class="w-dir" d="M{number(left - 3.4)} {number(track + 21)}h6.8l-3.4 4.8z"/>',
        f'<path class="w-dir" d="M{number(right - 3.4)} {number(track + 25.8)}h6.8l-3.4-4.8z"/>',
    ]
    for order, loop in enumerate(loops):
        out.append(_loop_station(loop, left + spot.pitch * (order + 0.5), y, spot.pitch - 10, away))
    sent = fit(loops[0].sent, _margin(spots, place, -1), sizes=(13, 12), rows=1)
    back = fit(loops[-1].back, _margin(spots, place, 1), sizes=(13, 12), rows=1)
    if sent.lines:
        out.append(text_at(sent, 0, left - 14, track + 40, "sub", anchor="end"))
    if back.lines:
        out.append(text_at(back, 0, right + 14, track + 40, "sub", anchor="start"))
    return "".join(out)


def _margin(spots: Sequence[_Spot], place: int, step: int) -> float:
    """Measure the free space beside a loop: up to its neighbour's own stretch when that has a loop too."""
    spot, beside = spots[place], place + step
    inner = spot.x + step * (spot.reach + 14)
    if not 0 <= beside < len(spots):
        return abs((spot.right if step > 0 else spot.left) - inner)
    other = spots[beside]
    if other.stop.loops:
        return abs((spot.right if step > 0 else spot.left) - inner)
    return abs((other.right if step > 0 else other.left) - inner) - GAP


def _loop_station(loop: Loop, x: float, y: float, room: float, away: bool) -> str:
    label = fit(loop.label, room, sizes=(13, 12), bold=True, rows=1)
    sub = fit(loop.sub, room + 4, sizes=(13, 12), rows=1)
    if loop.mark is Mark.HERE and away:
        top, bottom = y + 25, y + 48
        flag = fit(loop.label, room + 40, bold=True, rows=1)
        pieces = [disc("w-here", x, y, 11, 5), core(x, y, 4)]
        pieces.append(flag_box(x, top, bottom, flag_width(flag, ())))
        pieces.append(f'<path class="flag" d="M{number(x - 6)} {number(top + 0.5)}h12l-6-7z"/>')
        pieces.append(text_at(flag, 0, x, top + 16.5, "inv"))
        if sub.lines:
            pieces.append(text_at(fit(loop.sub, room, sizes=(12,), rows=1), 0, x, y - 16, "sub"))
        return "".join(pieces)
    pieces = [text_at(label, 0, x, y - 15, "name")] if label.lines else []
    pieces.append(disc("w-next lx" if loop.mark is Mark.DONE else "w-todo", x, y, 9, 4))
    if loop.mark is Mark.DONE:
        pieces.append(tick(x, y, "w-tick lx"))
    if sub.lines:
        pieces.append(text_at(sub, 0, x, y + 25, "sub"))
    return "".join(pieces)

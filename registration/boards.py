"""What changes by itself: the television of a puskesmas, and the lists of the door and the counter.

`LIVE_RENDERER` and `LIVE_AUTHORISER` point here. A television is opened by its unguessable code and shows numbers and
rooms, never a name; the list of a room is for those who work at that puskesmas.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http.cookies import SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, SESSION_KEY
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from clusters.rooms import DESK_PLACES, room_rows
from puskesmas.facility.models import Desk, Facility, ServicePoint, Staff
from puskesmas.facility.places import BEDS, Line, Place, line_of
from puskesmas.visits.boards import is_painted, painted, paints
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry, VisitEvent
from puskesmas.visits.models.line import EntryState

from .forecasts import Load, loads
from .lines import split, standing_at
from .models import Board

LAST_CALLS = 5
# Who lies in a bed or in the infection room is not called out.
NEVER_SHOWN = frozenset(BEDS | {Place.INFEKSI})
CELLS: tuple[tuple[str, str, str, frozenset[str]], ...] = (
    ("Loket", "k1", "1", frozenset({Place.LOKET})),
    ("Klaster 2", "k2", "2", frozenset({Place.KIA, Place.ANAK, Place.KB, Place.KLASTER2})),
    ("Klaster 3", "k3", "3", frozenset({Place.KLASTER3})),
    ("Klaster 4", "k4", "4", frozenset({Place.KLASTER4})),
    ("Lab dan Gigi", "lx", "L", frozenset({Place.LAB, Place.GIGI, Place.GIZI, Place.FISIO})),
    ("Kasir", "k1", "K", frozenset({Place.KASIR})),
    ("Farmasi", "k1", "F", frozenset({Place.FARMASI})),
)
MOST_CELLS = 6


def render_board(code: str) -> str:
    """Give the inside of a board: a facility's television by the facility's code, a room's list by its own."""
    point = ServicePoint.objects.select_related("facility").filter(code=code).first()
    if point is not None:
        with timezone.override(point.facility.zone):
            return painted(point) if is_painted(point.place) else room_list(point)
    return television(Facility.objects.get(code=code))


def may_watch(scope) -> str | None:
    """Give the board this stream may follow, or None: a television by its address, a room's list by its staff.

    A television follows its facility, which hears of every change there.
    """
    code = scope["path"].strip("/").split("/")[-1]
    board = Board.objects.select_related("facility").filter(code=code, is_active=True).first()
    if board is not None:
        return board.facility.code
    staff = _staff_of(scope)
    if staff is None:
        return None
    point = ServicePoint.objects.filter(code=code, facility_id=staff.facility_id).first()
    if point is None or not (is_painted(point.place) or point.place in DESK_PLACES):
        return None
    return point.code


def _staff_of(scope) -> Staff | None:
    """Give the person behind a request's session, unless the screen is covered."""
    cookies = SimpleCookie()
    for name, value in scope.get("headers", ()):
        if name == b"cookie":
            cookies.load(value.decode("latin-1"))
    morsel = cookies.get(settings.SESSION_COOKIE_NAME)
    if morsel is None:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    user = session.get(SESSION_KEY)
    if user is None or session.get(BACKEND_SESSION_KEY) is None or session.get("covered"):
        return None
    return Staff.objects.active().filter(user_id=user, user__is_active=True).first()


# --- the lists of the rooms, the door and the counter ---


def room_list(point: ServicePoint) -> str:
    """Give the list of a room with an exam desk."""
    return render_to_string("clusters/_room_rows.html", {"room": room_rows(point)})


@paints(Place.LOKET)
def counter_rows(point: ServicePoint, *, load: Load | None = None) -> str:
    """Give who waits at the counter, and who was called three times and did not come."""
    if load is None:
        load = loads(point.facility_id, point.facility.today()).get(point.pk, Load())
    lists = split(standing_at(point), url_name="registration:at")
    return render_to_string("registration/_waiting.html", lists | {"load": load})


@paints(Place.PANDU, Place.PINTU)
def door_rows(point: ServicePoint) -> str:
    """Give who stands at the door and who waits to be measured."""
    points = {
        one.place: one
        for one in ServicePoint.objects.standing().filter(
            facility_id=point.facility_id, place__in=[Place.PINTU, Place.PANDU]
        )
    }
    standing = list(standing_at(*points.values())) if points else []
    groups = []
    for place in (Place.PANDU, Place.PINTU):
        if place in points:
            here = [entry for entry in standing if entry.point_id == points[place].pk]
            groups.append({"point": points[place], **split(here, url_name="registration:measure")})
    return render_to_string("registration/_door_rows.html", {"groups": groups})


# --- the television ---


@dataclass(frozen=True)
class Call:
    """One call as the television shows and says it."""

    code: str
    number: str
    line: str
    letter: str
    title: str
    room: str
    spot: str
    directions: str
    at: datetime
    place: str

    @property
    def say(self) -> str:
        """Give the sentence to be spoken: number letter by letter, and the room."""
        spelled = " ".join(self.number.replace("-", " ").split())
        return f"Nomor {spelled}, silakan ke {self.room}"


def television(facility: Facility) -> str:
    """Give what a waiting room sees: the number called, the last calls, how many wait where, and who is absent."""
    with timezone.override(facility.zone):
        today = facility.today()
        points = list(ServicePoint.objects.standing().filter(facility=facility))
        calls, inside = _calls(facility, today)
        busy = loads(facility.pk, today)
        absent = QueueEntry.objects.filter(facility=facility, on=today, state=EntryState.SKIPPED)
        absent = absent.exclude(place__in=NEVER_SHOWN).order_by("called_at").values_list("number", flat=True)
        context = {
            "call": calls[0] if calls else None,
            "calls": calls[1 : LAST_CALLS + 1],
            "cells": _cells(points, inside, busy),
            "absent": list(absent[:8]),
        }
        return render_to_string("registration/_television.html", context)


def _calls(facility: Facility, today) -> tuple[list[Call], list[Call]]:
    """Give the calls of the day, latest first, one a patient and room; and with them who walked in uncalled."""
    rows = (
        VisitEvent.objects.filter(facility=facility, on=today, kind__in=[Kind.CALLED, Kind.RECALLED, Kind.STARTED])
        .exclude(point__place__in=NEVER_SHOWN)
        .exclude(data__place__in=sorted(NEVER_SHOWN))
        .select_related("point", "visit")
        .only("kind", "data", "at", "seq", "point", "visit__number", "visit__code")
        .order_by("-recorded_at", "-pk")[:80]
    )
    desks = dict(Desk.objects.filter(point__facility=facility).values_list("code", "label"))
    rows = list(rows)
    called = [row for row in rows if row.kind != Kind.STARTED]
    return list(_once_each(called, desks)), list(_once_each(rows, desks))


def _once_each(rows: Iterable[VisitEvent], desks: dict[str, str]):
    seen = set()
    for row in rows:
        key = (row.visit_id, row.point_id)
        if row.point is None or key in seen:
            continue
        seen.add(key)
        yield _call(row, desks.get(row.data.get("desk", ""), ""))


def _call(row: VisitEvent, desk: str) -> Call:
    point = row.point
    line = line_of(point.place)
    spot = desk or point.room
    room = spot if point.place == Place.LOKET and desk else ", ".join(filter(None, (point.name, spot)))
    return Call(
        code=f"{row.visit.code}-{row.seq}",
        number=row.visit.number,
        line=line.value,
        letter=_letter(point.place, line),
        title=room if point.place == Place.LOKET and desk else point.name,
        room=room,
        spot=point.name if room == desk else spot or point.directions,
        directions=point.directions,
        at=row.at,
        place=point.place,
    )


def _letter(place: str, line: Line) -> str:
    if place == Place.FARMASI:
        return "F"
    return {Line.K1: "1", Line.K2: "2", Line.K3: "3", Line.K4: "4", Line.LX: "L"}[line]


def _cells(points: list[ServicePoint], calls: list[Call], busy) -> list[dict]:
    """Give the rooms along the foot of the screen, those the facility has, with the number last called in each."""
    cells = []
    for title, line, letter, places in CELLS:
        here = [point for point in points if point.place in places]
        if not here:
            continue
        there = [busy.get(point.pk, Load()) for point in here]
        waiting = sum(load.waiting for load in there)
        longest = max(there, key=lambda load: (load.waiting + load.serving) * load.minutes)
        cells.append(
            {
                "title": here[0].name if len(here) == 1 and len(here[0].name) < 14 else title,
                "line": line,
                "letter": letter,
                "number": next((call.number for call in calls if call.place in places), "–"),
                "waiting": waiting,
                "forecast": longest.words if waiting else "",
            }
        )
    if len(cells) > MOST_CELLS:
        cells = [cell for cell in cells if cell["title"] != "Kasir"]
    return cells[:MOST_CELLS]


def address_of(board: Board) -> str:
    """Give the address a television opens."""
    return reverse("registration:television", args=[board.code])

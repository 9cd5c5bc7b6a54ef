"""The rooms of a facility as they stand today: which there are, which are open, and who serves where."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from puskesmas.facility.models import ServicePoint

from .facts import Fact
from .models import PointDay
from .states import SERVED_BY, State


@dataclass(frozen=True)
class Rooms:
    """The standing points of one facility on one day, by place."""

    points: dict[str, ServicePoint]

    @property
    def present(self) -> frozenset[str]:
        """Give the places this facility has."""
        return frozenset(self.points)

    def is_open(self, place: str) -> bool:
        """Tell whether a place exists and is open today."""
        return place in self.points and not self.points[place].is_shut

    def name(self, place: str) -> str:
        """Give a place's name as this facility writes it."""
        return self.points[place].name if place in self.points else place

    def body_place(self, place: str, *, state: State, now_at: str, holding: frozenset[Fact]) -> str:
        """Give where the body will be: a patient with infection signs stays in the one-stop room, services come."""
        here = self.points.get(now_at)
        if here and here.one_stop and Fact.INFECTIOUS in holding and state in SERVED_BY:
            return now_at
        return place

    def server(self, place: str, *, state: State) -> ServicePoint | None:
        """Give the point that serves a patient at ``place``: in a one-stop room the counter, lab and pharmacy come."""
        point = self.points.get(place)
        if point and point.one_stop and state in SERVED_BY:
            return self.points.get(SERVED_BY[state])
        return point


def rooms_of(facility_id: int, on: date) -> Rooms:
    """Give a facility's rooms on a day, in one statement."""
    shut = PointDay.objects.filter(point=OuterRef("pk"), on=on, is_open=False)
    points = ServicePoint.objects.standing().filter(facility_id=facility_id).annotate(is_shut=Exists(shut))
    return Rooms({point.place: point for point in points})

"""A chapter: all that one verb of a room has to say about a locked visit, saved together when it is closed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Service, ServicePoint, Staff

from .. import rendering
from ..events import Kind
from ..facts import Fact
from ..models import QueueEntry, ServiceRendered, Visit
from .core import Act, at_home
from .knowing import put_in_band, take_back, teach


class Chapter:
    """What a room notes, teaches, takes back and gives, on one visit that stays locked until the chapter closes."""

    def __init__(self, act: Act) -> None:
        self._act = act

    @property
    def visit(self) -> Visit:
        return self._act.visit

    def note(
        self,
        kind: Kind,
        *,
        entry: QueueEntry | None = None,
        point: ServicePoint | None = None,
        reason: str = "",
        data: dict[str, Any] | None = None,
        at: datetime | None = None,
    ) -> None:
        """Write a sentence that moves nobody; a stated time ``at`` more than a minute past marks it late."""
        self._act.write(kind, entry=entry, point=point, reason=reason, data=data, at=at)
        self.tell(*(one for one in (point, entry.point if entry is not None else None) if one is not None))

    def tell(self, *points: ServicePoint) -> None:
        """Have the boards of these points show what this chapter changes."""
        self._act.tell(*points)

    def learn(self, fact: Fact, *, source: str, reason: str = "") -> None:
        """Teach a fact with its source; nothing is said of what was known from there already."""
        teach(self._act, fact, source=source, reason=reason)

    def withdraw(self, fact: Fact, *, source: str, reason: str = "") -> None:
        """Take back one source of a fact."""
        take_back(self._act, fact, source=source, reason=reason)

    def render(self, service: Service, *, quantity: int = 1, point: ServicePoint | None = None) -> ServiceRendered:
        """Write down a service given with its price as it stands; one that costs opens the bill."""
        given, events = rendering.rendered(self.visit, service, by=self._act.by, quantity=quantity, point=point)
        self._act.events += events
        return given


@contextmanager
def chapter(visit: Visit, *, by: Staff) -> Iterator[Chapter]:
    """Open a chapter on a visit the caller holds locked: one save and one telling, however much there is to say."""
    with transaction.atomic():
        act = Act(at_home(visit, by), by)
        earned = visit.holding
        yield Chapter(act)
        if act.events:
            put_in_band(act, earned)
            act.done()
        elif act.told:
            act.tell_boards()

"""Whether the sentences of a visit tell the same story as its row: what ``manage.py verify`` and the tests ask."""

from collections.abc import Iterable

from .facts import Fact, Sources, taught, withdrawn
from .models import Visit, VisitEvent
from .states import State


def differences(visit: Visit, events: Iterable[VisitEvent] | None = None) -> list[str]:
    """Give a sentence for each place where replaying the events ends elsewhere than the visit's row; best, none."""
    if events is None:
        events = visit.events.filter(facility_id=visit.facility_id).order_by("seq")
    state, last, found = State.ARRIVED.value, 0, []
    for event in events:
        if event.seq != last + 1:
            found.append(f"event {event.seq} follows {last}")
        last = event.seq
        if event.to_state:
            if event.from_state != state:
                found.append(f"event {event.seq} leaves {event.from_state}, but the visit was in {state}")
            state = event.to_state
    if state != visit.state:
        found.append(f"events end in {state}, the row says {visit.state}")
    if last != visit.last_seq:
        found.append(f"events end at {last}, the row says {visit.last_seq}")
    return found


def facts_told(events: Iterable[VisitEvent]) -> Sources:
    """Give the sources of facts as the learned and withdrawn sentences tell them."""
    sources: Sources = {}
    for event in events:
        if event.kind == "learned":
            sources = taught(sources, Fact(event.data["fact"]), event.data["source"])
        elif event.kind == "withdrawn":
            sources = withdrawn(sources, Fact(event.data["fact"]), event.data["source"])
    return sources

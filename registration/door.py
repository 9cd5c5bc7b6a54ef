"""At the door: a number for whoever comes, one for each of a party, and no form for whoever cannot wait."""

from collections.abc import Iterable

from django.db import transaction

from puskesmas.facility.codes import new_code
from puskesmas.facility.models import Staff
from puskesmas.facility.places import Place
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.states import State

MOST_TOGETHER = 8
# What is seen at the door in thirty seconds; emergency and labour have buttons of their own.
SEEN: tuple[Fact, ...] = (
    Fact.ELDERLY,
    Fact.DISABLED,
    Fact.PREGNANT,
    Fact.WHEELCHAIR,
    Fact.NEEDS_HELP,
    Fact.INFECTIOUS,
)


def give_numbers(*, by: Staff, facts: Iterable[Fact] = (), count: int = 1, complaint: str = "") -> list[Visit]:
    """Give a number to each of those who come in together; the look at the door is done with it."""
    seen = tuple(facts)
    party = new_code() if count > 1 else ""
    with transaction.atomic():
        visits = [
            movement.open_visit(by.facility, by=by, facts=seen, complaint=complaint, party=party) for _ in range(count)
        ]
        return [let_in(visit, by=by) for visit in visits]


def let_in(visit: Visit, *, by: Staff) -> Visit:
    """Send on whoever was only looked at; who waits to be measured or registered stays where they wait."""
    entry = open_entry(visit)
    looked_at = entry is not None and entry.state == EntryState.SERVING and entry.visit_state == State.TRIAGE
    return movement.advance(entry, by=by) if looked_at and entry.place == Place.PINTU else visit


def open_entry(visit: Visit) -> QueueEntry | None:
    """Give where a patient stands in line now."""
    return visit.entries.open().select_related("point").first()

"""How people of this floor's stories come to stand where the story begins."""

from puskesmas.visits import movement
from puskesmas.visits.models import Visit
from tests import cast
from tests.cast import at_counter, called_in, entry_of, fresh, place_of, staff

AT_THE_COUNTER = {"LOKET": "loket"}


def in_the_room(facility, patient, *, role: str = "dokter", **about) -> tuple[Visit, object]:
    """Give a visit whose patient sits in the exam room, with the entry being served there."""
    visit = at_counter(facility, patient, **about)
    while fresh(visit).state != "exam":
        cast.go_on(fresh(visit), AT_THE_COUNTER.get(place_of(visit), role))
    return fresh(visit), called_in(visit, by=staff(facility, role))


def in_the_emergency_room(facility, patient) -> tuple[Visit, object]:
    """Give a visit whose patient lies in the emergency room, with the entry being served there."""
    visit = at_counter(facility, patient)
    movement.escalate(visit, by=staff(facility, "dokter"), reason="sesak berat")
    return fresh(visit), called_in(visit, by=staff(facility, "dokter"))


def menu(facility, *codes):
    """Give laboratory tests of a puskesmas by code."""
    found = {test.code: test for test in facility.lab_tests.filter(code__in=codes)}
    return [found[code] for code in codes]


def kinds_of(visit) -> list[str]:
    """Give what was written down about a visit, in order."""
    return list(visit.events.order_by("seq").values_list("kind", flat=True))


__all__ = ["called_in", "entry_of", "fresh", "in_the_emergency_room", "in_the_room", "kinds_of", "menu", "place_of"]

"""How patients of the rooms' stories come to sit or wait where the story begins."""

from django.test import Client

from puskesmas.visits.models import QueueEntry, Visit
from tests import cast
from tests.cast import at_counter, called_in, entry_of, fresh, place_of, staff

AT_THE_COUNTER = {"LOKET": "loket", "PINTU": "pandu", "PANDU": "pandu", "SKRINING": "skrining"}


def waiting_for_the_exam(facility, patient, *, role: str = "dokter", **about) -> Visit:
    """Give a visit whose patient waits before the exam room."""
    visit = at_counter(facility, patient, **about)
    while fresh(visit).state != "exam":
        cast.go_on(fresh(visit), AT_THE_COUNTER.get(place_of(visit), role))
    return fresh(visit)


def in_the_room(facility, patient, *, role: str = "dokter", **about) -> tuple[Visit, QueueEntry]:
    """Give a visit whose patient sits in the exam room, with the entry being served there."""
    visit = waiting_for_the_exam(facility, patient, role=role, **about)
    return fresh(visit), called_in(visit, by=staff(facility, role))


def in_the_emergency_room(facility, patient) -> tuple[Visit, QueueEntry]:
    """Give a visit whose patient lies in the emergency room."""
    visit = cast.arrive(facility, facts=["emergency"], patient=patient)
    return fresh(visit), called_in(visit, by=staff(facility, "dokter"))


def signed_in(person) -> Client:
    """Give a browser in which somebody is signed in."""
    client = Client()
    client.force_login(person.user, backend="puskesmas.facility.signing.StaffBackend")
    return client


__all__ = ["called_in", "entry_of", "fresh", "in_the_emergency_room", "in_the_room", "place_of", "signed_in"]

"""Clerks at once: real commits from several connections."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection
from django.db.models import F

from puskesmas.patients import services
from puskesmas.patients.models import Patient
from puskesmas.patients.refusals import IdentityRefused, MergeRefused

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(*verbs):
    """Run verbs side by side, each on its own connection, and return what each answered."""

    def run(verb):
        try:
            return verb()
        except (IdentityRefused, MergeRefused, DatabaseError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return [future.result() for future in [pool.submit(run, verb) for verb in verbs]]


def test_eight_clerks_draw_numbers_without_doubles_or_gaps(budi, dedi):
    at_once(*[lambda: [services.register(budi, by=dedi) for _ in range(5)]] * 8)

    numbers = sorted(Patient.objects.values_list("record_number", flat=True))
    assert numbers == [f"{n:06}" for n in range(1, 41)]


def test_one_card_at_two_counters_makes_one_patient_and_one_sentence(sari, dedi):
    answers = at_once(*[lambda: services.register(sari, by=dedi)] * 2)

    assert Patient.objects.get().nik == sari.nik
    assert [answer.code for answer in answers if isinstance(answer, IdentityRefused)] == ["already_registered"]


def test_two_merges_in_a_ring_never_make_two_hops(sari, dedi):
    people = [services.register(replace(sari, nik="", bpjs=""), by=dedi) for _ in range(3)]
    pairs = list(zip(people, people[1:] + people[:1], strict=True))

    at_once(*[lambda one=one, two=two: services.merge(one, into=two, by=dedi, reason="Sama") for one, two in pairs])

    merged = Patient.objects.exclude(person=F("pk"))
    assert merged.exists()
    assert not merged.exclude(person__person=F("person")).exists()

"""The past is walked as the present is: two hundred visits by verbs and by backfill leave the same rows."""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from clusters.klaster1.models import Tariff
from puskesmas.visits.backfill import Backfill
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import Visit
from puskesmas.visits.replay import differences
from tests import cast

from .both_ways import Verbs, tables, walk

KEYS = ["galis", "sungai_kakap", "sitiung_1", "kemenkes", "dharma_rini"]
EACH = 40
WORKING = ["loket", "pandu", "skrining", "dokter", "bidan", "gigi", "lab", "kasir", "apoteker", "fisio", "ranap"]
BORN = [date(1993, 4, 4), date(1957, 1, 20), date(2021, 3, 2), date(1984, 4, 4)]


@pytest.fixture
def houses(database):
    return [cast.a_puskesmas(key) for key in KEYS]


def people_of(facility):
    """Give fifteen patients, so that most come more than once; every third pays for themselves."""
    for service in facility.services.all():
        Tariff.objects.create(
            facility=facility,
            service=service,
            code=service.code,
            facility_share=7_000,
            service_share=8_000,
            legal_basis="Perda",
            valid_from=date(2024, 1, 1),
        )
    return [
        cast.a_patient(
            facility, f"Orang {n}", born=BORN[n % 4], sex="LP"[n % 2], payer=("jkn", "jkn", "umum", "")[n % 4]
        )
        for n in range(15)
    ]


def hour(n):
    return cast.MONDAY + cast.minutes(2 + 5 * n)


def test_two_hundred_visits_leave_the_same_rows_by_verbs_and_by_backfill(houses):
    people = {facility.pk: people_of(facility) for facility in houses}
    staff = {facility.pk: {role: cast.staff(facility, role) for role in WORKING} for facility in houses}
    with transaction.atomic():
        for facility in houses:
            for n in range(EACH):
                patient = people[facility.pk][n % 15]
                walk(
                    Verbs(facility),
                    facility,
                    fresh(patient),
                    at=hour(n),
                    seed=f"{facility.code} {n}",
                    staff=staff[facility.pk],
                )
        by_verbs = tables()
        transaction.set_rollback(True)
    for facility in houses:
        past = Backfill(facility)
        for n in range(EACH):
            patient = people[facility.pk][n % 15]
            walk(past, facility, fresh(patient), at=hour(n), seed=f"{facility.code} {n}", staff=staff[facility.pk])
        assert past.load() == EACH

    by_backfill = tables()

    assert by_verbs.keys() == by_backfill.keys()
    for table, rows in by_verbs.items():
        for one, other in zip(rows, by_backfill[table], strict=True):
            assert one == other, table
    assert len(by_verbs["Visit"]) == 200
    kinds = {row["kind"] for row in by_verbs["VisitEvent"]}
    needed = {Kind.DETOURED, Kind.RETURNED, Kind.HANDED_ON, Kind.ESCALATED, Kind.HELD, Kind.FREED, Kind.RENDERED}
    assert needed - {Kind.HELD} <= kinds
    assert {row["disposition"] for row in by_verbs["Visit"]} >= {"home", "left", "fkrtl", "against_advice"}
    assert any(row["is_return"] and row["step"] == "tindakan" for row in by_verbs["QueueEntry"])
    assert any(row["calls"] for row in by_verbs["QueueEntry"])
    assert any(row["settled_by"] for row in by_verbs["ServiceRendered"])
    assert not [said for visit in Visit.objects.all() for said in differences(visit)]


def fresh(patient):
    return type(patient).objects.select_related("coverage", "person").get(pk=patient.pk)


def test_a_move_the_past_refuses_leaves_nothing_behind(houses):
    kakap = houses[1]
    walked = Backfill(kakap).open_visit(hour(0), by=cast.staff(kakap, "loket"))
    before = (len(walked.entries), len(walked.events), dict(walked.entry.__dict__), walked.visit.state)

    with pytest.raises(MoveRefused) as refusal:
        walked.advance(hour(1), by=cast.staff(kakap, "loket"))

    assert refusal.value.code == "guard_refused"
    assert (len(walked.entries), len(walked.events), dict(walked.entry.__dict__), walked.visit.state) == before


def test_where_real_data_lives_nobody_walks_in_the_past(houses):
    with override_settings(DEMO=False, TESTS=False), pytest.raises(RuntimeError):
        Backfill(houses[0])

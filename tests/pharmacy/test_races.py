"""Two pharmacists at one shelf, on committed data and two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from pharmacy import services
from pharmacy.checks import all_in_order
from pharmacy.models import MoveKind, Prescription, StockBatch, StockMove
from puskesmas.visits.guards import MoveRefused
from tests import cast

from .conftest import at_pharmacy, handed_over, in_kia, prepared, prescribed, stocked


@pytest.fixture
def facility(committed_db, dharma_rini):
    return dharma_rini


@pytest.fixture
def two(facility):
    return [cast.staff(facility, "apoteker"), cast.staff(facility, "apoteker", suffix="2", name="Sri Rahayu")]


def at_once(*acts):
    """Run some verbs at the same moment, each on its own connection; gives what each answered or was refused."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait()
            return act()
        except MoveRefused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


def reviewed(facility, patient, *lines, by):
    written = prescribed(in_kia(facility, patient), *lines, by=cast.staff(facility, "bidan"))
    return services.review(written, all_in_order(), by=by)


def test_two_pharmacists_on_one_batch_never_promise_more_than_lies_there(facility, two):
    stocked(facility, "AMOKSISILIN", 15)
    patients = [cast.bu_wati(facility), cast.bu_sari(facility)]
    waiting = [reviewed(facility, patient, ("AMOKSISILIN", 10), by=two[0]) for patient in patients]

    packed = at_once(
        *[lambda one=one, by=by: services.dispense(one, by=by) for one, by in zip(waiting, two, strict=True)]
    )

    assert sorted(one.items.get().given_quantity for one in packed) == [5, 10]
    batch = StockBatch.objects.get()
    assert (batch.quantity, batch.reserved) == (15, 15)


def test_drugs_asked_for_in_the_other_order_do_not_wait_in_a_ring(facility, two):
    stocked(facility, "AMOKSISILIN", 100)
    stocked(facility, "DMPA", 100)
    patients = [cast.bu_wati(facility), cast.bu_sari(facility)]
    for patient in patients:
        pairs = [("AMOKSISILIN", 1), ("DMPA", 1)]
        mine, theirs = (reviewed(facility, patient, *lines, by=two[0]) for lines in (pairs, pairs[::-1]))
        answers = at_once(
            lambda one=mine: services.dispense(one, by=two[0]), lambda one=theirs: services.dispense(one, by=two[1])
        )
        assert [one.state for one in answers] == ["prepared", "prepared"]

    assert [batch.reserved for batch in StockBatch.objects.all()] == [4, 4]


def test_of_two_who_hand_over_one_wins_and_the_other_reads_who(facility, two):
    stocked(facility, "AMOKSISILIN", 15)
    visit = in_kia(facility, cast.bu_wati(facility), services=["ANC"])
    written = prescribed(visit, ("AMOKSISILIN", 10), by=cast.staff(facility, "bidan"))
    at_pharmacy(visit, by=two[0])
    packed = prepared(written, by=two[0])

    answers = at_once(*[lambda by=by: handed_over(packed, by=by) for by in two])

    refused = [one for one in answers if isinstance(one, MoveRefused)]
    given = [one for one in answers if isinstance(one, Prescription)]
    assert len(refused) == len(given) == 1
    assert refused[0].code == "already_done" and given[0].handed_over_by.name in refused[0].message
    assert StockMove.objects.filter(kind=MoveKind.DISPENSED).count() == 1
    assert StockBatch.objects.get().quantity == 5


def test_a_doctor_who_cancels_while_it_is_packed_leaves_nothing_set_aside(facility, two):
    stocked(facility, "AMOKSISILIN", 15)
    waiting = reviewed(facility, cast.bu_wati(facility), ("AMOKSISILIN", 10), by=two[0])
    rina = cast.staff(facility, "bidan")

    at_once(
        lambda: services.dispense(waiting, by=two[0]),
        lambda: services.cancel(waiting, reason="salah pasien", by=rina),
    )

    assert Prescription.objects.get().state == "cancelled"
    assert StockBatch.objects.get().reserved == 0


def test_numbers_of_prescriptions_written_at_once_have_no_gap(facility, two):
    patients = [cast.bu_wati(facility), cast.bu_sari(facility), cast.pak_joko(facility), cast.pak_budi(facility)]
    visits = [in_kia(facility, patient) for patient in patients]
    rina = cast.staff(facility, "bidan")

    at_once(*[lambda visit=visit: prescribed(visit, ("AMOKSISILIN", 1), by=rina) for visit in visits])

    numbers = Prescription.objects.order_by("number").values_list("number", flat=True)
    assert [number[-3:] for number in numbers] == ["001", "002", "003", "004"]

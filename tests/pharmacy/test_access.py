"""The doors of the pharmacy, and the pharmacist's list."""

import pytest
from django.http import Http404

from pharmacy import access
from pharmacy.models import Drug
from pharmacy.models.prescription import AT_PHARMACY, GONE, IN_BED, ON_THE_WAY
from puskesmas.visits import movement
from tests import cast

from .conftest import at_pharmacy, drug, in_kia, prescribed, stocked


@pytest.fixture
def written(dharma_rini, bu_wati, rina):
    return prescribed(in_kia(dharma_rini, bu_wati), ("DMPA", 1), ("AMOKSISILIN", 5), by=rina)


def test_what_belongs_here_is_found_by_its_code(written, dharma_rini, tono):
    batch = stocked(dharma_rini, "DMPA", 5)

    assert access.prescription_by_code(tono.user, written.code) == written
    assert access.item_by_code(tono.user, written.items.first().code).drug.code == "DMPA"
    assert access.drug_by_code(tono.user, "DMPA") == drug(dharma_rini, "DMPA")
    assert access.batch_by_code(tono.user, batch.code) == batch
    assert list(access.prescriptions_of(tono.user, written.visit)) == [written]


def test_to_another_puskesmas_none_of_it_exists(written, dharma_rini, sungai_kakap):
    stranger = cast.staff(sungai_kakap, "apoteker").user
    batch = stocked(dharma_rini, "DMPA", 5)

    for door, code in (
        (access.prescription_by_code, written.code),
        (access.item_by_code, written.items.first().code),
        (access.batch_by_code, batch.code),
    ):
        with pytest.raises(Http404):
            door(stranger, code)
    assert access.drug_by_code(stranger, "DMPA").facility == sungai_kakap
    assert not access.queue_for(stranger)


def test_a_drug_no_longer_given_is_not_offered(dharma_rini, tono):
    Drug.objects.filter(code="DMPA").update(is_active=False)

    with pytest.raises(Http404):
        access.drug_by_code(tono.user, "DMPA")


def test_the_window_comes_first_then_beds_then_those_on_their_way(dharma_rini, bu_wati, rina, tono):
    ayu, budi, sari = cast.staff(dharma_rini, "dokter"), cast.pak_budi(dharma_rini), cast.bu_sari(dharma_rini)
    examined = prescribed(in_kia(dharma_rini, bu_wati), ("AMOKSISILIN", 5), by=rina)
    left = prescribed(in_kia(dharma_rini, sari, services=["ANC"]), ("AMOKSISILIN", 5), by=rina)
    movement.close(left.visit, by=rina, disposition="left", reason="dijemput keluarga")
    emergency = cast.fresh(cast.arrive(dharma_rini, facts=["emergency"]))
    cast.called_in(emergency, by=ayu)
    lying = prescribed(emergency, ("AMOKSISILIN", 5), by=ayu)
    waiting = prescribed(in_kia(dharma_rini, budi, services=["IMUNISASI"]), ("AMOKSISILIN", 5), by=rina)
    at_pharmacy(waiting.visit, by=tono)

    queue = [(one, one.whereabouts) for one in access.queue_for(tono.user)]

    assert queue == [(waiting, AT_PHARMACY), (lying, IN_BED), (examined, ON_THE_WAY), (left, GONE)]


def test_the_list_costs_two_statements_however_long(dharma_rini, bu_wati, rina, tono, django_assert_num_queries):
    visit = in_kia(dharma_rini, bu_wati)
    for _ in range(5):
        prescribed(visit, ("DMPA", 1), ("AMOKSISILIN", 5), by=rina)
    user = tono.user

    with django_assert_num_queries(2):
        told = [
            (one.visit.patient.name, one.point.name, one.prescribed_by.name, [str(item.drug) for item in one.lines])
            for one in access.queue_for(user)
        ]

    assert len(told) == 5

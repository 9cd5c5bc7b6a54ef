"""The pages of the shelves: what lies there, what comes in, what is set right."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pharmacy.models import StockBatch
from tests import cast

from .conftest import stocked, with_drugs

pytestmark = pytest.mark.django_db


def page(name, *codes):
    return reverse(f"pharmacy:{name}", args=codes)


def signed_in(staff):
    client = Client()
    client.force_login(staff.user)
    return client


@pytest.fixture
def shelf(dharma_rini):
    stocked(dharma_rini, "AMOKSISILIN", 40, batch="DEKAT", days=30)
    return stocked(dharma_rini, "DMPA", 5, batch="JAUH", days=400)


@pytest.fixture
def pharmacist(tono):
    return signed_in(tono)


def test_the_list_marks_what_expires_soon_and_what_is_low(pharmacist, shelf):
    shown = pharmacist.get(page("stock")).content.decode()

    assert "30 hari" in shown
    assert "menipis" in shown
    assert "habis" in shown
    assert "JAUH" not in pharmacist.get(page("stock") + "?saring=dekat").content.decode()


def test_the_list_asks_the_same_however_much_lies_there(
    pharmacist, dharma_rini, shelf, django_assert_max_num_queries, django_assert_num_queries
):
    pharmacist.get(page("stock"))
    with django_assert_max_num_queries(15) as before:
        pharmacist.get(page("stock"))
    for number in range(5):
        stocked(dharma_rini, "SALEP-MATA", 5, batch=f"B-{number}")

    with django_assert_num_queries(len(before)):
        pharmacist.get(page("stock"))


def test_a_delivery_goes_on_the_shelf_and_an_expired_one_does_not(pharmacist, dharma_rini):
    typed = {"drug": "DMPA", "batch": "N-77", "source": "bkkbn", "quantity": "20"}
    today = dharma_rini.today()
    late = pharmacist.post(page("receive"), typed | {"expiry": today - timedelta(days=1)})
    assert late.status_code == 400
    assert "sudah kedaluwarsa" in late.content.decode()

    answer = pharmacist.post(page("receive"), typed | {"expiry": today + timedelta(days=90)})

    assert answer.status_code == 303
    assert StockBatch.objects.get(batch="N-77").quantity == 20


def test_a_count_needs_its_reason(pharmacist, shelf):
    assert pharmacist.post(page("batch", shelf.code), {"do": "count", "counted": "4"}).status_code == 400

    pharmacist.post(page("batch", shelf.code), {"do": "count", "counted": "4", "reason": "stok opname"})

    assert StockBatch.objects.get(pk=shelf.pk).quantity == 4
    assert "stok opname" in pharmacist.get(page("batch", shelf.code)).content.decode()


def test_no_more_is_discarded_than_there_is(pharmacist, shelf):
    refused = pharmacist.post(page("batch", shelf.code), {"do": "discard", "quantity": "9", "reason": "pecah"})

    assert refused.status_code == 400
    assert "di rak tercatat 5" in refused.content.decode()


def test_the_shelves_are_the_pharmacists_own(rina, shelf):
    stranger = signed_in(cast.staff(with_drugs(cast.a_puskesmas("galis")), "apoteker"))

    assert signed_in(rina).get(page("stock")).status_code == 403
    assert signed_in(rina).post(page("batch", shelf.code), {"counted": "1"}).status_code == 403
    assert stranger.get(page("batch", shelf.code)).status_code == 404
    assert "JAUH" not in stranger.get(page("stock")).content.decode()

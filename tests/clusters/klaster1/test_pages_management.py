"""Klaster 1's own pages: the way to its work, the tariffs, the daftar tilik of a visit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import cast
from tests.cast import at_counter, staff


@pytest.fixture
def office(client, sitiung):
    client.force_login(staff(sitiung, "klaster1").user)
    return client


def test_the_front_page_leads_to_a_days_daftar_tilik(sitiung, office):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))

    page = office.get(reverse("klaster1:home")).content.decode()

    assert visit.number in page
    assert reverse("klaster1:checklist", args=[visit.code]) in page
    assert reverse("klaster1:tariffs") in page
    assert "Budi Santoso" not in page
    assert visit.number not in office.get(reverse("klaster1:home") + "?tanggal=2024-05-05").content.decode()


def test_the_tariffs_say_by_which_rule(sitiung, office):
    page = office.get(reverse("klaster1:tariffs")).content.decode()

    assert "Dasar hukum" in page
    assert "Perda" in page


def test_an_auditor_answers_an_item_otherwise_with_a_reason(sitiung, office):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    address = reverse("klaster1:override", args=[visit.code])
    typed = {"no": "1", "answer": "tidak", "reason": ""}

    assert "dari" in office.get(reverse("klaster1:checklist", args=[visit.code])).content.decode()
    refused = office.post(address, typed)
    assert refused.status_code == 400
    assert "Tulis alasan jawaban ini" in refused.content.decode()
    office.post(address, typed | {"reason": "lembarnya tidak ditemukan"})

    page = office.get(reverse("klaster1:checklist", args=[visit.code])).content.decode()
    assert "lembarnya tidak ditemukan" in page
    assert "Menurut kejadian" in page


def test_a_reader_of_the_daftar_tilik_does_not_answer_it(sitiung, client):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    client.force_login(staff(sitiung, "rekam_medis").user)

    assert client.get(reverse("klaster1:checklist", args=[visit.code])).status_code == 200
    assert client.post(reverse("klaster1:override", args=[visit.code]), {"no": "1"}).status_code == 403


@pytest.mark.parametrize("role", ["kasir", "dokter", "kader"])
def test_the_front_page_is_klaster_1s(sitiung, client, role):
    client.force_login(staff(sitiung, role).user)

    assert client.get(reverse("klaster1:home")).status_code == 403


def test_another_puskesmas_visit_does_not_exist(sungai_kakap, office):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))

    assert office.get(reverse("klaster1:checklist", args=[visit.code])).status_code == 404
    assert office.post(reverse("klaster1:override", args=[visit.code]), {"no": "1"}).status_code == 404


def test_the_pages_ask_the_same_however_many_visits_there_are(sitiung, office):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    addresses = [
        reverse("klaster1:home"),
        reverse("klaster1:tariffs"),
        reverse("klaster1:checklist", args=[visit.code]),
    ]
    before = [asked(office, address) for address in addresses]
    for n in range(3):
        at_counter(sitiung, cast.a_patient(sitiung, f"Pasien {n}", born=cast.MONDAY.date().replace(year=1980)))

    assert [asked(office, address) for address in addresses] == before
    assert max(before) <= 15


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)

"""The month line and the cascades: what is drawn, what the table behind says, and what is never invented."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from pws import keeping, targets
from pws.models import Basis
from pws.targets import Number
from tests import cast

from .people import resident, seen


@pytest.fixture
def head(client, kakap, area, officer):
    """The head, in a year in which four of Belidak's hundred came, and Kupah has no sasaran."""
    rows = [Number(area["Belidak"], "hipertensi", D(100)), Number(area["Belidak"], "bumil", D(10))]
    targets.set_targets(rows, year=2024, basis=Basis.PROJECTED, source="SKI", by=officer)
    for at, day in enumerate(("2024-01-08", "2024-02-05", "2024-02-06", "2024-04-02")):
        seen(kakap, resident(area["Belidak"], f"Orang {at}"), day, "I10")
    keeping.rebuild(kakap, 2024)
    client.force_login(cast.staff(kakap, "kapus").user)
    return client


def page(client, name, **query):
    return client.get(reverse(f"pws:{name}"), query).content.decode()


def test_the_month_line_says_each_month_beside_its_target(head, area):
    text = page(head, "indicator", bulan="2024-04", pilih="HT", desa=area["Belidak"].code)

    said = "Jan 1,0 (target 8,3), Feb 3,0 (target 16,7), Mar 3,0 (target 25,0), Apr 4,0 (target 33,3)"
    assert f"tiap bulan, Belidak, kumulatif: {said}" in text
    assert '>Februari 2024</th><td class="end nb" data-label="Bulan itu">2</td>' in text
    assert page(head, "indicator", bulan="2024-04", pilih="HT").count("Puskesmas, kumulatif: " + said) == 1


def test_a_village_without_sasaran_has_a_broken_line_and_no_nought(head, area):
    text = page(head, "indicator", bulan="2024-02", pilih="HT", desa=area["Kupah"].code)

    assert "Kupah, kumulatif: Jan – (target 8,3), Feb – (target 16,7)" in text
    assert page(head, "indicator", bulan="2024-02", pilih="KUNJ").count("tiap bulan, Puskesmas, kumulatif:") == 0


def test_the_continuum_and_the_cascades_stand_with_their_tables(head, area, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        text = page(head, "cascades", bulan="2024-04", desa=area["Belidak"].code)

    assert "Rangkaian ibu dan bayi: K1 akses 0,0 persen, 0 dari 10; K6 0,0 persen, 0 dari 10" in text
    assert "Rangkaian TBC: Terduga TBC dilayani 0" in text
    assert "Rangkaian hipertensi: Diukur 0; Tinggi 0; Didiagnosis 0" in text
    assert head.get(reverse("pws:cascades"), {"desa": "entah"}).status_code == 200  # nonsense asks for nothing

"""The yearly targets klaster 1 sets, and the district's page of sums."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from pws import keeping, targets
from pws.models import Basis, PwsRate
from pws.targets import Number
from tests import cast

from .people import resident, seen


@pytest.fixture
def world(kakap, area, officer):
    """Six of Belidak's ten and two of Kakap's, who has no sasaran, are treated for hypertension; one has diabetes."""
    rows = [Number(area["Belidak"], kind, D(10)) for kind in ("hipertensi", "diabetes")]
    targets.set_targets(rows, year=2024, basis=Basis.PROJECTED, source="SKI", by=officer)
    for at in range(6):
        seen(kakap, resident(area["Belidak"], f"Warga {at}"), "2024-02-05", "I10", *(["E11"] if not at else []))
    for at in range(2):
        seen(kakap, resident(area["Kakap"], f"Tetangga {at}"), "2024-02-05", "I10")
    keeping.rebuild(kakap, 2024)
    return kakap


def test_klaster_1_sets_a_target_and_the_grid_is_read_by_it(client, world, officer):
    address = reverse("pws:goals")
    client.force_login(officer.user)

    assert client.post(address, {"year": 2024, "HT": "seratus", "source": "Dinkes"}).status_code == 400
    assert client.post(address, {"year": 2024, "HT": "60", "source": ""}).status_code == 400
    assert not PwsRate.objects.exists()
    assert client.post(address, {"year": 2024, "HT": "60", "source": "Dinkes 2024"}).status_code == 303
    assert client.post(address, {"year": 2024, "HT": "60", "source": "Dinkes 2024"}).status_code == 303  # safe twice

    assert PwsRate.objects.get(name="goal:HT").value == 60
    page = client.get(reverse("pws:indicator"), {"pilih": "HT", "bulan": "2024-03"}).content.decode()
    assert "Mar 60,0 (target 15,0)" in page


def test_the_head_reads_targets_and_sets_none(client, world):
    client.force_login(cast.staff(world, "kapus").user)

    page = client.get(reverse("pws:goals")).content.decode()
    refused = client.post(reverse("pws:goals"), {"year": 2024, "HT": "60", "source": "Dinkes"})

    assert "Simpan target" not in page and refused.status_code == 403
    assert not PwsRate.objects.exists()


def test_the_district_reads_sums_without_names_villages_or_small_numbers(client, world, django_assert_max_num_queries):
    cast.a_puskesmas("galis")
    client.force_login(cast.district_officer().user)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("pws:district"), {"bulan": "2024-03", "klaster": "k3"}).content.decode()

    assert "60,0" in page and "6 dari 10" in page  # Kakap has no sasaran, so its two are in no sum
    assert "&lt;5" in page and "1 dari 10" not in page
    assert "Belidak" not in page and "Warga" not in page and "Galis" in page
    assert client.get(reverse("pws:dashboard")).status_code == 403
    assert reverse("pws:district") in client.get("/").content.decode()


def test_the_districts_page_is_not_for_those_of_one_puskesmas(client, world):
    client.force_login(cast.staff(world, "kapus").user)
    assert client.get(reverse("pws:district")).status_code == 404
    client.force_login(cast.staff(world, "bidan").user)
    assert client.get(reverse("pws:district")).status_code == 403

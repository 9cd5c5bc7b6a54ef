"""Monday morning, with a laboratory and people in the rooms that send and answer."""

import pytest
import time_machine

from puskesmas.demo import laboratory
from puskesmas.facility.models import Pustu, Village
from puskesmas.visits import rendering
from puskesmas.visits.facts import Fact
from tests import cast
from tests.cast import staff


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture(autouse=True)
def ten_thousand_a_test(monkeypatch):
    """Who pays themselves pays ten thousand for anything, whatever floor above keeps the tariffs."""

    def price(visit, service):
        return 10_000 if Fact.UMUM in visit.holding else 0, "T1", "Perda 12/2023"

    monkeypatch.setattr(rendering, "_pricers", [price])


@pytest.fixture
def galis(database):
    facility = cast.a_puskesmas("galis")
    laboratory.add(facility)
    return facility


@pytest.fixture
def sungai_kakap(database):
    facility = cast.a_puskesmas("sungai_kakap", timezone="Asia/Pontianak")
    laboratory.add(facility)
    return facility


@pytest.fixture
def dr_ayu(galis):
    return staff(galis, "dokter")


@pytest.fixture
def rina(galis):
    return staff(galis, "bidan")


@pytest.fixture
def yuni(galis):
    return staff(galis, "lab")


@pytest.fixture
def belidak(galis):
    """A village of the area, with its Pustu."""
    village = Village.objects.create(facility=galis, kemendagri_code="35.28.05.2001", name="Belidak")
    Pustu.objects.create(facility=galis, name="Pustu Belidak").villages.add(village)
    return village

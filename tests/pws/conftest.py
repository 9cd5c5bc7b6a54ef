"""One puskesmas with three villages, where PWS is counted."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from puskesmas.facility.models import Village
from tests import cast

PEOPLE = {"Belidak": 2000, "Kakap": 2815, "Kupah": 0}


def villages_of(facility):
    """Give the area: three villages inside it, the last one uncounted, and one outside."""
    rows = [
        Village(facility=facility, kemendagri_code=f"61.12.09.{2001 + n}", name=name, population=people)
        for n, (name, people) in enumerate(PEOPLE.items())
    ]
    rows.append(Village(facility=facility, kemendagri_code="61.12.10.2001", name="Rasau", in_area=False))
    return {village.name: village for village in Village.objects.bulk_create(rows)}


@pytest.fixture(autouse=True)
def monday_morning():
    """Monday, 6 May 2024, at eight."""
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def kakap(database):
    """A puskesmas whose head asks."""
    return cast.a_puskesmas("sungai_kakap", timezone="Asia/Pontianak")


@pytest.fixture
def area(kakap):
    """Its villages by name."""
    return villages_of(kakap)


@pytest.fixture
def officer(kakap):
    """Who keeps the figures: klaster 1."""
    return cast.staff(kakap, "klaster1")


CBR = {"cbr": Decimal("0.019")}
JANUARY = date(2024, 1, 1)


@pytest.fixture
def area_of():
    """Gives any puskesmas the same villages."""
    return villages_of

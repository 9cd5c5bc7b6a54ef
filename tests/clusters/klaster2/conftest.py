"""The KIA room of Dharma Rini on a Monday morning: bidan Rina and the women who come to her."""

import pytest
import time_machine
from django.urls import reverse

from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in

TWO = ["name", "birth_date"]


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def dharma_rini(database):
    return cast.a_puskesmas("dharma_rini")


@pytest.fixture
def rina(dharma_rini):
    """The midwife's terminal."""
    return signed_in(staff(dharma_rini, "bidan"))


@pytest.fixture
def bu_sari(dharma_rini):
    return cast.bu_sari(dharma_rini)


@pytest.fixture
def desk(dharma_rini, bu_sari, rina):
    """Bu Sari before Rina, recognised, for her pregnancy."""
    return at_the_desk(dharma_rini, bu_sari, rina, services=("ANC",))


def at_the_desk(facility, patient, client, **about):
    """Give the place in line of a woman who sits before the midwife, recognised."""
    entry = in_the_room(facility, patient, role="bidan", **about)[1]
    client.post(reverse("clusters:recognise", args=[entry.code]), {"identifiers": TWO})
    return entry

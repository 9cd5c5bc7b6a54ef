"""A Monday morning at puskesmas that have tariffs."""

import pytest
import time_machine

from puskesmas.demo import tariffs
from tests import cast


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


def with_tariffs(key):
    facility = cast.a_puskesmas(key)
    tariffs.add(facility)
    cast.charges_karcis(facility)
    return facility


@pytest.fixture
def sungai_kakap(database):
    return with_tariffs("sungai_kakap")


@pytest.fixture
def sitiung(database):
    return with_tariffs("sitiung_1")


@pytest.fixture
def galis(database):
    return with_tariffs("galis")


@pytest.fixture
def dharma_rini(database):
    return with_tariffs("dharma_rini")

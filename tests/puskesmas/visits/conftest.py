"""Monday morning at the five puskesmas."""

import pytest
import time_machine

from tests import cast


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def sungai_kakap(database):
    return cast.a_puskesmas("sungai_kakap", timezone="Asia/Pontianak")


@pytest.fixture
def dharma_rini(database):
    return cast.a_puskesmas("dharma_rini")


@pytest.fixture
def galis(database):
    return cast.a_puskesmas("galis")


@pytest.fixture
def sitiung(database):
    return cast.a_puskesmas("sitiung_1")


@pytest.fixture
def kemenkes(database):
    return cast.a_puskesmas("kemenkes")

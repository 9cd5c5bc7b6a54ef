"""Monday morning at the door and the counter, and who is signed in there."""

import pytest
import time_machine
from django.test import Client

from puskesmas.demo import tariffs
from tests import cast


def with_tariffs(key, **about):
    """Give a puskesmas whose services have their price."""
    facility = cast.a_puskesmas(key, **about)
    tariffs.add(facility)
    cast.charges_karcis(facility)
    return facility


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def sungai_kakap(database):
    return with_tariffs("sungai_kakap", timezone="Asia/Pontianak")


@pytest.fixture
def galis(database):
    return with_tariffs("galis")


@pytest.fixture
def sitiung(database):
    return with_tariffs("sitiung_1")


@pytest.fixture
def kemenkes(database):
    return with_tariffs("kemenkes")


@pytest.fixture
def signed_in():
    """Give a browser signed in as a role of a puskesmas."""

    def sign_in(facility, role="loket") -> Client:
        client = Client()
        client.force_login(cast.staff(facility, role).user, backend="puskesmas.facility.signing.StaffBackend")
        return client

    return sign_in

"""Monday morning at two puskesmas, spoken to by programs."""

import pytest
import time_machine
from rest_framework.test import APIClient

from puskesmas.demo import laboratory, medicines, tariffs
from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.models.area import Hamlet, Village
from puskesmas.rest.tokens import token_of
from tests import cast


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def kakap(database):
    return furnished("sungai_kakap", timezone="Asia/Pontianak")


@pytest.fixture
def galis(database):
    return furnished("galis")


@pytest.fixture
def shelf(kakap):
    """Let Sungai Kakap have medicine."""
    return medicines.add(kakap)


@pytest.fixture
def api(kakap):
    """Give the API as somebody at Sungai Kakap calls it, by role."""
    return lambda role: Caller(cast.staff(kakap, role))


@pytest.fixture
def stranger(galis):
    """Give the API as somebody at Galis calls it, by role."""
    return lambda role: Caller(cast.staff(galis, role))


class Caller:
    """A program that shows somebody's token."""

    def __init__(self, staff: Staff):
        self.staff = staff
        self.client = APIClient()
        self.client.credentials(HTTP_AUTHORIZATION=f"Token {token_of(staff)}")

    def get(self, path: str, **query):
        """Ask."""
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body=None, *, key: str = ""):
        """Do."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.client.post(f"/api/v1{path}", {} if body is None else body, headers=headers)


def furnished(key: str, **changes) -> Facility:
    """Give a puskesmas with its laboratory, its tariffs and one village."""
    facility = cast.a_puskesmas(key, **changes)
    laboratory.add(facility)
    cast.charges_karcis(facility)
    tariffs.add(facility)
    village = Village.objects.create(
        facility=facility, kemendagri_code="61.12.01.2001", name="Sungai Belidak", population=4000
    )
    Hamlet.objects.create(village=village, name="Merpati")
    return facility


def done(answer, status: int = 200) -> dict:
    """Give the body of an answer that went well."""
    assert answer.status_code == status, answer.content.decode()
    return answer.json() if answer.content else {}


def refused(answer, status: int) -> dict:
    """Give the body of a refusal, once it has the one shape every refusal has."""
    assert answer.status_code == status, answer.content.decode()
    body = answer.json()
    assert set(body) == {"code", "message", "reasons"}
    assert body["reasons"] and all(set(reason) == {"code", "message", "field"} for reason in body["reasons"])
    return body


def beside(answer) -> dict[str, str]:
    """Give the sentences of a bad request, by field."""
    return {reason["field"]: reason["message"] for reason in refused(answer, 400)["reasons"]}


def in_exam(facility, patient=None, *, role: str = "dokter"):
    """Give a visit whose adult patient is being examined."""
    visit = cast.at_counter(facility, patient or cast.pak_joko(facility))
    while cast.place_of(visit) == "LOKET":
        cast.go_on(visit, "loket")
    cast.called_in(visit, by=cast.staff(facility, role))
    return cast.fresh(visit)

"""How many statements a request costs (design §12): the verb at most twelve, the request at most six more."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters import recording
from puskesmas.patients import services
from puskesmas.visits import movement, queueing
from tests import cast
from tests.puskesmas.rest.conftest import done

AROUND_A_VERB = 6
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@contextmanager
def statements():
    """Collect the statements of a block, without those of its transactions."""
    said = []
    with CaptureQueriesContext(connection) as captured:
        yield said
    said += [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(OF_TRANSACTIONS)]


@contextmanager
def verbs(monkeypatch, module, name):
    """Collect the statements of one verb while it runs inside a request."""
    said, verb = [], getattr(module, name)

    def watched(*args, **words):
        with statements() as inside:
            answer = verb(*args, **words)
        said.extend(inside)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(module, name, watched)
        yield said


def counted(monkeypatch, module, name, request, *, status: int = 200) -> tuple[int, int]:
    """Run a request; give how many statements its verb made, and how many were made around it."""
    with verbs(monkeypatch, module, name) as verb, statements() as whole:
        done(request(), status)
    return len(verb), len(whole) - len(verb)


@pytest.fixture
def waiting(kakap):
    return cast.at_counter(kakap, cast.pak_budi(kakap))


def test_opening_a_visit(monkeypatch, api):
    loket = api("loket")

    verb, around = counted(
        monkeypatch, movement, "open_visit", lambda: loket.post("/visits/", {"facts": ["jkn"]}, key="k"), status=201
    )

    assert verb <= 12 and around <= AROUND_A_VERB


def test_calling_starting_and_advancing(monkeypatch, api, kakap, waiting):
    loket, counter, entry = api("loket"), cast.point(kakap, "LOKET").code, cast.entry_of(waiting).code
    steps = [
        (queueing, "call_next", f"/service-points/{counter}/call-next/"),
        (queueing, "start", f"/entries/{entry}/start/"),
        (movement, "advance", f"/entries/{entry}/advance/"),
    ]

    for module, name, path in steps:
        verb, around = counted(monkeypatch, module, name, lambda path=path: loket.post(path, key=path))

        assert verb <= 12 and around <= AROUND_A_VERB, name


def test_a_code_in_the_body_costs_one_statement_more(monkeypatch, api, kakap):
    visit, budi, loket = cast.arrive(kakap), cast.pak_budi(kakap), api("loket")

    verb, around = counted(
        monkeypatch,
        movement,
        "identify",
        lambda: loket.post(f"/visits/{visit.code}/identify/", {"patient": budi.code}, key="k"),
    )

    assert verb <= 12 and around <= AROUND_A_VERB + 1


def test_measuring(monkeypatch, api, waiting):
    nurse = api("perawat")

    verb, around = counted(
        monkeypatch,
        recording,
        "measure",
        lambda: nurse.post(f"/visits/{waiting.code}/vitals/", {"weight": 61}, key="k"),
        status=201,
    )

    assert verb <= 12 and around <= AROUND_A_VERB


def test_registering_a_patient(monkeypatch, api):
    loket, siti = api("loket"), {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-02-03"}

    verb, around = counted(
        monkeypatch, services, "register", lambda: loket.post("/patients/", siti, key="k"), status=201
    )

    assert verb <= 12 and around <= AROUND_A_VERB


@pytest.mark.parametrize(
    "path", ["/visits/", "/service-points/{counter}/queue/", "/patients/?q=budi", "/service-points/"]
)
def test_a_list_costs_the_same_however_long_it_is(api, kakap, path):
    loket = api("loket")
    path = path.format(counter=cast.point(kakap, "LOKET").code)
    cast.arrive(kakap, patient=cast.pak_budi(kakap))
    with statements() as short:
        done(loket.get(path))

    for _patient in range(12):
        cast.arrive(kakap, patient=cast.pak_budi(kakap))
    with statements() as long:
        done(loket.get(path))

    assert len(long) == len(short) <= 6

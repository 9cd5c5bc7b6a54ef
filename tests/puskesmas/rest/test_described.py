"""Each operation answers as its description says: once as it should be asked, then asked by chance (schemathesis)."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from puskesmas.rest.schema import described
from puskesmas.rest.tokens import token_of
from tests import cast
from tests.puskesmas.rest.conftest import furnished
from tests.puskesmas.rest.morning import MOMENTS

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BY_HAND = {"POST /auth/token/"}
ROOT = "/api/v1"


def operations() -> list[str]:
    return [
        f"{method.upper()} {path.removeprefix(ROOT)}"
        for path, methods in described()["paths"].items()
        for method in methods
    ]


@contextmanager
def rolled_back():
    """Do something and leave no trace of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def one_connection():
    """A request begins and ends on the test's own connection, as with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def description():
    schema = schemathesis.openapi.from_dict(described())
    schema.app = get_wsgi_application()
    return schema


def test_every_operation_has_its_moment():
    assert set(operations()) - BY_HAND == set(MOMENTS)


def grouped() -> dict[str, list[str]]:
    """Give the operations by puskesmas and first word, so that each puskesmas is furnished once a group.

    Births are at Galis, since Sungai Kakap has no delivery room.
    """
    groups: dict[str, list[str]] = {}
    for operation in sorted(MOMENTS):
        place = "galis" if operation.endswith("/born/") else "sungai_kakap"
        groups.setdefault(f"{place} {operation.split('/')[1]}", []).append(operation)
    return groups


@pytest.mark.parametrize("group", grouped())
def test_operations_answer_as_described(group, database, description, request):
    puskesmas = furnished(group.split()[0])
    examples = 100 if request.config.getoption("--long") else 3

    for operation in grouped()[group]:
        try:
            with rolled_back():
                answers_as_described(operation, puskesmas, description, examples=examples)
        except BaseException as error:
            error.add_note(f"while asking {operation}")
            raise


def answers_as_described(operation: str, puskesmas, description, *, examples: int) -> None:
    """Ask once as it should be asked, then by chance about the same row as the same person."""
    method, path = operation.split()
    moment, described_so = MOMENTS[operation](puskesmas), description[ROOT + path][method]
    signed = {"Authorization": f"Token {token_of(cast.staff(puskesmas, moment.role))}"}
    same_row = {"path_parameters": {"code": moment.code}} if moment.code else {}
    said = {"body": {} if moment.body is None else moment.body, "media_type": "application/json"}

    with rolled_back():
        good = described_so.Case(
            query=moment.query or {}, headers=signed, **same_row, **(said if method == "POST" else {})
        )
        answer = good.call_and_validate(checks=CHECKS)
        assert 200 <= answer.status_code < 300, answer.content

    ask(described_so.as_strategy(generation_mode=GenerationMode.POSITIVE, **same_row), signed, examples=examples)
    if method == "POST" or "query" in {word["in"] for word in described()["paths"][ROOT + path]["get"]["parameters"]}:
        ask(described_so.as_strategy(generation_mode=GenerationMode.NEGATIVE, **same_row), signed, examples=examples)


def ask(cases, signed: dict, *, examples: int) -> None:
    """Ask by chance and leave no trace of it."""

    @given(cases)
    @settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=[*HealthCheck]
    )
    def by_chance(case):
        case.headers = signed
        with rolled_back():
            case.call_and_validate(checks=CHECKS)

    by_chance()

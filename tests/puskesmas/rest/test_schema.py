"""The description says what the API does."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import URLPattern

from puskesmas import api as addresses
from puskesmas.rest.operations import Endpoint
from puskesmas.rest.schema import described
from tests import cast

CONTRACT = """
GET /facilities/ GET /service-points/ GET /services/ GET /villages/ GET /drugs/ GET /lab-tests/ GET /icd10/
GET /patients/ POST /patients/ GET /patients/{code}/
POST /visits/ GET /visits/ GET /visits/{code}/ GET /visits/{code}/events/ GET /visits/{code}/checklist/
POST /visits/{code}/identify/ POST /visits/{code}/learn/ POST /visits/{code}/withdraw/
POST /visits/{code}/escalate/ POST /visits/{code}/close/ POST /visits/{code}/undo/
GET /service-points/{code}/queue/ POST /service-points/{code}/call-next/
POST /entries/{code}/start/ POST /entries/{code}/skip/ POST /entries/{code}/recall/ POST /entries/{code}/advance/
POST /entries/{code}/detour/ POST /entries/{code}/hand-on/ POST /entries/{code}/discharge/ POST /entries/{code}/born/
POST /visits/{code}/vitals/ POST /visits/{code}/soap/ POST /visits/{code}/diagnoses/
POST /visits/{code}/services-rendered/ POST /visits/{code}/lab-orders/
POST /lab-orders/{code}/sample/ POST /lab-orders/{code}/result/ POST /lab-orders/{code}/follows-later/
POST /visits/{code}/prescriptions/ POST /prescriptions/{code}/review/ POST /prescriptions/{code}/dispense/
POST /prescriptions/{code}/hand-over/ GET /visits/{code}/bill/ POST /visits/{code}/bill/pay/
POST /visits/{code}/referrals/ POST /referrals/{code}/answer/ GET /follow-ups/ POST /follow-ups/{code}/answer/
GET /pws/indicators/ POST /auth/token/
POST /entries/{code}/stand-down/ POST /visits/{code}/book/ POST /visits/{code}/coverage/
"""


def operations():
    words = iter(CONTRACT.split())
    return list(zip(words, words, strict=True))


@pytest.mark.parametrize(("method", "path"), operations(), ids=" ".join)
def test_the_contract_is_described(method, path):
    operation = described()["paths"][f"/api/v1{path}"][method.lower()]

    assert operation["description"]
    assert {"401", "403"} <= set(operation["responses"])
    if method == "POST":
        assert "400" in operation["responses"]
    if "{code}" in path:
        assert "404" in operation["responses"]


def test_every_refusal_is_described_in_its_one_shape():
    for operations_of in described()["paths"].values():
        for operation in operations_of.values():
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/Error")


def test_bodies_are_strict_and_posts_carry_a_key():
    schema = described()

    assert schema["components"]["schemas"]["OpenRequest"]["additionalProperties"] is False
    post = schema["paths"]["/api/v1/visits/"]["post"]
    assert "Idempotency-Key" in {parameter["name"] for parameter in post["parameters"]}
    assert post["responses"]["201"]["content"]["application/json"]["schema"]["$ref"].endswith("/Visit")
    assert set(schema["paths"]["/api/v1/service-points/{code}/call-next/"]["post"]["responses"]) >= {"200", "204"}


def test_the_description_is_valid_and_warns_of_nothing(tmp_path):
    file = Path(tmp_path) / "schema.json"

    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(file))

    assert json.loads(file.read_text())["openapi"].startswith("3.")


def test_every_operation_says_whom_it_lets_in():
    open_to_all = []
    for pattern in addresses.urlpatterns:
        assert isinstance(pattern, URLPattern)
        view = pattern.callback.cls
        if not issubclass(view, Endpoint):
            continue
        for method in ("get", "post"):
            handler = getattr(view, method, None)
            if handler is not None and not handler.operation.needs:
                open_to_all.append(f"{method} {pattern.pattern}")

    assert open_to_all == []


@pytest.mark.django_db
def test_anybody_may_read_the_description(client):
    answer = client.get("/api/v1/schema/")

    assert answer.status_code == 200
    assert b"openapi" in answer.content


def test_the_page_is_for_administrators_and_comes_from_our_own_origin(kakap, client):
    assert client.get("/api/v1/schema/page/").status_code == 403
    client.force_login(cast.staff(kakap, "loket").user)
    assert client.get("/api/v1/schema/page/").status_code == 403
    client.force_login(cast.staff(kakap, "admin").user)

    page = client.get("/api/v1/schema/page/")

    assert page.status_code == 200
    text = page.content.decode()
    assert "//cdn" not in text and "<style" not in text and "<script>" not in text
    assert text.count(f'src="{settings.STATIC_URL}drf_spectacular_sidecar') == 2
    script = client.get("/api/v1/schema/page/?script=")
    assert script["Content-Type"].startswith("application/javascript") and b"SwaggerUIBundle" in script.content
    assert "'unsafe-inline'" not in page["Content-Security-Policy"]

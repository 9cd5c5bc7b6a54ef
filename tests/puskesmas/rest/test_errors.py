"""Every refusal has one shape, and nothing a program sends breaks the house."""

import json

import pytest
from rest_framework.exceptions import ErrorDetail

from puskesmas.rest.errors import reasons_in, refusal
from tests import cast
from tests.puskesmas.rest.conftest import beside, refused


def test_reasons_name_the_path_of_their_field():
    detail = {"items": [{}, {"drug": [ErrorDetail("Tidak ada.", code="unknown")]}], "non_field_errors": ["Salah."]}

    assert [(one.code, one.message, one.field) for one in reasons_in(detail)] == [
        ("unknown", "Tidak ada.", "items.1.drug"),
        ("invalid", "Salah.", ""),
    ]


def test_a_refusal_without_reasons_is_its_own_reason():
    assert refusal("not_found", "Tidak ada.")["reasons"] == [
        {"code": "not_found", "message": "Tidak ada.", "field": ""}
    ]


def test_what_is_not_json_is_said(api):
    client = api("loket").client

    broken = client.post("/api/v1/visits/", "{", content_type="application/json")
    assert refused(broken, 400)["message"].startswith("Isi permintaan bukan JSON")
    form = client.post("/api/v1/visits/", "a=b", content_type="application/x-www-form-urlencoded")
    assert refused(form, 415)["code"] == "unsupported_media_type"


@pytest.mark.parametrize("body", [[], "kata", 7, [{"facts": []}]])
def test_a_body_is_an_object(api, body):
    assert beside(api("loket").post("/visits/", body)) == {"": "Tulis sebagai objek JSON."}


def test_an_address_or_a_method_nobody_serves_is_said_in_the_same_shape(api):
    assert refused(api("loket").get("/kunjungan/"), 404)["code"] == "not_found"
    assert refused(api("loket").get("/visits"), 404)["code"] == "not_found"
    assert refused(api("loket").client.delete("/api/v1/visits/"), 405)["code"] == "method_not_allowed"
    assert refused(api("loket").client.options("/api/v1/visits/"), 405)


@pytest.mark.parametrize("odd", ["\x00", "a\x00b", "\ud800", "𝔖𝔞𝔯𝔦", "'; DROP TABLE visits_visit; --", "x" * 201])
def test_odd_words_are_kept_or_refused_and_never_break(api, odd):
    body = json.dumps({"complaint": odd})  # escapes what UTF-8 cannot say

    answer = api("loket").client.post("/api/v1/visits/", body, content_type="application/json")

    assert answer.status_code in (201, 400)
    assert api("loket").get("/patients/", q=odd.encode(errors="replace").decode()).status_code in (200, 400)


@pytest.mark.parametrize("seq", [0, -1, 10**30, 1.5, True, "1", None, float("1e300")])
def test_odd_numbers_are_refused_beside_their_field(api, kakap, seq):
    visit = cast.arrive(kakap)

    assert set(beside(api("loket").post(f"/visits/{visit.code}/undo/", {"seq": seq}))) == {"seq"}


def test_an_odd_code_in_the_address_is_404(api):
    for code in ("x" * 300, "..", "%00", "tidak-ada"):
        refused(api("loket").get(f"/visits/{code}/"), 404)


def test_an_odd_page_is_404(api):
    for page in ("0", "-1", "x", "9" * 5000):
        refused(api("loket").get("/visits/", page=page), 404)

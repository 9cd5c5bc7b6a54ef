"""The laboratory by the API."""

import pytest

from puskesmas.visits.models import VisitEvent
from tests import cast
from tests.puskesmas.rest.conftest import beside, done, in_exam, refused


@pytest.fixture
def ordered(kakap, api):
    """Joko was sent to the laboratory for his Hb and serves there now."""
    visit = in_exam(kakap)
    asked = done(api("dokter").post(f"/visits/{visit.code}/lab-orders/", {"tests": ["HB"], "question": "pucat"}), 201)
    done(api("lab").post(f"/entries/{asked['entry']['code']}/start/"))
    return asked


def order_of(asked: dict) -> str:
    return next(made["code"] for made in asked["created"] if made["kind"] == "lab_order")


def test_the_laboratory_is_asked_and_the_patient_walks_there(ordered):
    assert ordered["entry"]["place"] == "LAB" and "awaiting_result" in ordered["facts"]


def test_the_sample_lets_the_patient_go_back_and_the_result_frees_them(api, ordered):
    order = order_of(ordered)

    back = done(api("lab").post(f"/lab-orders/{order}/sample/"))
    assert back["entry"]["place"] == "KLASTER3" and back["entry"]["state"] == "held"

    free = done(api("lab").post(f"/lab-orders/{order}/result/", {"results": [{"test": "HB", "value": "11,2"}]}))
    assert free["entry"]["state"] == "waiting" and "awaiting_result" not in free["facts"]
    found = done(api("dokter").get(f"/visits/{ordered['code']}/lab-orders/"))["results"][0]
    assert found["state"] == "resulted" and found["results"][0]["value"] == "11,2"


def test_nobody_goes_home_before_the_result(api, ordered, kakap):
    done(api("lab").post(f"/lab-orders/{order_of(ordered)}/sample/"))
    visit = VisitEvent.objects.filter(visit__code=ordered["code"]).first().visit
    entry = cast.called_in(visit, by=cast.staff(kakap, "dokter")).code

    no = refused(api("dokter").post(f"/entries/{entry}/discharge/", {"disposition": "home", "reason": "x"}), 409)

    assert no["code"] == "guard_refused" and no["reasons"][0]["code"] == "awaiting_result"


def test_a_result_that_cannot_be_and_one_nobody_asked_for(api, ordered):
    address = f"/lab-orders/{order_of(ordered)}/result/"

    assert "HB" in beside(api("lab").post(address, {"results": [{"test": "HB", "value": "banyak"}]}))
    assert "GDS" in beside(api("lab").post(address, {"results": [{"test": "GDS", "value": "100"}]}))
    assert "results" in beside(api("lab").post(address, {"results": []}))
    twice = {"results": [{"test": "HB", "value": "11"}, {"test": "HB", "value": "12"}]}
    assert "results" in beside(api("lab").post(address, twice))


def test_a_result_may_follow_later_with_its_reason(api, ordered):
    address = f"/lab-orders/{order_of(ordered)}/follows-later/"

    assert "reason" in beside(api("lab").post(address))
    assert "awaiting_result" not in done(api("lab").post(address, {"reason": "alat rusak"}))["facts"]


def test_a_test_the_laboratory_does_not_offer(api, kakap):
    visit = in_exam(kakap)

    assert "tests.1" in beside(api("dokter").post(f"/visits/{visit.code}/lab-orders/", {"tests": ["HB", "MRI"]}))
    assert "tests" in beside(api("dokter").post(f"/visits/{visit.code}/lab-orders/", {"tests": []}))


def test_another_puskesmas_and_other_roles(api, stranger, ordered):
    order = order_of(ordered)

    refused(stranger("lab").post(f"/lab-orders/{order}/sample/"), 404)
    refused(api("kasir").post(f"/lab-orders/{order}/result/"), 403)

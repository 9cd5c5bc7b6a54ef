"""Medicine by the API."""

import pytest

from tests import cast
from tests.puskesmas.rest.conftest import beside, done, in_exam, refused

ITEM = {"drug": "AMOKSISILIN-500", "dose": "1 tablet", "frequency": "3x1", "days": 5, "quantity": 15}


@pytest.fixture
def joko(kakap, shelf):
    return in_exam(kakap, cast.pak_joko(kakap, payer="jkn"))


@pytest.fixture
def amoxicillin(shelf):
    return next(drug.code for drug in shelf if drug.name == "Amoksisilin")


@pytest.fixture
def prescribed(api, joko, amoxicillin):
    body = {"items": [ITEM | {"drug": amoxicillin}]}
    return done(api("dokter").post(f"/visits/{joko.code}/prescriptions/", body), 201)


def paper_of(prescribed: dict) -> str:
    return prescribed["created"][0]["code"]


def test_a_prescription_leads_to_the_pharmacy(prescribed):
    assert "prescribed" in prescribed["facts"] and prescribed["next"]["place"] == "FARMASI"


def test_it_is_reviewed_prepared_and_handed_over_and_the_patient_goes_on(api, prescribed, joko, kakap, amoxicillin):
    paper, tono = paper_of(prescribed), api("apoteker")
    cast.go_on(joko, "dokter")
    entry = cast.called_in(joko, by=tono.staff).code
    no = refused(tono.post(f"/entries/{entry}/advance/"), 409)
    assert no["reasons"][0]["code"] == "prescription_open"

    done(tono.post(f"/prescriptions/{paper}/review/"))
    done(tono.post(f"/prescriptions/{paper}/dispense/"))
    home = done(tono.post(f"/prescriptions/{paper}/hand-over/", {"identifiers": ["name", "birth_date"]}))

    assert home["state"] == "discharged" and "prescribed" not in home["facts"]
    found = done(api("dokter").get(f"/visits/{joko.code}/prescriptions/"))["results"][0]
    assert found["state"] == "handed_over"
    assert found["items"][0]["drug"] == amoxicillin and found["items"][0]["given"] == 15


def test_what_stands_in_order_is_done_in_order(api, prescribed):
    no = refused(api("apoteker").post(f"/prescriptions/{paper_of(prescribed)}/dispense/"), 409)

    assert no["code"] in ("unlawful_move", "guard_refused")


def test_one_identifier_is_none(api, prescribed, joko):
    paper, tono = paper_of(prescribed), api("apoteker")
    cast.go_on(joko, "dokter")
    cast.called_in(joko, by=tono.staff)
    done(tono.post(f"/prescriptions/{paper}/review/"))
    done(tono.post(f"/prescriptions/{paper}/dispense/"))

    no = refused(tono.post(f"/prescriptions/{paper}/hand-over/", {"identifiers": ["name"]}), 409)

    assert no["reasons"][0]["field"] == "identifiers"


def test_a_check_answered_no_needs_its_note(api, prescribed):
    answers = {"answers": [{"check": "patient", "ok": False}]}

    assert "patient" in beside(api("apoteker").post(f"/prescriptions/{paper_of(prescribed)}/review/", answers))


def test_each_line_says_what_is_wrong_with_it(api, joko, amoxicillin):
    address = f"/visits/{joko.code}/prescriptions/"
    good = ITEM | {"drug": amoxicillin}

    assert set(beside(api("dokter").post(address, {"items": [good, good | {"drug": "JAMU"}]}))) == {"items.1.drug"}
    assert set(beside(api("dokter").post(address, {"items": [good | {"quantity": 0, "dose": ""}]}))) == {
        "items.0.quantity",
        "items.0.dose",
    }
    assert set(beside(api("dokter").post(address, {"items": []}))) == {"items"}


def test_only_a_doctor_prescribes_at_sungai_kakap(api, joko, amoxicillin):
    body = {"items": [ITEM | {"drug": amoxicillin}]}

    no = refused(api("bidan").post(f"/visits/{joko.code}/prescriptions/", body), 409)
    assert no["code"] == "guard_refused"
    refused(api("kasir").post(f"/visits/{joko.code}/prescriptions/", body), 403)


def test_another_puskesmas_touches_no_prescription(stranger, prescribed):
    for verb in ("review", "dispense", "hand-over"):
        refused(stranger("apoteker").post(f"/prescriptions/{paper_of(prescribed)}/{verb}/"), 404)

"""What rooms write down, by the API."""

import pytest

from tests import cast
from tests.puskesmas.rest.conftest import beside, done, in_exam, refused


@pytest.fixture
def joko(kakap):
    return in_exam(kakap)


def test_vitals_are_kept_before_anybody_is_known(api):
    code = done(api("loket").post("/visits/"), 201)["code"]
    body = {"blood_pressure": "120/80", "weight": 61.5, "temperature": "36,5", "pulse": 80}

    kept = done(api("perawat").post(f"/visits/{code}/vitals/", body), 201)

    assert kept["code"] == code and kept["created"][0]["kind"] == "vitals"


def test_a_measurement_that_cannot_be_says_so_beside_its_field(api, joko):
    address = f"/visits/{joko.code}/vitals/"

    assert set(beside(api("dokter").post(address, {"systolic": 900, "diastolic": 80, "pulse": "cepat"}))) == {
        "systolic",
        "pulse",
    }
    assert set(beside(api("dokter").post(address, {"tinggi": 160}))) == {"tinggi"}
    assert "" in beside(api("dokter").post(address, {}))
    assert set(beside(api("dokter").post(address, {"pulse": [80]}))) == {"pulse"}


def test_a_rare_value_is_asked_about_once(api, joko):
    address, body = f"/visits/{joko.code}/vitals/", {"temperature": 41.8}

    assert refused(api("dokter").post(address, body), 400)["reasons"][0]["code"] == "unusual"
    done(api("dokter").post(address, body | {"confirmed": True}), 201)


def test_an_exam_and_its_diagnoses_are_written_down(api, joko):
    soap = done(api("dokter").post(f"/visits/{joko.code}/soap/", {"subjective": "batuk", "plan": "istirahat"}), 201)
    named = done(api("dokter").post(f"/visits/{joko.code}/diagnoses/", {"icd10": "J00"}), 201)

    assert soap["created"][0]["kind"] == "soap" and named["created"][0]["kind"] == "diagnosis"
    assert "icd10" in beside(api("dokter").post(f"/visits/{joko.code}/diagnoses/", {"icd10": "ZZZ"}))
    assert "subjective" in beside(api("dokter").post(f"/visits/{joko.code}/soap/", {"plan": " "}))


def test_a_service_given_opens_the_bill_of_who_pays(api, joko):
    given = done(api("dokter").post(f"/visits/{joko.code}/services-rendered/", {"service": "UMUM"}), 201)

    assert "bill_open" in given["facts"]
    wrong = api("dokter").post(f"/visits/{joko.code}/services-rendered/", {"service": "X", "quantity": 0})
    assert set(beside(wrong)) == {"service", "quantity"}


def test_after_the_exit_no_service_is_given(api, joko):
    done(api("dokter").post(f"/visits/{joko.code}/close/", {"disposition": "left", "reason": "pergi"}))

    no = refused(api("dokter").post(f"/visits/{joko.code}/services-rendered/", {"service": "UMUM"}), 409)

    assert no["code"] == "already_done"


def test_the_bill_is_read_and_paid_exactly(api, joko):
    done(api("dokter").post(f"/visits/{joko.code}/services-rendered/", {"service": "UMUM", "quantity": 2}), 201)
    bill = done(api("kasir").get(f"/visits/{joko.code}/bill/"))

    assert set(bill) == {"lines", "total", "paid"}
    assert {"service", "quantity", "tariff", "legal_basis", "amount"} <= set(bill["lines"][0])
    assert bill["lines"][-1]["quantity"] == 2 and bill["total"] > 0 and bill["paid"] == 0

    address = f"/visits/{joko.code}/bill/pay/"
    assert "amount" in beside(api("kasir").post(address, {"amount": bill["total"] - 1, "method": "tunai"}))
    assert "method" in beside(api("kasir").post(address, {"amount": bill["total"], "method": "kerang"}))
    paid = done(api("kasir").post(address, {"amount": bill["total"], "method": "tunai"}))
    assert "bill_open" not in paid["facts"]
    assert done(api("kasir").get(f"/visits/{joko.code}/bill/"))["paid"] == bill["total"]
    again = api("kasir").post(address, {"amount": bill["total"], "method": "tunai"})
    assert refused(again, 409)["code"] == "already_done"


def test_an_open_bill_keeps_the_patient_at_the_cashier(api, joko, kakap):
    done(api("dokter").post(f"/visits/{joko.code}/services-rendered/", {"service": "UMUM"}), 201)
    cast.go_on(joko, "dokter")
    entry = cast.called_in(joko, by=cast.staff(kakap, "kasir")).code

    no = refused(api("kasir").post(f"/entries/{entry}/advance/"), 409)

    assert no["code"] == "guard_refused" and no["reasons"][0]["code"] == "bill_open"


def test_a_referral_within_the_house_is_answered_and_the_patient_comes_back(api, joko, kakap):
    asked = {"kind": "internal", "receiver": "GIZI", "reason": "berat turun"}

    away = done(api("dokter").post(f"/visits/{joko.code}/referrals/", asked), 201)
    assert away["entry"]["place"] == "GIZI" and "awaiting_return" in away["facts"]
    code = away["created"][0]["code"]
    listed = done(api("dokter").get(f"/visits/{joko.code}/referrals/"))["results"]
    assert [(one["code"], one["kind"], one["receiver"]) for one in listed] == [(code, "internal", "GIZI")]

    done(api("gizi").post(f"/entries/{away['entry']['code']}/start/"))
    assert "answer" in beside(api("gizi").post(f"/referrals/{code}/answer/"))
    back = done(api("gizi").post(f"/referrals/{code}/answer/", {"answer": "diet TKTP"}))
    assert back["entry"]["place"] == "KLASTER3" and "awaiting_return" not in back["facts"]


def test_a_letter_leads_to_the_departure_and_comes_back_answered(api, joko):
    letter = {"kind": "fkrtl", "receiver": "RSUD Soedarso", "reason": "perlu EKG", "diagnosis": "I20.9 angina"}

    sent = done(api("dokter").post(f"/visits/{joko.code}/referrals/", letter), 201)
    assert "to_be_referred" in sent["facts"] and sent["next"]["state"] == "fkrtl_referral"

    code = sent["created"][0]["code"]
    done(api("dokter").post(f"/referrals/{code}/answer/", {"advice": "kontrol rutin", "monitoring": "none"}))
    assert done(api("dokter").get(f"/visits/{joko.code}/referrals/"))["results"][0]["answered_at"]


def test_a_referral_is_refused_beside_what_is_missing_and_by_the_sop(api, joko):
    address = f"/visits/{joko.code}/referrals/"

    assert "receiver" in beside(api("dokter").post(address, {"kind": "internal", "receiver": "RSUD", "reason": "x"}))
    assert "diagnosis" in beside(api("dokter").post(address, {"kind": "fkrtl", "receiver": "RSUD", "reason": "x"}))
    letter = {"kind": "fkrtl", "receiver": "RSUD", "reason": "x", "diagnosis": "I10"}
    assert refused(api("bidan").post(address, letter), 409)["reasons"][0]["code"] == "sop_by"
    assert refused(api("loket").post(address, letter), 403)

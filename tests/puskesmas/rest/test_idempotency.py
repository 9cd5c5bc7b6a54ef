"""A request sent twice is done once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from puskesmas.rest import idempotency
from puskesmas.visits.models import IdempotencyKey, Visit
from puskesmas.visits.movement import arriving
from tests import cast
from tests.puskesmas.rest.conftest import Caller, beside, done, furnished, refused


def test_the_second_time_the_same_answer_comes_back(api):
    loket = api("loket")

    first = loket.post("/visits/", {"complaint": "batuk", "facts": ["jkn"]}, key="k1")
    second = loket.post("/visits/", {"facts": ["jkn"], "complaint": "batuk"}, key="k1")

    assert done(second, 201) == done(first, 201)
    assert "Idempotent-Replay" not in first.headers and second.headers["Idempotent-Replay"] == "true"
    assert Visit.objects.count() == 1


def test_without_a_key_each_request_is_its_own(api):
    for _time in range(2):
        done(api("loket").post("/visits/"), 201)

    assert Visit.objects.count() == 2
    assert not IdempotencyKey.objects.exists()


def test_a_key_with_another_body_or_address_is_422(api, kakap):
    visit = done(api("loket").post("/visits/", key="k1"), 201)

    assert refused(api("loket").post("/visits/", {"complaint": "demam"}, key="k1"), 422)["code"] == "key_reused"
    refused(api("loket").post(f"/visits/{visit['code']}/learn/", {"fact": "jkn"}, key="k1"), 422)


def test_a_key_is_each_users_own(api):
    done(api("loket").post("/visits/", key="k1"), 201)
    done(api("pandu").post("/visits/", key="k1"), 201)

    assert Visit.objects.count() == 2


def test_a_refusal_is_not_kept(api, kakap):
    visit = cast.at_counter(kakap, None)
    entry = cast.called_in(visit, by=cast.staff(kakap, "loket")).code

    refused(api("loket").post(f"/entries/{entry}/advance/", key="k1"), 409)
    beside(api("loket").post("/visits/", {"warna": 1}, key="k2"))
    assert not IdempotencyKey.objects.exists()

    for fact in ("umum", "klaster_3"):
        done(api("loket").post(f"/visits/{visit.code}/learn/", {"fact": fact}))
    assert done(api("loket").post(f"/entries/{entry}/advance/", key="k1"))["state"] == "triage"


def test_an_error_of_ours_is_not_kept_either(api, monkeypatch):
    loket = api("loket")
    loket.client.raise_request_exception = False

    def broken(*_args, **_words):
        raise RuntimeError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(arriving, "take_number", broken)
        assert loket.post("/visits/", key="k1").status_code == 500

    assert done(loket.post("/visits/", key="k1"), 201)["number"] == "A-001"


def test_nobody_waits_is_an_answer_too(api, kakap):
    address = f"/service-points/{cast.point(kakap, 'LOKET').code}/call-next/"
    assert api("loket").post(address, key="k1").status_code == 204
    cast.arrive(kakap)

    again = api("loket").post(address, key="k1")

    assert again.status_code == 204 and again.headers["Idempotent-Replay"] == "true"


def test_after_a_day_the_key_is_free_again(api):
    done(api("loket").post("/visits/", key="k1"), 201)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))

    assert done(api("loket").post("/visits/", {"complaint": "lain"}, key="k1"), 201)["number"] == "A-002"
    assert idempotency.forget_old_keys() == 0


def test_old_keys_are_forgotten(api):
    done(api("loket").post("/visits/", key="k1"), 201)
    done(api("loket").post("/visits/", key="k2"), 201)
    IdempotencyKey.objects.filter(key="k1").update(created_at=timezone.now() - timedelta(hours=25))

    assert idempotency.forget_old_keys() == 1
    assert IdempotencyKey.objects.get().key == "k2"


def test_a_token_is_never_kept(kakap, client):
    body = {"username": "loket.sungai_kakap", "password": "rahasia-sekali"}
    headers = {"Idempotency-Key": "k1"}

    assert client.post("/api/v1/auth/token/", body, content_type="application/json", headers=headers).status_code == 200
    assert not IdempotencyKey.objects.exists()


@pytest.mark.parametrize("key", ["x" * 81, "dua kata", "é"])
def test_a_key_that_cannot_be_kept_is_said(api, key):
    assert "Idempotency-Key" in beside(api("loket").post("/visits/", key=key))


def test_a_twin_waits_for_the_first_and_reads_its_answer(committed_db):
    kakap = furnished("sungai_kakap")
    loket = Caller(cast.staff(kakap, "loket"))
    answers, start = [], Barrier(6)

    def send():
        try:
            start.wait()
            answers.append(loket.post("/visits/", {"complaint": "batuk"}, key="twin"))
        finally:
            connection.close()

    twins = [Thread(target=send) for _twin in range(6)]
    for twin in twins:
        twin.start()
    for twin in twins:
        twin.join()

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["code"] for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 5
    assert Visit.objects.count() == 1


def test_a_twin_of_a_refused_request_is_judged_by_itself(committed_db):
    kakap = furnished("sungai_kakap")
    entry = cast.called_in(cast.at_counter(kakap, cast.pak_budi(kakap)), by=cast.staff(kakap, "loket")).code
    loket = Caller(cast.staff(kakap, "loket"))
    answers, start = [], Barrier(2)

    def send(key):
        try:
            start.wait()
            answers.append(loket.post(f"/entries/{entry}/advance/", key=key))
        finally:
            connection.close()

    clicks = [Thread(target=send, args=(key,)) for key in ("first", "second")]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert late.json()["code"] == "stale_entry"
    assert IdempotencyKey.objects.count() == 1

"""Tasks to Pustu and village, by the API."""

import pytest

from puskesmas.facility.models import Pustu
from referrals import follow_ups
from tests import cast
from tests.puskesmas.rest.conftest import beside, done, refused


@pytest.fixture
def task(kakap):
    """A kader is to look after Bu Sari at home."""
    rina, kader = cast.staff(kakap, "bidan"), cast.staff(kakap, "kader")
    due_on = cast.date(2024, 5, 10)
    return follow_ups.give(cast.bu_sari(kakap), action="Kunjungan nifas", due_on=due_on, to=kader, by=rina)


def test_a_kader_sees_their_own_tasks_and_no_illness(api, task, kakap):
    other = follow_ups.give(
        cast.pak_budi(kakap),
        action="Ukur tensi",
        due_on=cast.date(2024, 5, 9),
        to=cast.staff(kakap, "kapus"),
        by=cast.staff(kakap, "bidan"),
    )

    own = done(api("kader").get("/follow-ups/"))["results"]

    assert [one["code"] for one in own] == [task.code]
    assert own[0]["patient"]["name"].endswith("Sari Wulandari") and own[0]["state"] == "sent"
    assert own[0]["address"] == own[0]["reason"] == ""
    assert {one["code"] for one in done(api("kapus").get("/follow-ups/"))["results"]} == {task.code, other.code}
    assert done(api("kapus").get("/follow-ups/", state="result"))["count"] == 0


def test_what_was_found_comes_back(api, task):
    body = {"outcome": "found", "note": "ibu sehat", "measured": {"berat": 54.5}}

    found = done(api("kader").post(f"/follow-ups/{task.code}/answer/", body))

    assert found["outcome"] == "found" and found["state"] == "result"
    assert refused(api("kader").post(f"/follow-ups/{task.code}/answer/", body), 409)["code"] == "already_done"


def test_an_answer_says_one_of_what_can_be_found(api, task):
    assert "outcome" in beside(api("kader").post(f"/follow-ups/{task.code}/answer/", {"outcome": "entah"}))
    assert "measured.berat" in beside(
        api("kader").post(f"/follow-ups/{task.code}/answer/", {"outcome": "found", "measured": {"berat": "banyak"}})
    )


def test_another_kader_puskesmas_or_role_answers_nothing(api, stranger, task, kakap):
    address = f"/follow-ups/{task.code}/answer/"

    refused(stranger("kader").post(address, {"outcome": "found"}), 404)
    refused(api("pustu").post(address, {"outcome": "found"}), 404)
    refused(api("loket").post(address, {"outcome": "found"}), 403)


def test_a_pustu_officer_sees_the_tasks_of_the_pustu(api, kakap):
    village = kakap.villages.get()
    pustu = Pustu.objects.create(facility=kakap, name="Pustu Belidak")
    pustu.villages.add(village)
    officer = cast.staff(kakap, "pustu")
    officer.pustu = pustu
    officer.save()
    patient = cast.a_patient(kakap, "Sari Wulandari", born=cast.date(1996, 2, 11), village=village)
    given = follow_ups.give(patient, action="Ukur", due_on=cast.date(2024, 5, 10), by=cast.staff(kakap, "bidan"))

    assert [one["code"] for one in done(api("pustu").get("/follow-ups/"))["results"]] == [given.code]

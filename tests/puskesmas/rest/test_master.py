"""Master data by the API: the caller's own puskesmas and no other."""

import pytest

from tests import cast
from tests.puskesmas.rest.conftest import Caller, beside, done, refused


def test_the_caller_sees_their_own_puskesmas(api, galis):
    found = done(api("loket").get("/facilities/"))

    assert [one["code"] for one in found["results"]] == ["sungai_kakap"]
    assert found["results"][0]["timezone"] == "Asia/Pontianak"


def test_rooms_stand_in_the_order_of_the_walk_with_their_desks(api, kakap):
    points = done(api("loket").get("/service-points/"))["results"]

    assert points[0]["place"] == "LOKET" and points[0]["is_open"]
    assert [desk["label"] for desk in points[0]["desks"]] == ["Loket 1", "Loket 2", "Loket 3"]
    assert len(points) == len(cast.PLACES["sungai_kakap"].split())


def test_villages_have_their_hamlets(api):
    village = done(api("loket").get("/villages/"))["results"][0]

    assert village["name"] == "Sungai Belidak" and village["hamlets"][0]["name"] == "Merpati"


def test_what_can_be_asked_for_is_listed(api, shelf):
    dokter = api("dokter")

    assert "ANC" in {one["code"] for one in done(dokter.get("/services/"))["results"]}
    assert "HB" in {one["code"] for one in done(dokter.get("/lab-tests/"))["results"]}
    assert "Amoksisilin 500 mg" in {one["name"] for one in done(dokter.get("/drugs/"))["results"]}


def test_a_diagnosis_is_found_by_its_everyday_name(api):
    found = done(api("dokter").get("/icd10/", q="hipertensi"))

    assert found["results"][0]["code"] == "I10"
    assert done(api("dokter").get("/icd10/"))["count"] == 0


def test_lists_say_how_many_and_where_the_next_page_is(api, kakap):
    for number in range(51):
        kakap.services.create(code=f"S{number}", name=f"Layanan {number}", place="KIA", cluster="k2")

    first = done(api("loket").get("/services/"))

    assert set(first) == {"count", "next", "previous", "results"}
    assert len(first["results"]) == 50 and first["next"].endswith("/api/v1/services/?page=2")
    assert done(api("loket").get("/services/", page=2))["previous"]
    refused(api("loket").get("/services/", page=9), 404)


@pytest.mark.parametrize("path", ["/service-points/", "/villages/", "/services/", "/drugs/", "/lab-tests/"])
def test_lists_of_another_puskesmas_stay_there(path, kakap, stranger, shelf):
    names = {one["code"] for one in done(stranger("loket").get(path))["results"]}
    ours = {one["code"] for one in done(Caller(cast.staff(kakap, "loket")).get(path))["results"]}

    assert (ours and path in ("/services/", "/lab-tests/", "/drugs/")) or not names & ours


def test_a_kader_reads_no_master_data(api):
    assert refused(api("kader").get("/services/"), 403)["message"].startswith("Peran kader tidak berwenang")


def test_the_villages_stand_in_the_pws_before_anything_is_counted(api):
    found = done(api("kapus").get("/pws/indicators/", month="2024-05"))

    assert found["month"] == "2024-05" and found["rows"] == []
    assert [village["name"] for village in found["villages"]] == ["Sungai Belidak"]
    assert done(api("kapus").get("/pws/indicators/"))["month"] == "2024-05"
    assert "month" in beside(api("kapus").get("/pws/indicators/", month="Mei"))
    refused(api("loket").get("/pws/indicators/"), 403)

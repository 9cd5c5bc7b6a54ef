"""The line and the room that serves, by the API."""

import pytest

from tests import cast
from tests.puskesmas.rest.conftest import beside, done, in_exam, refused


@pytest.fixture
def counter(kakap):
    return cast.point(kakap, "LOKET")


def test_the_next_patient_is_called_to_a_desk_and_nobody_is_204(api, counter):
    first = done(api("loket").post("/visits/"), 201)
    desk = counter.desks.first()

    called = done(api("loket").post(f"/service-points/{counter.code}/call-next/", {"desk": desk.code}))

    assert called["code"] == first["code"] and called["entry"]["state"] == "called" and called["entry"]["calls"] == 1
    assert api("loket").post(f"/service-points/{counter.code}/call-next/").status_code == 204


def test_a_desk_of_another_room_is_refused(api, kakap, galis, counter):
    elsewhere = cast.point(galis, "LOKET").desks.first()

    assert "desk" in beside(api("loket").post(f"/service-points/{counter.code}/call-next/", {"desk": elsewhere.code}))


def test_the_queue_stands_in_calling_order_and_says_why(api, kakap, counter):
    cast.arrive(kakap)
    cast.arrive(kakap)
    cast.arrive(kakap, facts=["disabled"])

    queue = done(api("loket").get(f"/service-points/{counter.code}/queue/"))

    assert [row["number"] for row in queue["results"]] == ["P-001", "A-001", "A-002"]
    assert [row["band_reason"] for row in queue["results"]] == [
        "Disabilitas",
        "Menurut jam datang",
        "Menurut jam datang",
    ]
    assert queue["results"][0]["patient"] is None and len(queue["results"][0]["visit"]) == 12


def test_the_queue_is_what_calling_makes_of_it(api, kakap, counter):
    for facts in ([], ["disabled"], ["disabled"], [], ["disabled"], ["disabled"], []):
        cast.arrive(kakap, facts=facts)
    told = [row["number"] for row in done(api("loket").get(f"/service-points/{counter.code}/queue/"))["results"]]

    called = [
        done(api("loket").post(f"/service-points/{counter.code}/call-next/"))["number"] for _patient in range(len(told))
    ]

    assert called == told


def test_a_patient_is_started_skipped_and_recalled(api, counter):
    done(api("loket").post("/visits/"), 201)
    entry = done(api("loket").post(f"/service-points/{counter.code}/call-next/"))["entry"]["code"]
    loket = api("loket")

    early = refused(loket.post(f"/entries/{entry}/skip/"), 409)
    assert early["reasons"][0]["code"] == "too_few_calls"
    done(loket.post(f"/entries/{entry}/recall/"))
    done(loket.post(f"/entries/{entry}/recall/"))
    assert done(loket.post(f"/entries/{entry}/skip/"))["entry"]["state"] == "skipped"
    assert done(loket.post(f"/entries/{entry}/recall/"))["entry"]["calls"] == 4
    assert done(loket.post(f"/entries/{entry}/start/"))["entry"]["state"] == "serving"


def test_the_walk_goes_on_as_the_sop_says_and_a_late_click_reads_why(api, kakap):
    visit = cast.at_counter(kakap, cast.pak_budi(kakap))
    entry = cast.called_in(visit, by=cast.staff(kakap, "loket")).code

    moved = done(api("loket").post(f"/entries/{entry}/advance/"))
    assert moved["state"] == "triage"

    late = refused(api("loket").post(f"/entries/{entry}/advance/"), 409)
    assert late["code"] == "stale_entry" and "Dedi Kurniawan" in late["message"]


def test_another_lawful_step_needs_its_reason(api, kakap):
    visit = in_exam(kakap)
    entry = cast.entry_of(visit).code

    silent = refused(api("dokter").post(f"/entries/{entry}/advance/", {"to": "IGD"}), 409)
    assert silent["reasons"][0]["field"] == "reason"

    assert (
        done(api("dokter").post(f"/entries/{entry}/advance/", {"to": "IGD", "reason": "syok"}))["state"] == "emergency"
    )


def test_a_detour_keeps_the_place_and_comes_home(api, kakap):
    entry = cast.entry_of(in_exam(kakap)).code

    away = done(api("dokter").post(f"/entries/{entry}/detour/", {"places": ["GIZI"], "reason": "berat turun"}))
    assert away["state"] == "internal_referral" and away["entry"]["returns_to"] == "KLASTER3"
    assert away["next"]["place"] == "KLASTER3"

    gizi = away["entry"]["code"]
    done(api("gizi").post(f"/entries/{gizi}/start/"))
    assert done(api("gizi").post(f"/entries/{gizi}/advance/"))["entry"]["place"] == "KLASTER3"


def test_a_detour_names_rooms(api, kakap):
    entry = cast.entry_of(in_exam(kakap)).code

    assert "places.0" in beside(api("dokter").post(f"/entries/{entry}/detour/", {"places": ["KANTIN"]}))
    assert "places" in beside(api("dokter").post(f"/entries/{entry}/detour/", {"places": []}))
    assert (
        refused(api("dokter").post(f"/entries/{entry}/detour/", {"places": ["KASIR"]}), 409)["code"] == "unlawful_move"
    )


def test_the_exam_is_handed_on_to_another_room(api, kakap):
    entry = cast.entry_of(in_exam(kakap)).code

    on = done(api("dokter").post(f"/entries/{entry}/hand-on/", {"place": "GIGI", "reason": "abses"}))

    assert on["entry"]["place"] == "GIGI" and on["state"] == "exam"


def test_the_room_sends_home_and_says_what_is_left_undone(api, kakap):
    budi = in_exam(kakap, cast.pak_budi(kakap))
    entry = cast.entry_of(budi).code
    later = {"service": "GIGI", "place_kind": "puskesmas", "on": "2024-05-13"}

    home = done(
        api("dokter").post(
            f"/entries/{entry}/discharge/", {"disposition": "home", "reason": "selesai", "not_given": [later]}
        )
    )

    assert home["state"] == "discharged" and home["disposition"] == "home"


def test_no_reason_sends_who_pays_home_with_an_open_bill(api, kakap):
    entry = cast.entry_of(in_exam(kakap)).code

    answer = api("dokter").post(f"/entries/{entry}/discharge/", {"disposition": "home", "reason": "selesai"})

    assert answer.status_code == 409
    assert "tagihan belum lunas" in answer.json()["message"]


def test_twins_have_visits_of_their_own(galis, stranger):
    mother, midwife = cast.arrive(galis, facts=["labour"], patient=cast.bu_sari(galis)), stranger("bidan")
    while cast.place_of(mother) != "BERSALIN":
        cast.go_on(mother, "pandu")
    entry = cast.called_in(mother, by=midwife.staff).code
    twins = [{"order": 1, "sex": "L", "birth_weight": 2600, "alive": True}, {"order": 2, "sex": "P"}]

    answer = done(midwife.post(f"/entries/{entry}/born/", {"children": twins}), 201)

    assert answer["code"] == mother.code
    assert mother.births.count() == 2
    assert [made["kind"] for made in answer["created"]] == ["visit", "visit"]
    wrong = beside(midwife.post(f"/entries/{entry}/born/", {"children": [{"order": 1, "sex": "X"}]}))
    assert set(wrong) == {"children.0.sex"}


def test_another_puskesmas_moves_nobody(kakap, stranger):
    entry = cast.entry_of(in_exam(kakap)).code

    for verb in ("start", "skip", "recall", "advance", "detour", "hand-on", "discharge", "stand-down"):
        refused(stranger("dokter").post(f"/entries/{entry}/{verb}/"), 404)
    refused(stranger("loket").post(f"/service-points/{cast.point(kakap, 'LOKET').code}/call-next/"), 404)

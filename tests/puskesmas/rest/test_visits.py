"""A visit by the API: opened, found, known, closed."""

from tests import cast
from tests.puskesmas.rest.conftest import beside, done, in_exam, refused

VISIT = """code number facility state state_label opened_at closed_at disposition party profile patient facts services
band band_reason entry next moves"""
ENTRY = "code point place step state number calls queued_at called_at started_at returns_to"
EVENT = "seq kind from_state to_state step point by at recorded_at late reason undoes"


def test_a_visit_opened_at_the_door_has_its_number_and_its_next_step(api):
    visit = done(api("loket").post("/visits/", {"facts": ["jkn"], "complaint": "batuk"}), 201)

    assert set(visit) == set(VISIT.split())
    assert set(visit["entry"]) == set(ENTRY.split())
    assert visit["number"] == "A-001" and visit["state"] == "registration" and visit["entry"]["place"] == "LOKET"
    assert visit["next"]["clause"] == "5.2"
    assert "jkn" in visit["facts"]
    assert visit["opened_at"].startswith("2024-05-06T08:00") and visit["opened_at"].endswith("+07:00")


def test_a_greyed_move_says_why(api):
    moves = done(api("loket").post("/visits/"), 201)["moves"]

    cashier = next(move for move in moves if move["place"] == "KASIR")
    assert set(cashier) == {"move", "state", "place", "label", "allowed", "reasons"}
    assert not cashier["allowed"]
    assert "unidentified" in {reason["code"] for reason in cashier["reasons"]}


def test_a_known_patient_comes_with_services_and_company(api, kakap):
    patient = cast.pak_budi(kakap)

    visit = done(
        api("loket").post("/visits/", {"patient": patient.code, "services": ["UMUM"], "party": "keluarga1"}), 201
    )

    assert visit["patient"] == {
        "code": patient.code,
        "name": "Budi Santoso",
        "sex": "L",
        "birth_date": "1957-01-20",
        "record_number": patient.record_number,
    }
    assert visit["services"] == ["UMUM"] and visit["party"] == "keluarga1"
    assert visit["band_reason"] == "Lansia"


def test_only_who_may_identify_opens_a_visit_with_a_name(api, kakap):
    body = {"patient": cast.pak_budi(kakap).code}

    assert refused(api("pandu").post("/visits/", body), 403)["code"] == "permission_denied"
    assert done(api("pandu").post("/visits/"), 201)


def test_the_visit_answers_the_same_when_asked(api):
    opened = done(api("loket").post("/visits/"), 201)

    assert done(api("dokter").get(f"/visits/{opened['code']}/")) == opened


def test_no_answer_is_kept_on_the_way(api):
    assert api("loket").get("/visits/")["Cache-Control"] == "no-store"
    assert api("loket").get("/visits/tidak-ada/")["Cache-Control"] == "no-store"


def test_visits_are_found_by_state_room_and_day(api, kakap):
    waiting = done(api("loket").post("/visits/"), 201)
    counter = cast.point(kakap, "LOKET").code
    loket = api("loket")

    assert [one["code"] for one in done(loket.get("/visits/", point=counter))["results"]] == [waiting["code"]]
    assert done(loket.get("/visits/", state="exam"))["count"] == 0
    assert done(loket.get("/visits/", on="2024-05-06"))["count"] == 1
    assert done(loket.get("/visits/", on="2024-05-05"))["count"] == 0
    assert set(beside(loket.get("/visits/", state="pulang", on="kemarin"))) == {"state", "on"}


def test_another_puskesmas_sees_nothing_of_it(api, stranger):
    code = done(api("loket").post("/visits/"), 201)["code"]

    assert refused(stranger("loket").get(f"/visits/{code}/"), 404)["code"] == "not_found"
    refused(stranger("loket").post(f"/visits/{code}/learn/", {"fact": "jkn"}), 404)
    assert done(stranger("loket").get("/visits/"))["count"] == 0


def test_the_events_tell_the_walk_with_who_and_when(api):
    code = done(api("loket").post("/visits/", {"facts": ["jkn"]}), 201)["code"]

    events = done(api("loket").get(f"/visits/{code}/events/"))["results"]

    assert [event["kind"] for event in events] == ["arrived", "moved"]
    assert set(events[1]) == set(EVENT.split())
    assert events[1]["by"] == {"name": "Dedi Kurniawan", "role": "loket"}
    assert events[1]["at"].endswith("+07:00")


def test_a_patient_is_identified_or_registered_in_place(api, kakap):
    first, second = (done(api("loket").post("/visits/"), 201)["code"] for _ in range(2))
    pak_budi = cast.pak_budi(kakap)

    known = done(api("loket").post(f"/visits/{first}/identify/", {"patient": pak_budi.code}))
    new = done(
        api("loket").post(
            f"/visits/{second}/identify/",
            {"new_patient": {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-02-03"}},
        )
    )

    assert known["patient"]["name"] == "Budi Santoso" and known["entry"]["place"] == "LOKET"
    assert new["patient"]["name"] == "Siti Aminah" and "new_patient" in new["facts"]


def test_identify_takes_one_of_the_two_and_only_patients_of_the_house(api, galis):
    code = done(api("loket").post("/visits/"), 201)["code"]

    assert beside(api("loket").post(f"/visits/{code}/identify/")) == {"": "Isi salah satu: patient atau new_patient."}
    assert "patient" in beside(api("loket").post(f"/visits/{code}/identify/", {"patient": cast.raka(galis).code}))
    assert "new_patient.birth_date" in beside(
        api("loket").post(f"/visits/{code}/identify/", {"new_patient": {"name": "Siti", "sex": "P", "birth_date": "x"}})
    )


def test_a_fact_is_told_and_taken_back(api):
    code = done(api("loket").post("/visits/"), 201)["code"]
    loket = api("loket")

    assert "wheelchair" in done(loket.post(f"/visits/{code}/learn/", {"fact": "wheelchair"}))["facts"]
    told = loket.post(f"/visits/{code}/withdraw/", {"fact": "wheelchair", "reason": "berjalan sendiri"})
    assert "wheelchair" not in done(told)["facts"]


def test_no_program_decrees_a_paid_bill(api):
    code = done(api("loket").post("/visits/"), 201)["code"]

    no = refused(api("loket").post(f"/visits/{code}/learn/", {"fact": "bill_clear"}), 409)

    assert no["code"] == "guard_refused"
    assert no["reasons"][0]["field"] == "fact"


def test_an_unknown_fact_or_word_is_said_beside_its_field(api):
    code = done(api("loket").post("/visits/"), 201)["code"]

    wrong = beside(api("loket").post(f"/visits/{code}/learn/", {"fact": "kaya", "warna": "biru"}))

    assert wrong["fact"].startswith("Pilih salah satu dari daftar: emergency")
    assert wrong["warna"] == "Isian ini tidak dikenal. Yang dikenal: fact, source, reason."


def test_an_emergency_goes_to_the_igd_and_back_when_it_was_none(api):
    opened = done(api("loket").post("/visits/"), 201)

    inside = done(api("loket").post(f"/visits/{opened['code']}/escalate/", {"reason": "sesak"}))
    assert inside["state"] == "emergency" and inside["entry"]["place"] == "IGD"

    back = done(api("dokter").post(f"/entries/{inside['entry']['code']}/stand-down/", {"reason": "hanya batuk"}))
    assert back["state"] == "registration" and "not_emergency" in back["facts"]


def test_who_leaves_is_closed_from_anywhere(api):
    code = done(api("loket").post("/visits/"), 201)["code"]

    gone = done(api("loket").post(f"/visits/{code}/close/", {"disposition": "left", "reason": "pulang sendiri"}))

    assert gone["state"] == "discharged" and gone["disposition"] == "left"
    assert gone["entry"] is None and gone["next"] is None and gone["moves"] == [] and gone["closed_at"]
    again = api("loket").post(f"/visits/{code}/close/", {"disposition": "left", "reason": "pulang sendiri"})
    assert refused(again, 409)["code"] == "already_done"


def test_what_was_not_given_is_agreed_with_its_place_and_day(api, kakap):
    visit = in_exam(kakap)
    row = {"service": "GIGI", "place_kind": "rumah", "on": "besok"}

    wrong = beside(
        api("dokter").post(f"/visits/{visit.code}/close/", {"disposition": "left", "reason": "x", "not_given": [row]})
    )

    assert set(wrong) == {"not_given.0.place_kind", "not_given.0.on"}


def test_the_last_move_is_taken_back_by_its_author(api, kakap):
    visit = cast.at_counter(kakap, cast.pak_budi(kakap))
    cast.go_on(visit, "loket")
    last = done(api("loket").get(f"/visits/{visit.code}/events/"))["results"][-1]

    back = done(api("loket").post(f"/visits/{visit.code}/undo/", {"seq": last["seq"]}))

    assert back["entry"]["step"] == "daftar"
    assert refused(api("loket").post(f"/visits/{visit.code}/undo/", {"seq": last["seq"]}), 409)


def test_services_are_booked_at_the_counter(api):
    code = done(api("loket").post("/visits/"), 201)["code"]

    assert done(api("loket").post(f"/visits/{code}/book/", {"services": ["ANC", "GIGI"]}))["services"] == [
        "ANC",
        "GIGI",
    ]
    assert "services.1" in beside(api("loket").post(f"/visits/{code}/book/", {"services": ["ANC", "PIJAT"]}))


def test_a_card_that_does_not_cover_makes_the_patient_pay(api, kakap):
    visit = cast.at_counter(kakap, cast.pak_budi(kakap))
    card = {"kind": "jkn", "status": "elsewhere", "source": "pcare"}

    assert "umum" in done(api("loket").post(f"/visits/{visit.code}/coverage/", card))["facts"]
    assert "source" in beside(api("loket").post(f"/visits/{visit.code}/coverage/", {"kind": "jkn", "source": "kata"}))


def test_nobody_covers_a_stranger(api):
    code = done(api("loket").post("/visits/"), 201)["code"]

    no = refused(api("loket").post(f"/visits/{code}/coverage/", {"kind": "umum", "source": "statement"}), 409)

    assert no["reasons"][0]["code"] == "unidentified"


def test_the_checklist_of_sitiung_fills_itself_and_that_of_kakap_is_empty(api, kakap):
    visit = in_exam(kakap)

    found = done(api("kapus").get(f"/visits/{visit.code}/checklist/"))

    assert found == {"number": "451/Sop/Admin/Pusk-Kakap/2024", "items": []}

"""The ministry's general flow, points 1 to 10, walked by the API; points 11 to 14 are the task to the Pustu."""

import pytest


@pytest.fixture
def walk(at):
    return at("kemenkes")


def through_the_door(walk, *facts):
    return walk.arrive(*facts, by="pandu").go(by="pandu")


def test_the_door_looks_first_and_an_adult_walks_to_klaster_3(walk):
    """1, 3, 9."""
    walk.arrive("wheelchair", by="pandu")
    assert (walk.place, walk.visit["state"], walk.visit["entry"]["state"]) == ("PINTU", "triage", "serving")
    walk.go(by="pandu")
    assert walk.place == "LOKET"
    walk.register("adult").go()
    assert walk.place == "KLASTER3"
    walk.examine().prescribe("PARASETAMOL").go()

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"


def test_an_emergency_is_handled_at_once(walk):
    """2."""
    through_the_door(walk, "emergency")

    assert (walk.place, walk.visit["band"]) == ("IGD", 0)


@pytest.mark.parametrize(("who", "facts", "place"), [
    ("child", [], "ANAK"), ("mother", ["pregnant"], "KIA"), ("elderly", [], "KLASTER3"),
])  # fmt: skip
def test_age_and_complaint_choose_the_cluster(walk, who, facts, place):
    """3."""
    through_the_door(walk, *facts).register(who).go()

    assert walk.place == place


def test_a_dental_complaint_is_treated_first_then_the_cluster(walk):
    """3, 4: pelayanan gigi terlebih dahulu, lalu dilanjutkan di klaster."""
    through_the_door(walk, "dental").register("adult").go()
    assert walk.place == "GIGI"

    walk.go(by="gigi")

    assert walk.place == "KLASTER3"


def test_the_reverse_is_a_detour_to_the_dentist(walk):
    """4: sebaliknya pasien klaster yang membutuhkan layanan gigi."""
    through_the_door(walk).register("adult").go()
    walk.examine()
    gigi = next(move for move in walk.visit["moves"] if move["move"] == "detour" and move["place"] == "GIGI")
    assert gigi["allowed"]
    walk.visit = walk.call("dokter", "post", f"{walk.entry}/detour/", {"places": ["GIGI"], "reason": "karang gigi"})

    walk.go(by="gigi")

    assert walk.place == "KLASTER3"


def test_what_was_not_given_is_promised_at_a_place_and_a_day(walk):
    """4: penjadwalan pada waktu dan tempat yang disepakati."""
    through_the_door(walk).register("adult").go()
    walk.examine()
    promise = [{"service": "SKRINING-PTM", "place_kind": "puskesmas", "place": "", "on": "2024-05-20"}]

    walk.visit = walk.call(
        "dokter", "post", f"{walk.entry}/discharge/", {"disposition": "home", "reason": "", "not_given": promise}
    )

    assert walk.visit["state"] == "discharged"
    assert {"service_not_given", "appointment_made"} <= set(walk.kinds())


def test_an_infected_patient_is_registered_examined_and_given_medicine_in_one_room(walk):
    """3, 5: ruang infeksi, One Stop Services."""
    through_the_door(walk, "infectious")
    places = {walk.place}
    walk.register("adult").go(by="loket")
    places.add(walk.place)
    walk.examine(by="dokter").prescribe("PARASETAMOL").go(by="dokter")
    places.add(walk.place)
    assert walk.visit["state"] == "pharmacy", "the pharmacist comes to the patient"

    walk.fetch_medicine()

    assert places == {"INFEKSI"}
    assert walk.visit["state"] == "discharged"


def test_the_laboratory_sends_the_patient_back_to_the_examiner(walk):
    """6."""
    through_the_door(walk).register("adult").go()
    walk.examine()
    order = walk.to_the_lab("GDS", by="dokter")
    walk.result(order, "GDS", "98")

    assert walk.place == "KLASTER3"


@pytest.mark.parametrize(("place", "state"), [("FISIO", "internal_referral"), ("RANAP", "inpatient")])
def test_physiotherapy_or_a_bed_by_recommendation(walk, place, state):
    """7."""
    through_the_door(walk).register("adult").go()
    walk.examine()

    if place == "FISIO":
        walk.visit = walk.call("dokter", "post", f"{walk.entry}/detour/", {"places": ["FISIO"], "reason": "nyeri bahu"})
    else:
        walk.go(by="dokter", to="RANAP", reason="perlu observasi")

    assert (walk.place, walk.visit["state"]) == (place, state)


@pytest.mark.parametrize("kind", ["fkrtl", "social", "legal"])
def test_specialist_social_and_legal_referrals(walk, kind):
    """8; 10: a referral to FKRTL is awaited until answered."""
    through_the_door(walk).register("adult").go()
    walk.examine()
    walk.refer(kind, "Penerima", "perlu layanan", by="dokter")
    while walk.visit["state"] != "discharged":
        walk.go(by="dokter")

    assert walk.visit["disposition"] == ("fkrtl" if kind == "fkrtl" else "home")
    if kind == "fkrtl":
        paper = walk.call("dokter", "get", f"{walk.path}/referrals/")["results"][0]["code"]
        walk.call("dokter", "post", f"/referrals/{paper}/answer/", {"diagnosis": "I50", "advice": "pantau bulanan"})
        assert "referral_answered" in walk.kinds()


def test_an_umum_adult_pays_at_the_borrowed_cashier(walk):
    """Borrowed: sungai_kakap 5.4."""
    through_the_door(walk).register("adult", payer="umum").go()
    walk.examine().go()
    assert walk.place == "KASIR"

    walk.pay()

    assert walk.visit["state"] == "discharged"

"""UPT Puskesmas Sitiung I 001/SOP/UKP/PKM-SIT/2024, steps a to o, walked by the API; each test names its clauses."""

import pytest


@pytest.fixture
def walk(at):
    return at("sitiung_1")


def measured(walk, *facts):
    """Come in and be measured by pandu PTM before anyone knows who it is."""
    walk.arrive(*facts, by="pandu").called_in("pandu")
    assert walk.visit["patient"] is None
    walk.do("vitals", {"weight": 61, "height": 158, "waist": 82, "blood_pressure": "124/78"}, by="pandu")
    return walk.go(by="pandu")


def test_an_umum_adult_is_measured_registers_pays_is_screened_and_examined(walk):
    """a, c, d, e, f, g, h, i, j, m, n; notes 7.1 to 7.3; units 8.1, 8.3, 8.5."""
    measured(walk)
    assert walk.place == "LOKET"
    walk.register("adult", payer="umum").go()
    assert (walk.place, walk.visit["next"]["clause"]) == ("KASIR", "g, h")
    walk.pay()
    assert walk.place == "SKRINING"
    walk.called_in("skrining").go(by="skrining")
    assert walk.place == "KLASTER3"
    walk.examine().prescribe("PARASETAMOL").go()
    assert walk.place == "FARMASI"

    walk.fetch_medicine()
    if walk.place == "KASIR":
        walk.pay()

    assert walk.visit["state"] == "discharged"
    items = walk.checklist()
    assert (items[1], items[2], items[3], items[4]) == ("ya", "tidak_berlaku", "ya", "ya")
    assert (items[13], items[14]) == ("ya", "ya")


def test_a_jkn_mother_does_not_stop_at_the_cashier(walk):
    """e: kartu BPJS; i: klaster II."""
    measured(walk, "pregnant").register("mother", services=["ANC"]).go()
    assert walk.place == "SKRINING"

    walk.go(by="skrining")

    assert walk.place == "KIA"


def test_an_emergency_goes_straight_to_ugd(walk):
    """b: langsung ke lintas klaster (UGD)."""
    walk.arrive("emergency", by="pandu")
    assert walk.place == "IGD"
    walk.called_in("dokter").go(by="dokter")
    assert walk.place == "LOKET", "registration remains; measuring, screening and exam are done by the care"

    walk.register("adult").go()

    assert walk.visit["state"] == "discharged"


def test_a_patient_referred_to_another_cluster_comes_back_for_consultation(walk):
    """j, k: rujukan internal dan konsultasi ulang; unit 8.4."""
    measured(walk).register("adult").go().go(by="skrining").examine()
    walk.refer("internal", "KLASTER4", "suspek TB", by="dokter")
    assert walk.place == "KLASTER4"
    walk.called_in("dokter")
    paper = walk.call("dokter", "get", f"{walk.path}/referrals/")["results"][0]["code"]
    walk.visit = walk.call("dokter", "post", f"/referrals/{paper}/answer/", {"answer": "TCM diambil"})
    assert walk.place == "KLASTER3"

    walk.go(by="dokter")

    assert walk.checklist()[11] == "ya"


def test_specialist_care_is_a_referral(walk):
    """l: pelayanan spesialistik dirujuk ke FKRTL."""
    measured(walk).register("adult").go().go(by="skrining").examine()
    walk.refer("fkrtl", "RSUD Sungai Dareh", "katarak", by="dokter")

    walk.go(by="dokter").go(by="dokter")

    assert walk.visit["disposition"] == "fkrtl"


def test_the_inpatient_ward_is_part_of_lintas_klaster(walk):
    """8.5: Rawat Inap."""
    measured(walk).register("adult").go().go(by="skrining").examine()

    walk.go(by="dokter", to="RANAP", reason="observasi demam")

    assert walk.visit["state"] == "inpatient"

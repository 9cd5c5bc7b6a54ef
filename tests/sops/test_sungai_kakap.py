"""Puskesmas Sungai Kakap 451/Sop/Admin/Pusk-Kakap/2024, walked by the API; each test names the clauses it covers."""

import pytest

from tests.sops.walker import Refused


@pytest.fixture
def walk(at):
    return at("sungai_kakap")


def test_an_umum_adult_registers_is_examined_pays_and_fetches_medicine(walk):
    """5.1, 5.2, 5.4, 5.5, 5.6; documents 8.1, 8.2."""
    walk.arrive()
    places = [walk.place]
    walk.register(payer="umum").go()
    walk.go()
    places.append(walk.place)
    walk.examine().prescribe("PARASETAMOL")
    assert (walk.visit["next"]["place"], walk.visit["next"]["clause"]) == ("KASIR", "5.4")
    walk.go()
    places.append(walk.place)

    with pytest.raises(Refused, match="Tagihan belum lunas") as refused:
        walk.go()
    assert refused.value.status == 409
    bill = walk.pay()
    assert bill["lines"][0]["legal_basis"]
    places.append(walk.place)
    with pytest.raises(Refused, match="Obat belum diserahkan"):
        walk.go()
    while walk.place == "FARMASI":
        walk.fetch_medicine()
        places.append(walk.place)

    assert places[:4] == ["LOKET", "KLASTER3", "KASIR", "FARMASI"]
    if walk.place == "KASIR":  # medicine with a tariff opens the bill once more
        walk.pay()
    assert (walk.visit["state"], walk.visit["disposition"]) == ("discharged", "home")
    assert {"exam_recorded", "paid", "label_explained", "handed_over"} <= set(walk.kinds())


def test_a_jkn_adult_goes_straight_to_the_pharmacy(walk):
    """5.4: pasien BPJS langsung menuju farmasi."""
    walk.arrive().register(payer="jkn").go().go()
    walk.examine().prescribe("PARASETAMOL").go()
    assert walk.place == "FARMASI"

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"


def test_a_child_goes_to_its_cluster_by_age(walk):
    """5.2: menuju klaster sesuai siklus hidupnya (usianya)."""
    walk.arrive().register("child").go().go()

    assert walk.place == "ANAK"


def test_an_emergency_is_sent_to_igd_and_registered_after(walk):
    """5.2: jika pasien gawat darurat diarahkan ke IGD."""
    walk.arrive("emergency")
    assert walk.place == "IGD"
    walk.called_in("dokter").go(by="dokter")
    assert walk.place == "LOKET"
    walk.register("adult")

    walk.go()

    assert walk.visit["state"] == "discharged"


def test_an_emergency_found_at_the_counter_goes_to_igd(walk):
    """5.2: the counter's own triage."""
    walk.arrive().register().go()
    walk.do("learn", {"fact": "emergency"}, by="dokter")

    walk.go(by="loket")

    assert walk.place == "IGD"


def test_only_the_doctor_refers_internally_and_the_patient_comes_back(walk):
    """5.3: dokter akan merujuk internal."""
    walk.arrive().register().go().go()
    walk.examine()

    with pytest.raises(Refused) as refused:
        walk.refer("internal", "GIGI", "gigi", by="perawat")
    assert refused.value.status in (403, 409)
    walk.refer("internal", "GIGI", "gigi berlubang", by="dokter")
    assert walk.place == "GIGI"
    with pytest.raises(Refused, match="belum"):
        walk.call("gigi", "post", f"{walk.entry}/discharge/", {"disposition": "home"})
    walk.called_in("gigi")
    papers = walk.call("gigi", "get", f"{walk.path}/referrals/")["results"]
    walk.visit = walk.call("gigi", "post", f"/referrals/{papers[0]['code']}/answer/", {"answer": "sudah ditambal"})

    assert walk.place == "KLASTER3"


def test_the_doctor_refers_to_a_higher_facility(walk):
    """5.3: dokter akan merujuk ke fasilitas kesehatan yang lebih tinggi."""
    walk.arrive().register().go().go()
    walk.examine(icd10="I50")
    walk.refer("fkrtl", "RSUD Soedarso", "gagal jantung")

    walk.go()
    assert walk.visit["state"] == "fkrtl_referral"
    walk.go()

    assert (walk.visit["state"], walk.visit["disposition"]) == ("discharged", "fkrtl")


def test_nobody_goes_home_while_the_laboratory_owes_a_result(walk):
    """5.3 and unit Laboratorium: the result is awaited."""
    walk.arrive().register().go().go()
    walk.examine()
    order = walk.to_the_lab("GDS", by="dokter")
    assert walk.place == "LAB"
    walk.called_in("lab")
    walk.visit = walk.call("lab", "post", f"/lab-orders/{order}/sample/", {})
    assert (walk.place, walk.visit["entry"]["state"]) == ("KLASTER3", "held")
    walk.visit = walk.call("dokter", "post", f"{walk.entry}/start/", {})

    with pytest.raises(Refused, match="hasil laboratorium belum diisi"):
        walk.go(by="dokter")
    walk.call("lab", "post", f"/lab-orders/{order}/result/", {"results": [{"test": "GDS", "value": "142"}]})
    walk.go(by="dokter")

    assert walk.visit["state"] == "discharged"

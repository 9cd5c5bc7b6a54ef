"""UPT Puskesmas Galis 002/ILP/SOP/2024, klaster 2, walked by the API; each test names the clauses it covers."""

import pytest


@pytest.fixture
def walk(at):
    return at("galis")


def test_a_pregnant_mother_is_received_sorted_examined_and_goes_home_with_medicine(walk):
    """6.1, 6.2, 6.3, 6.8; document 10.1; units Pendaftaran and klaster 2; door and counter borrowed (kemenkes 1, 3)."""
    walk.arrive("pregnant", by="pandu")
    places = [walk.place]
    walk.go(by="pandu")
    places.append(walk.place)
    walk.register("mother", services=["ANC"]).go()
    assert (walk.visit["state"], walk.visit["entry"]["place"]) == ("triage", "KIA")
    walk.go(by="bidan")
    assert walk.visit["entry"]["state"] == "serving", "two steps in a row at one point are one sitting"
    walk.examine(icd10="Z34", by="bidan").prescribe("TTD", by="bidan").go(by="bidan")
    places.append(walk.place)
    walk.fetch_medicine()

    assert places == ["PINTU", "LOKET", "FARMASI"]
    assert (walk.visit["state"], walk.visit["disposition"]) == ("discharged", "home")
    assert {"started", "exam_recorded", "vitals_measured"} <= set(walk.kinds())


def test_an_emergency_found_in_the_cluster_is_handled_in_the_emergency_room(walk):
    """6.3, 6.4: pasien gawat darurat ditangani di ruang gawat darurat."""
    walk.arrive(by="pandu").go(by="pandu").register("child").go()
    assert walk.place == "ANAK"
    walk.called_in("dokter")
    walk.do("learn", {"fact": "emergency"}, by="dokter")

    walk.go(by="dokter")

    assert (walk.place, walk.visit["state"]) == ("IGD", "emergency")


def test_labour_is_handled_in_the_delivery_room_with_the_twins_registered(walk):
    """6.5: kasus ibu bersalin ditangani di ruang bersalin; bisa ditangani."""
    walk.arrive("labour", by="pandu").go(by="pandu")
    assert walk.place == "BERSALIN"
    walk.do("identify", {"new_patient": {"name": "Siti", "sex": "P", "birth_date": "1996-02-11"}}, by="bidan")
    walk.called_in("bidan")
    children = [
        {"order": 1, "sex": "L", "birth_weight": 2600, "alive": True},
        {"order": 2, "sex": "P", "birth_weight": 1900, "alive": True},
    ]
    walk.call("bidan", "post", f"{walk.entry}/born/", {"children": children})

    inside = walk.call("bidan", "get", "/visits/?state=delivery")["results"]

    assert sorted(visit["patient"]["name"] for visit in inside) == ["By. Ny. Siti I", "By. Ny. Siti II", "Siti"]


def test_labour_that_cannot_be_handled_is_referred_to_a_more_able_fktp_or_to_fkrtl(walk):
    """6.5: rujukan ke puskesmas/FKTP lain yang lebih kompeten atau FKRTL."""
    walk.arrive("labour", by="pandu").go(by="pandu")
    walk.called_in("bidan")
    walk.refer("fktp", "Puskesmas PONED Larangan", "partus lama", by="bidan")

    walk.go(by="bidan", to="fkrtl_referral", reason="berangkat segera, pendaftaran menyusul")
    assert walk.visit["state"] == "fkrtl_referral"
    walk.visit = walk.call(
        "bidan", "post", f"{walk.entry}/discharge/", {"disposition": "other_fktp", "reason": "berangkat"}
    )

    assert walk.visit["disposition"] == "other_fktp"


@pytest.mark.parametrize("unit", ["GIGI", "GIZI", "KLASTER3"])
def test_a_patient_who_needs_another_unit_is_referred_internally_and_comes_back(walk, unit):
    """6.6: rujukan internal; units Poli gigi, Poli Gizi and pelayanan kluster lainnya."""
    walk.arrive(by="pandu").go(by="pandu").register("child").go()
    walk.go(by="dokter").examine()
    walk.refer("internal", unit, "mohon diperiksa", by="dokter")
    assert walk.place == unit
    walk.called_in()
    paper = walk.call("dokter", "get", f"{walk.path}/referrals/")["results"][0]["code"]

    walk.visit = walk.call(walk.role(), "post", f"/referrals/{paper}/answer/", {"answer": "sudah diperiksa"})

    assert walk.place == "ANAK"


def test_the_laboratory_answers_and_the_patient_comes_back(walk):
    """6.6 and unit Laboratorium."""
    walk.arrive(by="pandu").go(by="pandu").register("child").go()
    walk.go(by="dokter").examine()
    order = walk.to_the_lab("HB", by="dokter")
    walk.result(order, "HB", "11,4")

    assert walk.place == "ANAK"
    assert "lab_result" in walk.kinds()


def test_a_patient_who_needs_a_bed_is_admitted(walk):
    """6.6: rawat inap (bila ada)."""
    walk.arrive(by="pandu").go(by="pandu").register("child").go()
    walk.go(by="dokter").examine()

    walk.go(by="dokter", to="RANAP", reason="diare dengan dehidrasi")

    assert (walk.place, walk.visit["state"]) == ("RANAP", "inpatient")


def test_further_care_is_a_referral_to_fkrtl(walk):
    """6.7: rujukan FKRTL atau rujukan lainnya."""
    walk.arrive(by="pandu").go(by="pandu").register("child").go()
    walk.go(by="dokter").examine()
    walk.refer("fkrtl", "RSUD Smart Pamekasan", "pneumonia berat")
    assert walk.visit["next"]["clause"] == "6.7"

    walk.go(by="dokter").go(by="dokter")

    assert walk.visit["disposition"] == "fkrtl"


def test_an_umum_adult_walks_home_through_the_borrowed_steps(walk):
    """Borrowed: kemenkes 1, 3 (door, counter, klaster 3) and sungai_kakap 5.4 (cashier)."""
    walk.arrive(by="pandu").go(by="pandu").register("adult", payer="umum").go()
    assert walk.place == "KLASTER3"
    walk.examine().go()
    assert walk.place == "KASIR"

    walk.pay()

    assert walk.visit["state"] == "discharged"

"""Puskesmas Dharma Rini, klaster 2, walked by the API; each test names the clauses it covers."""

import pytest


@pytest.fixture
def walk(at):
    return at("dharma_rini")


def test_a_mother_takes_her_number_at_the_counter_waits_and_is_registered_for_the_unit_she_asks(walk):
    """5.1, 5.2, 5.3, 5.4, 5.5, 5.8."""
    walk.arrive("pregnant")
    assert (walk.place, walk.visit["number"]) == ("LOKET", "A-001")
    walk.visit = walk.call("loket", "post", f"/service-points/{walk.visit['entry']['point']}/call-next/", {})
    walk.register("mother", services=["ANC"]).go()
    assert walk.place == "KIA"
    walk.examine(icd10="Z34", by="bidan")
    order = walk.to_the_lab("HB", by="bidan")
    walk.result(order, "HB", "11,8")
    assert (walk.place, walk.visit["entry"]["place"]) == ("KIA", "KIA"), "5.8: kembali ke Unit KIA"
    walk.called_in("bidan").prescribe("TTD", by="bidan").go(by="bidan")

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"
    assert {"arrived", "called", "identified"} <= set(walk.kinds())


def test_a_child_is_examined_in_the_childrens_unit_and_the_lab_result_comes_back_there(walk):
    """5.6, 5.7."""
    walk.arrive().register("child", services=["MTBS"]).go()
    assert walk.place == "ANAK"
    walk.examine()
    order = walk.to_the_lab("HB", by="dokter")
    walk.result(order, "HB", "10,9")
    assert walk.place == "ANAK"
    walk.called_in("dokter").prescribe("PARASETAMOL-SIRUP").go()

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"


@pytest.mark.parametrize("drug", ["DMPA", "IMPLAN"])
def test_kb_injection_and_implant_fetch_the_drug_and_return_for_the_procedure(walk, drug):
    """5.9: diberi resep untuk mengambil obat dan kembali untuk tindakan."""
    walk.arrive().register("mother", services=["KB-SUNTIK"]).go()
    walk.examine(icd10="Z30", by="bidan").prescribe(drug, by="bidan").go(by="bidan")
    assert walk.place == "FARMASI"
    walk.fetch_medicine()
    assert (walk.place, walk.visit["entry"]["step"]) == ("KIA", "tindakan")

    walk.go(by="bidan")

    assert walk.visit["state"] == "discharged"


@pytest.mark.parametrize("drug", ["PIL-KB", "KONDOM"])
def test_kb_pill_and_condom_end_at_the_pharmacy(walk, drug):
    """5.9: KB pil, kondom: resep ke apotek lalu pulang."""
    walk.arrive().register("mother", services=["KB-PIL"]).go()
    walk.examine(icd10="Z30", by="bidan").prescribe(drug, by="bidan").go(by="bidan")

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"


def test_an_iud_is_fitted_and_she_goes_home(walk):
    """5.9: khusus KB IUD dilakukan pemasangan, lalu pulang."""
    walk.arrive().register("mother", services=["KB-IUD"]).go()
    walk.examine(icd10="Z30", by="bidan")
    walk.do("services-rendered", {"service": "KB-IUD"}, by="bidan")

    walk.go(by="bidan")

    assert walk.visit["state"] == "discharged"


def test_an_immunization_is_given_at_kia(walk):
    """5.10: imunisasi dilayani di Unit KIA, diberi resep lalu pulang."""
    walk.arrive().register("child", services=["IMUNISASI"]).go()
    assert walk.place == "KIA"
    walk.examine(icd10="Z27", by="bidan")
    walk.do("services-rendered", {"service": "IMUNISASI"}, by="bidan")
    walk.prescribe("PARASETAMOL-SIRUP", by="bidan").go(by="bidan")

    walk.fetch_medicine()

    assert walk.visit["state"] == "discharged"


def test_labour_goes_straight_to_the_delivery_room(walk):
    """5.11: pasien yang bersalin langsung ke ruang persalinan."""
    walk.arrive("labour")

    assert (walk.place, walk.visit["band"]) == ("BERSALIN", 0)


def test_numbers_are_served_in_order_except_priority_patients_and_those_who_return(walk):
    """7.1: sesuai nomor antrean kecuali lanjut usia, disabilitas dan rujukan internal."""
    regular = walk.arrive().visit
    elderly = walk.arrive("elderly").visit
    disabled = walk.arrive("disabled").visit

    queue = walk.call("loket", "get", f"/service-points/{regular['entry']['point']}/queue/")["results"]

    reasons = {entry["number"]: entry["band_reason"] for entry in queue}
    assert queue[0]["number"] == elderly["number"]
    assert reasons == {
        elderly["number"]: "Lansia",
        disabled["number"]: "Disabilitas",
        regular["number"]: "Menurut jam datang",
    }


def test_an_umum_patient_pays_the_tariff_of_the_regional_rule_and_nothing_else(walk):
    """7.2: tarif Perda 12/2023, tanpa tambahan di luar pelayanan yang diberikan."""
    walk.arrive().register("adult", payer="umum").go()
    assert walk.place == "KLASTER3"
    walk.examine().go()
    assert walk.place == "KASIR"

    bill = walk.pay()

    assert len(bill["lines"]) == len([kind for kind in walk.kinds() if kind == "service_rendered"])
    assert {line["legal_basis"] for line in bill["lines"]} == {"Perda Kab. Temanggung 12/2023"}
    assert walk.visit["state"] == "discharged"


def test_an_adult_with_jkn_walks_home(walk):
    """Borrowed: kemenkes 3 (klaster 3)."""
    walk.arrive().register("adult").go()
    walk.examine().go()

    assert walk.visit["state"] == "discharged"

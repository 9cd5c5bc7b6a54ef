"""Patients by the API."""

import pytest

from puskesmas.facility.models import Village
from tests import cast
from tests.puskesmas.rest.conftest import beside, done, refused

SITI = {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-02-03"}


@pytest.mark.parametrize("q", ["budi", "6112012001570001", "08123456789", "RM {patient.record_number}"])
def test_a_patient_is_found_by_whatever_is_at_hand(api, kakap, q):
    patient = cast.a_patient(
        kakap, "Budi Santoso", born=cast.date(1957, 1, 20), sex="L", nik="6112012001570001", phone="08123456789"
    )

    found = done(api("loket").get("/patients/", q=q.format(patient=patient)))

    assert [one["code"] for one in found["results"]] == [patient.code]


def test_nothing_typed_finds_nobody_and_half_a_nik_says_so(api, kakap):
    cast.pak_budi(kakap)

    assert done(api("loket").get("/patients/"))["count"] == 0
    assert beside(api("loket").get("/patients/", q="611201200157000"))["q"].startswith("Ada 15 angka")


def test_somebody_is_registered_with_all_that_is_known(api, kakap):
    mother = cast.bu_sari(kakap)
    village = Village.objects.get(facility=kakap)
    body = SITI | {
        "nik": "6112 0143 0290 0001",
        "bpjs": "0001234567890",
        "phone": "+62 812 3456 789",
        "kk": None,
        "mother": mother.code,
        "village": village.code,
        "address": "RT 2",
    }

    made = done(api("loket").post("/patients/", body), 201)

    assert made["nik"] == "6112014302900001" and made["phone"] == "08123456789" and made["kk"] == ""
    assert made["mother"] == {"code": mother.code, "name": "Sari Wulandari"}
    assert made["village"] == {"code": village.code, "name": "Sungai Belidak"}
    assert made["coverage"]["kind"] == "jkn"
    assert done(api("loket").get(f"/patients/{made['code']}/")) == made


def test_a_mother_without_a_record_is_a_name(api):
    assert done(api("loket").post("/patients/", SITI | {"mother": "Ibu Rukmini"}), 201)["mother"] == {
        "code": None,
        "name": "Ibu Rukmini",
    }
    assert "mother" in beside(api("loket").post("/patients/", SITI | {"mother": "0123456789ab"}))


def test_each_wrong_field_has_its_sentence(api):
    wrong = beside(
        api("loket").post(
            "/patients/",
            {"name": "", "sex": "X", "birth_date": "3 Februari", "nik": 6112, "village": "entah", "agama": "x"},
        )
    )

    assert wrong == {
        "name": "Isian ini tidak boleh kosong.",
        "sex": "Pilih salah satu dari daftar: L, P.",
        "birth_date": "Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-05-06.",
        "nik": "Tulis sebagai teks.",
        "village": "Tidak ada yang berkode ini di puskesmas ini. Periksa lagi kodenya.",
        "agama": wrong["agama"],
    }
    assert wrong["agama"].startswith("Isian ini tidak dikenal.")


def test_the_rules_of_identity_speak_beside_their_fields_too(api):
    wrong = beside(api("loket").post("/patients/", SITI | {"birth_date": "2030-01-01", "nik": "12"}))

    assert wrong["birth_date"].startswith("Tanggal lahir belum terjadi") and wrong["nik"].startswith("NIK harus 16")


def test_a_known_nik_is_not_registered_twice(api):
    done(api("loket").post("/patients/", SITI | {"nik": "6112014302900001"}), 201)

    again = refused(api("loket").post("/patients/", SITI | {"nik": "6112014302900001"}), 400)

    assert again["code"] == "already_registered" and again["reasons"][0]["field"] == "nik"


def test_opening_a_record_is_written_down_once_a_quarter_of_an_hour(api, kakap):
    patient = cast.pak_budi(kakap)

    for _time in range(2):
        done(api("dokter").get(f"/patients/{patient.code}/"))

    assert [row.staff.role for row in patient.openings.select_related("staff")] == ["dokter"]


def test_another_puskesmas_finds_nobody(api, stranger, kakap):
    patient = cast.pak_budi(kakap)

    assert done(stranger("loket").get("/patients/", q="budi"))["count"] == 0
    refused(stranger("loket").get(f"/patients/{patient.code}/"), 404)


def test_who_may_not_read_patients_is_refused(api, kakap):
    patient = cast.pak_budi(kakap)

    refused(api("admin").get(f"/patients/{patient.code}/"), 403)
    refused(api("kasir").post("/patients/", SITI), 403)

"""Finding somebody by whatever they brought."""

from dataclasses import replace

import pytest
from django.db import connection

from puskesmas.patients import services
from puskesmas.patients.search import likely_same, search


@pytest.mark.parametrize(
    "typed",
    [
        "3528044605920003",
        "0001234567890",
        "0812-3456-7890",
        "RM 00-00-01",
        "1",
        "3528042001150007",
        "Sari",
        "sa wu",
        "wulan",
        "SARI  WULANDARI",
    ],
)
def test_bu_sari_is_found_by_everything_she_may_bring(bu_sari, budi, dedi, typed):
    services.register(budi, by=dedi)

    assert list(search(dedi.user, typed)) == [bu_sari]


@pytest.mark.parametrize("typed", ["", "s", "Sari Budi", "3528044605920004", "352804460592000", "RM 99", "' & |"])
def test_what_fits_nobody_finds_nobody(bu_sari, dedi, typed):
    assert not search(dedi.user, typed).exists()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Suharti", "suh"),
        ("Nu'man", "numan"),
        ("Nu'man", "nu'm"),
        ("Nu’man", "Nu'man"),
        ("Soekarno", "sukarno"),
        ("Sukarno", "soekarno"),
        ("Djoko Tjahjono", "joko cahyono".replace("y", "j")),
        ("Moh. Syarif", "muhammad sarif"),
        ("M. Amin", "moch amin"),
        ("By. Ny. Wati", "ny wati"),
        ("Siti Nur-Aini", "aini"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(budi, dedi, name, typed):
    patient = services.register(replace(budi, name=name), by=dedi)

    assert list(search(dedi.user, typed)) == [patient]


def test_nobody_is_found_from_another_puskesmas(bu_sari, neighbour):
    for typed in ("Sari", bu_sari.nik, bu_sari.bpjs, bu_sari.phone, "1"):
        assert not search(neighbour.user, typed).exists()


def test_a_merged_record_leads_to_who_stays(bu_sari, sari, dedi):
    twice = services.register(replace(sari, name="Sariyem", nik="", bpjs=""), by=dedi)
    services.merge(twice, into=bu_sari, by=dedi, reason="Sama")

    assert list(search(dedi.user, "sariyem")) == [bu_sari]
    assert list(search(dedi.user, twice.record_number)) == [bu_sari]


def test_a_second_registration_is_seen_coming(bu_sari, sari, budi, dedi):
    again = replace(sari, nik="", bpjs="", phone="")

    assert list(likely_same(dedi.user, again)) == [bu_sari]
    assert list(likely_same(dedi.user, replace(budi, nik=bu_sari.nik))) == [bu_sari]
    assert list(likely_same(dedi.user, replace(budi, bpjs=bu_sari.bpjs))) == [bu_sari]
    assert not likely_same(dedi.user, budi).exists()


@pytest.fixture
def crowd(galis, sungai_kakap):
    """Four thousand people, half of them elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO patients_patient (facility_id, code, record_number, name, name_folded, sex, birth_date,
                birth_date_estimated, nik, bpjs, phone, kk, mother_name, address)
            SELECT (ARRAY[%s, %s])[1 + n %% 2], 'crowd' || n, lpad((100000 + n)::text, 6, '0'),
                'Warga ' || md5(n::text), 'warga ' || md5(n::text), 'P', '1990-01-01', false,
                '35280401' || lpad(n::text, 8, '0'), '0' || lpad(n::text, 12, '0'), '0811' || lpad(n::text, 8, '0'),
                lpad(n::text, 16, '1'), '', ''
            FROM generate_series(1, 4000) AS n
            """,
            [galis.pk, sungai_kakap.pk],
        )
        cursor.execute("ANALYZE patients_patient")


def test_every_search_stands_on_an_index(bu_sari, crowd, dedi):
    indexes = {
        "sari wul": "patient_by_name",
        "3528044605920003": "nik_once_per_facility",
        "0001234567890": "patient_by_bpjs",
        "081234567890": "patient_by_phone",
        "RM 1": "record_number_once_per_facility",
    }

    for typed, index in indexes.items():
        plan = search(dedi.user, typed).explain()
        assert index in plan, plan
        assert "Seq Scan on patients_patient" not in plan


def test_a_search_is_one_query_whatever_it_finds(bu_sari, crowd, dedi, django_assert_num_queries):
    assert dedi.user.staff.facility

    for typed, count in (("warga", 50), ("sari", 1), ("081234567890", 1)):
        with django_assert_num_queries(1):
            found = list(search(dedi.user, typed)[:50])
            assert [(patient.domicile_label, patient.facility.code) for patient in found]
            assert {getattr(patient, "coverage", None) for patient in found}
        assert len(found) == count

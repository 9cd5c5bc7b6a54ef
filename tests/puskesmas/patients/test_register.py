"""Somebody new at the counter, and a child just born."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import Http404

from puskesmas.patients import services
from puskesmas.patients.models import Coverage, Patient, PatientChange
from puskesmas.patients.refusals import IdentityRefused


def test_bu_sari_gets_a_record_a_number_and_a_line_in_the_ledger(bu_sari, dedi, polagan):
    patient = Patient.objects.get(pk=bu_sari.pk)
    line = PatientChange.objects.get(patient=patient)

    assert (patient.record_number, patient.record_number_label) == ("000001", "00-00-01")
    assert patient.person == patient
    assert patient.age_label(date(2024, 5, 6)) == "32 tahun, perempuan"
    assert str(patient.coverage) == "JKN, belum diperiksa"
    assert (line.kind, line.by_name, line.by_role, line.village_after) == ("registered", "Dedi", "rekam_medis", polagan)


def test_numbers_follow_each_other_in_each_puskesmas(sari, budi, dedi, neighbour):
    services.register(sari, by=dedi)

    assert services.register(budi, by=dedi).record_number == "000002"
    assert services.register(budi, by=neighbour).record_number == "000001"


def test_a_refused_registration_uses_up_no_number(bu_sari, sari, budi, dedi):
    with pytest.raises(IdentityRefused):
        services.register(sari, by=dedi)

    assert services.register(budi, by=dedi).record_number == "000002"


def test_pak_budi_needs_neither_nik_nor_card_nor_surname(budi, dedi):
    patient = services.register(budi, by=dedi)

    assert patient.nik is None
    assert not Coverage.objects.filter(patient=patient).exists()


def test_two_people_without_nik_stand_side_by_side(budi, dedi):
    assert services.register(budi, by=dedi).pk != services.register(budi, by=dedi).pk


def test_what_was_typed_is_tidied(budi, dedi):
    typed = replace(budi, name="  Nu’man   al  Hakim ", nik="3528 0401 0257 0001", phone="+62 812-3456-7890")

    patient = services.register(typed, by=dedi)

    assert (patient.name, patient.nik, patient.phone) == ("Nu'man al Hakim", "3528040102570001", "081234567890")


def test_every_mistake_is_said_beside_its_field(sari, dedi):
    typed = replace(sari, name="", sex="X", birth_date=date(2099, 1, 1), nik="352804", bpjs="1", phone="9", kk="2")

    with pytest.raises(IdentityRefused) as refused:
        services.register(typed, by=dedi)

    assert [reason.field for reason in refused.value.reasons] == [
        "name",
        "sex",
        "birth_date",
        "nik",
        "bpjs",
        "kk",
        "phone",
    ]
    assert refused.value.reasons[3].message == "NIK harus 16 angka, baru 6. Periksa lagi kartunya."


def test_a_nik_that_is_here_already_leads_to_its_record(bu_sari, sari, dedi):
    with pytest.raises(IdentityRefused) as refused:
        services.register(replace(sari, name="Sari W."), by=dedi)

    assert refused.value.code == "already_registered"
    assert "RM 00-00-01" in refused.value.message


def test_the_same_nik_may_be_known_at_another_puskesmas(bu_sari, sari, neighbour):
    assert services.register(replace(sari, village=None), by=neighbour).nik == bu_sari.nik


def test_a_doubtful_nik_is_warned_of_and_kept(sari, dedi):
    typed = replace(sari, sex="L")

    assert typed.warnings()[0].field == "nik"
    assert services.register(typed, by=dedi).nik == sari.nik


def test_an_estimated_birthday_is_not_held_against_the_nik(sari):
    typed = replace(sari, birth_date=date(1990, 1, 1))

    assert typed.warnings()
    assert not replace(typed, birth_date_estimated=True).warnings()


def test_a_hamlet_of_another_village_is_refused(sari, konang, dusun_timur, dedi):
    with pytest.raises(IdentityRefused) as refused:
        services.register(replace(sari, village=konang, hamlet=dusun_timur), by=dedi)

    assert [reason.field for reason in refused.value.reasons] == ["hamlet"]


def test_a_village_of_another_puskesmas_is_refused(sari, neighbour):
    with pytest.raises(IdentityRefused) as refused:
        services.register(sari, by=neighbour)

    assert [reason.field for reason in refused.value.reasons] == ["village"]


def test_a_newborn_is_named_and_covered_after_the_mother(bu_sari, rina):
    baby = services.register_newborn(bu_sari, sex="L", born_on=date(2024, 5, 6), by=rina)

    assert (baby.name, baby.nik, baby.mother, baby.birth_order) == ("By. Ny. Sari Wulandari", None, bu_sari, 1)
    assert (baby.village, baby.kk, baby.mother_name) == (bu_sari.village, bu_sari.kk, "Sari Wulandari")
    assert (baby.coverage.kind, baby.coverage.number, baby.coverage.checked_source) == ("jkn", "", "mother")


def test_twins_are_told_apart_by_their_order(bu_sari, rina):
    born = {"born_on": date(2024, 5, 6), "by": rina, "of": 2}

    names = [services.register_newborn(bu_sari, sex=sex, order=n, **born).name for n, sex in ((1, "L"), (2, "P"))]

    assert names == ["By. Ny. Sari Wulandari I", "By. Ny. Sari Wulandari II"]


def test_the_child_of_an_unknown_mother_is_registered_too(rina):
    baby = services.register_newborn(None, sex="P", born_on=date(2024, 5, 6), by=rina)

    assert (baby.name, baby.mother) == ("By. Ny. X", None)
    assert not Coverage.objects.filter(patient=baby).exists()


def test_a_mother_of_another_puskesmas_is_not_there(bu_sari, neighbour):
    with pytest.raises(Http404):
        services.register_newborn(bu_sari, sex="L", born_on=date(2024, 5, 6), by=neighbour)


def test_registering_takes_few_statements(sari, dedi, django_assert_max_num_queries):
    assert dedi.facility.code == "galis"

    with django_assert_max_num_queries(7):  # two of them the savepoint of the test's own transaction
        services.register(sari, by=dedi)

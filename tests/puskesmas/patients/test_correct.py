"""What is known better now, and the ledger that figures are rebuilt from."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.apps import apps
from django.db import InternalError, connection, transaction
from django.http import Http404

from puskesmas.patients import services
from puskesmas.patients.access import allergies_of
from puskesmas.patients.models import Coverage, Patient, PatientChange
from puskesmas.patients.refusals import IdentityRefused
from puskesmas.patients.services import Identity
from tests import cast


def changes_of(patient):
    return PatientChange.objects.filter(patient=patient).exclude(kind="registered")


def test_a_move_keeps_the_old_and_the_new_village(bu_sari, polagan, konang, dedi):
    moved = services.correct(bu_sari, replace(Identity.of(bu_sari), village=konang), by=dedi, reason="Ikut suami")

    line = changes_of(bu_sari).get()
    assert moved.village == konang
    assert (line.kind, line.village_before, line.village_after) == ("domicile", polagan, konang)
    assert (line.reason, line.by) == ("Ikut suami", dedi)


def test_each_kind_of_change_has_its_own_line(bu_sari, dedi):
    typed = replace(
        Identity.of(bu_sari), name="Sari Wulan", sex="L", birth_date=date(1992, 6, 5), nik="", phone="0819999999"
    )

    services.correct(bu_sari, typed, by=dedi)

    lines = {line.kind: line.data for line in changes_of(bu_sari)}
    assert lines == {
        "name": {"fields": ["name"]},
        "sex": {"fields": ["sex"], "sex": ["P", "L"]},
        "birth_date": {"fields": ["birth_date"], "birth_date": ["1992-05-06", "1992-06-05"]},
        "identifiers": {"fields": ["nik"]},
        "contact": {"fields": ["phone"]},
    }


def test_a_new_name_is_found_at_once(bu_sari, dedi):
    services.correct(bu_sari, replace(Identity.of(bu_sari), name="Soekarsih"), by=dedi)

    assert Patient.objects.get(pk=bu_sari.pk).name_folded == "sukarsih"


def test_nothing_new_writes_nothing(bu_sari, dedi):
    services.correct(bu_sari, Identity.of(bu_sari), by=dedi)

    assert not changes_of(bu_sari).exists()


def test_a_mistake_is_refused_and_nothing_changes(bu_sari, dedi):
    with pytest.raises(IdentityRefused):
        services.correct(bu_sari, replace(Identity.of(bu_sari), nik="12"), by=dedi)

    assert not changes_of(bu_sari).exists()
    assert Patient.objects.get(pk=bu_sari.pk).nik == bu_sari.nik


def test_anothers_nik_is_refused(bu_sari, budi, dedi):
    pak_budi = services.register(budi, by=dedi)

    with pytest.raises(IdentityRefused, match="RM 00-00-01"):
        services.correct(pak_budi, replace(budi, nik=bu_sari.nik), by=dedi)


def test_another_puskesmas_cannot_correct_her(bu_sari, neighbour):
    with pytest.raises(Http404):
        services.correct(bu_sari, Identity.of(bu_sari), by=neighbour)


def test_the_ledger_carries_the_date_of_the_puskesmas(bu_sari, konang, dedi):
    with time_machine.travel(datetime(2024, 5, 6, 18, 0, tzinfo=UTC), tick=False):  # 01.00 WIB on the 7th
        services.correct(bu_sari, replace(Identity.of(bu_sari), village=konang), by=dedi)

    assert changes_of(bu_sari).get().on == date(2024, 5, 7)


def test_what_identifies_is_in_the_audit_and_not_in_the_ledger(bu_sari, dedi):
    services.correct(bu_sari, replace(Identity.of(bu_sari), nik=""), by=dedi)

    kept = apps.get_model("patients", "PatientEvent").objects.filter(pgh_obj=bu_sari).order_by("pgh_id")
    assert [event.nik for event in kept] == ["3528044605920003", None]
    assert "3528" not in str(changes_of(bu_sari).get().data)


@pytest.mark.parametrize(
    "verb", ["UPDATE patients_patientchange SET reason = ''", "DELETE FROM patients_patientchange"]
)
def test_nobody_rewrites_the_ledger(bu_sari, verb):
    with pytest.raises(InternalError, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(verb)


def test_nobody_empties_the_ledger(bu_sari):
    with pytest.raises(InternalError, match="Cannot truncate"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the registration left for the end of the transaction
        cursor.execute("TRUNCATE patients_patientchange")


def test_no_patient_is_ever_deleted(bu_sari):
    with pytest.raises(InternalError, match="Cannot delete"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM patients_patient")


def test_a_death_is_written_and_taken_back(bu_sari, rina):
    services.record_death(bu_sari, on=date(2024, 5, 6), by=rina)
    assert Patient.objects.get(pk=bu_sari.pk).died_on == date(2024, 5, 6)

    services.withdraw_death(bu_sari, by=rina, reason="Salah orang")
    assert Patient.objects.get(pk=bu_sari.pk).died_on is None
    assert [line.data["died_on"] for line in changes_of(bu_sari)] == [[None, "2024-05-06"], ["2024-05-06", None]]


@pytest.mark.parametrize("on", [date(1992, 5, 5), date(2999, 1, 1)])
def test_nobody_dies_before_birth_or_tomorrow(bu_sari, rina, on):
    with pytest.raises(IdentityRefused):
        services.record_death(bu_sari, on=on, by=rina)


def test_a_card_that_is_not_active_makes_her_pay(bu_sari, dedi):
    for status, pays in (("active", "jkn"), ("inactive", "umum"), ("elsewhere", "umum"), ("unknown", "umum")):
        coverage = services.check_coverage(bu_sari, kind="jkn", status=status, source="pcare", by=dedi)
        assert coverage.pays == pays

    assert Coverage.objects.get(patient=bu_sari).status == "unknown"
    assert apps.get_model("patients", "CoverageEvent").objects.filter(pgh_obj=coverage.pk).count() == 5


def test_a_card_shown_for_the_first_time_is_kept_and_found_later(budi, dedi):
    pak_budi = services.register(budi, by=dedi)

    services.check_coverage(
        pak_budi, kind="jkn", status="active", source="card", number="0009 8765 43210", fktp_name="Galis", by=dedi
    )

    assert Patient.objects.get(pk=pak_budi.pk).bpjs == "0009876543210"
    assert Coverage.objects.get(patient=pak_budi).number == "0009876543210"
    assert changes_of(pak_budi).get().kind == "identifiers"


def test_a_card_number_too_short_is_refused(bu_sari, dedi):
    with pytest.raises(IdentityRefused) as refused:
        services.check_coverage(bu_sari, kind="jkn", source="card", number="123", by=dedi)

    assert refused.value.reasons[0].field == "number"


def test_an_allergy_noted_under_a_record_merged_since_is_the_same_allergy(bu_sari, rina):
    twin = cast.a_patient(bu_sari.facility, "Sari W.", born=bu_sari.birth_date, sex="P")
    first = services.note_allergy(twin, substance="Sulfa", by=rina)
    type(twin).objects.filter(pk=twin.pk).update(person_id=bu_sari.person_id)

    assert services.note_allergy(bu_sari, substance="sulfa", by=rina) == first
    told = services.note_allergy(bu_sari, substance="SULFA", reaction="Ruam", by=rina)

    first.refresh_from_db()
    assert first.withdrawn_by == rina and told.withdrawn_on is None
    assert [one.reaction for one in allergies_of(bu_sari)] == ["Ruam"]


def test_an_allergy_noted_twice_is_one_and_can_be_taken_back(bu_sari, rina):
    first = services.note_allergy(bu_sari, substance="Amoksisilin", reaction="Ruam", by=rina)
    again = services.note_allergy(bu_sari, substance=" Amoksisilin ", by=rina)
    assert first == again

    services.withdraw_allergy(first, by=rina)
    assert not bu_sari.allergies.standing().exists()
    assert bu_sari.allergies.get().withdrawn_by == rina

"""Two records, one person: a pointer that can be taken back, one hop and no further."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from puskesmas.patients import services
from puskesmas.patients.merging import unlike
from puskesmas.patients.models import Patient, PatientChange
from puskesmas.patients.refusals import MergeRefused


@pytest.fixture
def twice(bu_sari, sari, dedi):
    """The same woman, registered again without her card."""
    return services.register(replace(sari, name="Sari W", nik="", bpjs=""), by=dedi)


@pytest.fixture
def thrice(sari, dedi):
    return services.register(replace(sari, name="Ny. Sari", nik="", bpjs=""), by=dedi)


def fetched(patient):
    return Patient.objects.get(pk=patient.pk)


def test_who_asks_about_the_person_finds_both_records(bu_sari, twice, dedi):
    services.merge(twice, into=bu_sari, by=dedi, reason="NIK sama di KTP")

    assert fetched(twice).is_merged
    assert set(Patient.objects.of_person(bu_sari)) == {bu_sari, twice}
    assert list(Patient.objects.persons()) == [bu_sari]
    assert fetched(twice).name == "Sari W"  # nothing is rewritten


def test_a_merge_is_taken_back_by_clearing_the_pointer(bu_sari, twice, dedi):
    services.merge(twice, into=bu_sari, by=dedi, reason="NIK sama di KTP")

    services.unmerge(twice, by=dedi, reason="Ternyata saudara kembar")

    assert not fetched(twice).is_merged
    kinds = PatientChange.objects.filter(patient=twice).values_list("kind", "reason")
    assert list(kinds)[1:] == [("merged", "NIK sama di KTP"), ("unmerged", "Ternyata saudara kembar")]


def test_a_merged_record_is_no_target(bu_sari, twice, thrice, dedi):
    services.merge(twice, into=bu_sari, by=dedi, reason="Sama")

    with pytest.raises(MergeRefused, match="Gabungkan ke RM 00-00-01"):
        services.merge(thrice, into=twice, by=dedi, reason="Sama")

    services.merge(thrice, into=bu_sari, by=dedi, reason="Sama")
    assert Patient.objects.of_person(bu_sari).count() == 3


def test_who_holds_others_cannot_be_merged_away(bu_sari, twice, thrice, dedi):
    services.merge(thrice, into=twice, by=dedi, reason="Sama")

    with pytest.raises(MergeRefused, match="arah sebaliknya"):
        services.merge(twice, into=bu_sari, by=dedi, reason="Sama")


def test_the_same_click_twice_is_refused(bu_sari, twice, dedi):
    services.merge(twice, into=bu_sari, by=dedi, reason="Sama")

    with pytest.raises(MergeRefused) as refused:
        services.merge(twice, into=bu_sari, by=dedi, reason="Sama")
    assert refused.value.code == "already_done"


def test_what_was_never_merged_cannot_be_taken_back(bu_sari, dedi):
    with pytest.raises(MergeRefused) as refused:
        services.unmerge(bu_sari, by=dedi, reason="Salah")
    assert refused.value.code == "already_done"


def test_a_record_is_not_merged_with_itself_nor_without_a_reason(bu_sari, twice, dedi):
    with pytest.raises(MergeRefused):
        services.merge(bu_sari, into=bu_sari, by=dedi, reason="Sama")
    with pytest.raises(MergeRefused):
        services.merge(twice, into=bu_sari, by=dedi, reason=" ")


def test_a_man_and_a_woman_are_two(bu_sari, budi, dedi):
    with pytest.raises(MergeRefused, match="Jenis kelamin"):
        services.merge(services.register(budi, by=dedi), into=bu_sari, by=dedi, reason="Sama")


def test_what_differs_is_listed_for_whoever_decides(bu_sari, twice):
    assert unlike(bu_sari, twice) == ["Nama"]


def test_another_puskesmas_merges_nothing_here(bu_sari, twice, neighbour):
    for verb in (lambda: services.merge(twice, into=bu_sari, by=neighbour, reason="Sama"),):
        with pytest.raises(Http404):
            verb()
    with pytest.raises(Http404):
        services.unmerge(twice, by=neighbour, reason="Salah")


def test_the_database_itself_holds_a_person_to_one_hop(bu_sari, twice, thrice):
    Patient.objects.filter(pk=twice.pk).update(person=bu_sari)

    for row, person in ((thrice, twice), (bu_sari, thrice)):
        with pytest.raises(IntegrityError, match="person_is_one_hop"), transaction.atomic():
            Patient.objects.filter(pk=row.pk).update(person=person)


def test_the_database_keeps_people_of_two_puskesmas_apart(bu_sari, sari, neighbour):
    theirs = services.register(replace(sari, village=None), by=neighbour)

    with pytest.raises(IntegrityError, match="person_is_one_hop"):
        Patient.objects.filter(pk=theirs.pk).update(person=bu_sari)

"""Whose record is opened, by whom, and that it is written down."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import InternalError, connection
from django.http import Http404

from puskesmas.patients.access import open_record, patient_by_code, patients_for, quarter_of
from puskesmas.patients.models import RecordOpened


def at(hour, minute, second=0):
    return time_machine.travel(datetime(2024, 5, 6, hour, minute, second, tzinfo=UTC), tick=False)


def test_a_patient_is_found_by_code_at_her_own_puskesmas_only(bu_sari, dedi, neighbour):
    assert patient_by_code(dedi.user, bu_sari.code) == bu_sari

    with pytest.raises(Http404):
        patient_by_code(neighbour.user, bu_sari.code)
    assert not patients_for(neighbour.user).exists()


def test_a_line_about_a_patient_needs_no_second_query(bu_sari, dedi, django_assert_num_queries):
    with django_assert_num_queries(1):
        patient = patient_by_code(dedi.user, bu_sari.code)
        assert (patient.domicile_label, str(patient.coverage)) == ("Desa Polagan", "JKN, belum diperiksa")
        assert patient.facility.code == "galis"


def test_opening_twice_in_a_quarter_of_an_hour_is_one_line(bu_sari, rina):
    for moment in (at(1, 0), at(1, 14, 59)):
        with moment:
            open_record(bu_sari, visit_code="v1", purpose="pemeriksaan", by=rina)
    assert RecordOpened.objects.count() == 1

    with at(1, 15):
        open_record(bu_sari, visit_code="v1", purpose="pemeriksaan", by=rina)
    assert RecordOpened.objects.filter(patient=bu_sari, staff=rina).count() == 2


def test_two_people_looking_are_two_lines(bu_sari, rina, dedi):
    for staff in (rina, dedi):
        open_record(bu_sari, purpose="pemeriksaan", by=staff)

    assert {opened.staff for opened in bu_sari.openings.all()} == {rina, dedi}


def test_opening_is_one_statement(bu_sari, rina, django_assert_num_queries):
    with django_assert_num_queries(1):
        open_record(bu_sari, purpose="pemeriksaan", by=rina)


def test_nobody_opens_a_record_elsewhere(bu_sari, neighbour):
    with pytest.raises(Http404):
        open_record(bu_sari, purpose="ingin tahu", by=neighbour)
    assert not RecordOpened.objects.exists()


@pytest.mark.parametrize("verb", ["UPDATE patients_recordopened SET purpose = ''", "DELETE FROM patients_recordopened"])
def test_nobody_unwrites_that_they_looked(bu_sari, rina, verb):
    open_record(bu_sari, purpose="pemeriksaan", by=rina)

    with pytest.raises(InternalError, match="Cannot update or delete"), connection.cursor() as cursor:
        cursor.execute(verb)


def test_a_quarter_begins_on_the_quarter():
    assert quarter_of(datetime(2024, 5, 6, 1, 29, 59, 999, tzinfo=UTC)) == datetime(2024, 5, 6, 1, 15, tzinfo=UTC)

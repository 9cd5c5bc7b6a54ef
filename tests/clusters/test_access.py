"""Rooms' records are opened through their doors, and by nobody else."""

import pytest
from django.http import Http404

from clusters import access, diagnosing, recording
from tests import cast
from tests.cast import at_counter, staff


def test_records_are_seen_at_home_and_nowhere_else(sitiung, galis):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    doctor, stranger = staff(sitiung, "dokter"), staff(galis, "dokter").user
    vitals = recording.measure(visit, {"pulse": "80"}, by=doctor)
    soap = recording.examine(visit, subjective="batuk", by=doctor)
    diagnosis = diagnosing.diagnose(visit, "J00", by=doctor)
    note = recording.screen(visit, asked=["Merokok"], by=doctor)
    doors = [
        (access.vitals_by_code, vitals),
        (access.soap_by_code, soap),
        (access.diagnosis_by_code, diagnosis),
        (access.screening_note_by_code, note),
    ]

    for door, record in doors:
        assert door(doctor.user, record.code) == record
        with pytest.raises(Http404):
            door(stranger, record.code)
    recording.sort(visit, "hijau", by=doctor)
    assert access.triages_for(doctor.user).get().colour == "hijau"
    assert not access.triages_for(stranger).exists()


def test_only_the_last_version_is_behind_the_door(sitiung):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    doctor = staff(sitiung, "dokter")
    first = recording.measure(visit, {"pulse": "80"}, by=doctor)
    second = recording.correct_vitals(first, {"pulse": "88"}, by=doctor, reason="salah ketik")

    assert list(access.vitals_for(doctor.user)) == [second]
    with pytest.raises(Http404):
        access.vitals_by_code(doctor.user, first.code)

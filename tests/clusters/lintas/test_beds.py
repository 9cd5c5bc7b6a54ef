"""A patient of the ward lies in one bed, and the bed is free when they have gone."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clusters.lintas import beds
from clusters.lintas.models import InpatientRecord
from puskesmas.visits import movement
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import at_counter, called_in, fresh, go_on, staff


@pytest.fixture
def nurse(sitiung):
    return staff(sitiung, "ranap")


def in_the_ward(facility, patient=None):
    """Let a JKN patient be examined at Sitiung I and moved to the ward."""
    visit = at_counter(facility, patient or cast.pak_budi(facility))
    go_on(visit, "loket")
    go_on(visit, "skrining")
    go_on(visit, "dokter", to="RANAP", reason="perlu observasi")
    called_in(visit, by=staff(facility, "ranap"))
    return fresh(visit)


def test_pak_budi_is_laid_in_a_free_bed(sitiung, nurse):
    visit = in_the_ward(sitiung)

    stay = beds.admit(visit, 2, by=nurse, indication="demam tinggi, dehidrasi")

    assert (stay.bed, stay.point.place) == (2, "RANAP")
    assert beds.free_beds(stay.point) == [1, 3, 4]


def test_two_patients_do_not_share_a_bed(sitiung, nurse):
    first, second = in_the_ward(sitiung), in_the_ward(sitiung, cast.raka(sitiung))
    beds.admit(first, 2, by=nurse, indication="demam")

    with pytest.raises(ValidationError, match="Tempat tidur 2 sedang dipakai"):
        beds.admit(second, 2, by=nurse, indication="diare")

    assert beds.admit(second, 3, by=nurse, indication="diare").bed == 3


def test_the_database_keeps_one_patient_to_a_bed(sitiung, nurse):
    stay = beds.admit(in_the_ward(sitiung), 2, by=nurse, indication="demam")
    stay.pk, stay.code, stay.visit = None, "x", in_the_ward(sitiung, cast.raka(sitiung))

    with pytest.raises(IntegrityError, match="one_patient_per_bed"), transaction.atomic():
        stay.save()


@pytest.mark.parametrize(("bed", "why", "field"), [(9, "demam", "bed"), (0, "demam", "bed"), (1, " ", "indication")])
def test_a_bed_that_is_not_there_or_no_reason_has_its_sentence(sitiung, nurse, bed, why, field):
    visit = in_the_ward(sitiung)

    with pytest.raises(ValidationError) as error:
        beds.admit(visit, bed, by=nurse, indication=why)

    assert list(error.value.message_dict) == [field]


def test_one_is_laid_down_in_the_ward_and_once(sitiung, nurse):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    with pytest.raises(MoveRefused, match="belum di rawat inap"):
        beds.admit(visit, 1, by=nurse, indication="demam")
    visit = in_the_ward(sitiung, cast.raka(sitiung))
    beds.admit(visit, 1, by=nurse, indication="demam")

    with pytest.raises(MoveRefused, match="sudah di tempat tidur 1"):
        beds.admit(visit, 2, by=nurse, indication="demam")


def test_each_day_is_written_down(sitiung, nurse):
    stay = beds.admit(in_the_ward(sitiung), 1, by=nurse, indication="demam")

    note = beds.note_day(stay, "demam turun", by=nurse)

    assert list(stay.notes.all()) == [note]
    with pytest.raises(ValidationError, match="Tulis catatannya"):
        beds.note_day(stay, " ", by=nurse)


def test_after_five_days_the_stay_is_too_long(sitiung, nurse):
    stay = beds.admit(in_the_ward(sitiung), 1, by=nurse, indication="demam")
    today = cast.MONDAY.date()

    assert (stay.days_on(today), stay.days_on(today + timedelta(days=5))) == (1, 5)
    assert not stay.is_too_long_on(today + timedelta(days=5))
    assert stay.is_too_long_on(today + timedelta(days=6))


def test_leaving_the_building_frees_the_bed(sitiung, nurse):
    visit = in_the_ward(sitiung)
    stay = beds.admit(visit, 1, by=nurse, indication="demam")

    movement.close(visit, by=staff(sitiung, "dokter"), disposition="against_advice", reason="keluarga meminta pulang")

    assert InpatientRecord.objects.get(pk=stay.pk).left_at
    assert 1 in beds.free_beds(stay.point)


def test_a_bed_is_let_go_once(sitiung, nurse):
    stay = beds.admit(in_the_ward(sitiung), 1, by=nurse, indication="demam")

    beds.let_out(stay, by=nurse)
    with pytest.raises(MoveRefused, match="sudah dikosongkan"):
        beds.let_out(stay, by=nurse)

    assert beds.free_beds(stay.point) == [1, 2, 3, 4]

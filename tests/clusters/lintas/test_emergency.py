"""An emergency is written down with how long it waited for care."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from clusters.lintas.access import emergency_by_code
from clusters.lintas.emergency import Emergency, correct_emergency, record_emergency
from clusters.lintas.models import EmergencyRecord
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import called_in, staff


@pytest.fixture
def visit(sungai_kakap):
    visit = cast.arrive(sungai_kakap, facts=[Fact.EMERGENCY])
    called_in(visit, by=staff(sungai_kakap, "perawat"))
    return visit


@pytest.fixture
def dr_ayu(sungai_kakap):
    return staff(sungai_kakap, "dokter")


def test_an_unknown_patient_is_cared_for_at_once(visit, dr_ayu, monday_morning):
    monday_morning.shift(timedelta(minutes=4))

    record = record_emergency(visit, Emergency("ambulance", airway="bebas", actions="oksigen"), by=dr_ayu)

    assert record.point.place == "IGD"
    assert record.response_minutes == 4
    assert visit.events.get(kind="exam_recorded").data["exam"] == "emergency"


def test_times_are_told_and_in_order(visit, dr_ayu):
    began = timezone.now() - timedelta(minutes=10)

    with pytest.raises(ValidationError, match="sebelum pasien tiba"):
        record_emergency(visit, Emergency("alone", care_began_at=began), by=dr_ayu)
    with pytest.raises(ValidationError, match="belum lewat"):
        record_emergency(visit, Emergency("alone", care_began_at=timezone.now() + timedelta(hours=1)), by=dr_ayu)
    told = Emergency("alone", arrived_at=began - timedelta(minutes=2), care_began_at=began)

    assert record_emergency(visit, told, by=dr_ayu).response_minutes == 2


def test_an_unknown_way_of_coming_has_its_sentence(visit, dr_ayu):
    with pytest.raises(ValidationError, match="Pilih cara datang"):
        record_emergency(visit, Emergency("balon"), by=dr_ayu)


def test_haste_is_put_right_in_a_new_version(visit, dr_ayu):
    record = record_emergency(visit, Emergency("alone", actions="infus"), by=dr_ayu)

    after = correct_emergency(record, Emergency("family", actions="infus RL"), by=dr_ayu, reason="diantar anaknya")

    assert list(visit.emergencies.current()) == [after]
    assert after.care_began_at == record.care_began_at
    assert EmergencyRecord.objects.get(pk=record.pk).mode == "alone"


def test_the_clerk_does_not_write_it(visit, sungai_kakap):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        record_emergency(visit, Emergency("alone"), by=staff(sungai_kakap, "loket"))


def test_another_puskesmas_does_not_see_it(visit, dr_ayu, galis):
    record = record_emergency(visit, Emergency("alone"), by=dr_ayu)

    assert emergency_by_code(dr_ayu.user, record.code) == record
    with pytest.raises(Http404):
        emergency_by_code(staff(galis, "dokter").user, record.code)


def test_the_database_knows_that_care_follows_arrival(visit, dr_ayu):
    record = record_emergency(visit, Emergency("alone"), by=dr_ayu)
    record.pk, record.code, record.care_began_at = None, "x", record.arrived_at - timedelta(minutes=1)

    with pytest.raises(IntegrityError, match="care_begins_after_arrival"), transaction.atomic():
        record.save()

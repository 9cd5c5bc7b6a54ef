"""The morning a demo puskesmas wakes up to."""

import pytest

from puskesmas.demo import morning
from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
from puskesmas.patients.models import Patient
from puskesmas.patients.models.patient import Sex
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import OPEN
from puskesmas.visits.replay import differences


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_every_puskesmas_has_patients_waiting_being_served_and_gone_home(db, plan):
    facility = build_facility(plan, residents=400)

    morning.tell(facility)

    visits = list(Visit.objects.filter(facility=facility))
    inside = QueueEntry.objects.filter(facility=facility, state__in=OPEN)
    assert len(visits) == morning.PATIENTS
    assert 0 < inside.count() < len(visits)
    assert len({entry.place for entry in inside}) >= 3
    assert [difference for visit in visits for difference in differences(visit)] == []


def test_a_complaint_nobody_is_left_for_gives_way_to_the_next(db):
    facility = build_facility(PLANS[0], residents=400)
    Patient.objects.filter(facility=facility).update(sex=Sex.MALE)

    morning.tell(facility)

    assert Visit.objects.filter(facility=facility).count() == morning.PATIENTS

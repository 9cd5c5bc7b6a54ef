"""The morning a demo puskesmas wakes up to."""

import pytest

from puskesmas.demo import morning
from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
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

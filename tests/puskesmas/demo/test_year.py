"""A small seeded year: what PWS counts is what the generator wrote down, and what plain Python counts."""

from collections import Counter
from datetime import date, timedelta

import pytest
import time_machine

from clusters.klaster2.models import AntenatalRecord
from puskesmas.demo import year
from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
from puskesmas.visits.models import Visit
from puskesmas.visits.replay import differences
from pws import keeping
from pws.models import PwsFigure
from tests import cast

pytestmark = pytest.mark.django_db
VISITS = 600
FIRST = date(2024, 1, 1)
INDICATORS = (
    """KUNJ KBARU KLAMA KONTAK RUJUK HT HTK DM PROD TB TBUJI TBPOS TBOBAT K1 K1M K4 K6 TTD PN PF KF1 KFL DS ND"""
)


@pytest.fixture(scope="module")
def autumn():
    with time_machine.travel(cast.MONDAY + timedelta(days=180), tick=True) as clock:
        yield clock


@pytest.fixture
def seeded(db, autumn):
    facility = build_facility(PLANS[0], residents=400)
    last = facility.today() - timedelta(days=1)
    return facility, year.make(facility, first=FIRST, last=last, visits=VISITS, progress=lambda said: None)


def figures(facility):
    rows = PwsFigure.objects.filter(facility=facility, month__year=2024, numerator__gt=0)
    return {(row.village_id, row.indicator, row.month.month): row.numerator for row in rows}


def test_every_number_of_the_grid_is_the_ledgers_and_plain_python_counts_the_same(seeded):
    facility, ledger = seeded
    keeping.rebuild(facility, 2024)

    grid, made = figures(facility), ledger.counts()

    assert grid == dict(made)
    told = {indicator for _, indicator, _ in grid}
    assert {"KUNJ", "KONTAK", "RUJUK", "HT", "HTK", "PROD", "K1", "K1M", "K4", "TTD", "KF1", "DS", "ND"} <= told
    assert told <= set(INDICATORS.split())
    assert len(Visit.objects.filter(facility=facility)) == sum(n for (_, code, _), n in made.items() if code == "KUNJ")
    busiest = max((cell for cell in made if cell[1] == "KUNJ" and cell[0]), key=made.get)
    by_hand = [
        one for one in Visit.objects.select_related("patient")
        if (one.patient.village_id, one.on.month) == (busiest[0], busiest[2])
    ]  # fmt: skip
    assert len(by_hand) == grid[busiest]
    seen: Counter = Counter()
    for one in AntenatalRecord.objects.select_related("pregnancy__patient").order_by("on"):
        if one.pregnancy_id not in seen:
            seen[one.pregnancy_id] = (one.pregnancy.patient.village_id, one.on.month)
    first_contacts = Counter(seen.values())
    k1 = {(village, month): n for (village, code, month), n in grid.items() if code == "K1"}
    assert {cell: n for cell, n in first_contacts.items() if cell in k1} == k1
    assert not [said for visit in Visit.objects.all()[:40] for said in differences(visit)]

    PwsFigure.objects.filter(facility=facility).delete()
    keeping.catch_up(facility)
    assert figures(facility) == grid, "increment counts what rebuild counted"

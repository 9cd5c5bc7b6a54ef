"""A seeded year of one puskesmas at its full size, and what counting it costs."""

from datetime import date, timedelta
from time import perf_counter

from puskesmas.demo import year
from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
from puskesmas.visits.models import Visit, VisitEvent
from pws import keeping

RESIDENTS, VISITS, DAYS = 12_000, 20_000, 320


def test_one_puskesmas_of_the_five(committed_db, capsys):
    began = perf_counter()
    facility = build_facility(PLANS[0], residents=RESIDENTS)
    settled = perf_counter()
    last = facility.today() - timedelta(days=1)
    first = max(date(last.year, 1, 1), last - timedelta(days=DAYS))
    year.make(facility, first=first, last=last, visits=VISITS, progress=lambda said: None)
    made = perf_counter()
    keeping.rebuild(facility, last.year)
    counted = perf_counter()
    visits, events = Visit.objects.count(), VisitEvent.objects.count()
    with capsys.disabled():
        print(
            f"\n{RESIDENTS} residents {settled - began:.0f} s; {visits} visits, {events} events {made - settled:.0f} s"
        )
        print(f"the year counted from its records {counted - made:.1f} s")

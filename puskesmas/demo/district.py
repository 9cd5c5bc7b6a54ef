"""The demo district: five puskesmas with their rooms, areas, people at work and residents.

Other floors add what is theirs as a module beside this one and one line in `build`.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from puskesmas import env
from puskesmas.facility.founding import offer_services
from puskesmas.facility.models import Facility
from puskesmas.visits import profiles, sop
from registration.models import Board

from . import laboratory, medicines, morning, sasaran, tariffs, year
from .accounts import DEMO_PASSWORD as PASSWORD
from .area import survey
from .people import take_on_district, take_on_staff
from .plans import PLANS, FacilityPlan
from .rooms import furnish
from .settling import settle

__all__ = ["PASSWORD", "build", "build_facility"]


def build(progress: Callable[[str], object] = print) -> None:
    """Build what of the district is missing, each puskesmas whole or not at all.

    ALUR_DEMO_PUSKESMAS, ALUR_DEMO_RESIDENTS and ALUR_DEMO_PATIENTS make a smaller one, for a quick look or a test.
    """
    visits = env.number("ALUR_DEMO_YEAR", 0)
    # Two to three contacts a year of each who comes, as the field has it, and not fourteen.
    residents = env.number("ALUR_DEMO_RESIDENTS", 12_000 if visits else 2000, least=100)
    patients = env.number("ALUR_DEMO_PATIENTS", morning.PATIENTS)
    plans = PLANS[: env.number("ALUR_DEMO_PUSKESMAS", len(PLANS), least=1)]
    for plan in plans:
        if Facility.objects.filter(code=plan.code).exists():
            continue
        progress(f"{plan.name}: rooms, villages, staff and residents …")
        facility = build_facility(plan, residents=residents)
        Board.objects.create(facility=facility)
        if visits:
            _tell_the_year(facility, visits // len(plans), progress)
        progress(f"{plan.name}: this morning's visits …")
        morning.tell(facility, patients=patients)
        sasaran.count(facility)
    take_on_district()


def _tell_the_year(facility: Facility, visits: int, progress: Callable[[str], object]) -> None:
    """Tell the calendar year up to yesterday, and keep beside the data what it was made of."""
    today = facility.today()
    first, last = date(today.year, 1, 1), today - timedelta(days=1)
    if last < first:
        return
    ledger = year.make(facility, first=first, last=last, visits=visits, progress=progress)
    ledger.write(Path(settings.DATA_DIR) / f"year_{facility.code}.csv")


@transaction.atomic
def build_facility(plan: FacilityPlan, *, residents: int = 2000) -> Facility:
    """Build one puskesmas from its plan."""
    facility = Facility.objects.create(
        code=plan.code,
        name=plan.name,
        kind_label=plan.kind_label,
        address=plan.address,
        district=plan.district,
        province=plan.province,
        phone=plan.phone,
        timezone=plan.timezone,
        head_name=plan.head_name,
        head_nip=plan.head_nip,
        registration_number=plan.registration_number,
    )
    furnish(facility, plan)
    survey(facility, plan)
    offer_services(facility, plan.places, kb_place=plan.kb_place)
    take_on_staff(facility, plan)
    settle(facility, plan, count=residents)
    sasaran.add(facility)
    laboratory.add(facility)
    medicines.add(facility)
    tariffs.add(facility)  # last: whatever can be given by then has its price
    profiles.publish(facility, sop.shipped()[plan.code], key=plan.code)
    return facility

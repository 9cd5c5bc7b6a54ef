"""What a birth in the delivery room begins for each child: the hour it was born, and HB0 where it was given."""

from clusters.births import BornChild, Delivered
from clusters.writing import Page, opened
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit

from .childhood import begin, child_of, weigh_immunizations
from .immunization import Verdict
from .immunizing import CODE
from .models import DoseStatus, GivenAt, Immunization
from .schedule import schedule_on

HB0 = "HB0"
GIVEN_AT_BIRTH = "hb0"  # as the delivery room writes it


def hear_births(page: Page, told: Delivered) -> None:
    """Keep the hour each child was born, and its first dose; told again after a correction, nothing is doubled."""
    for child in told.children:
        _begin(page, told, child)


def _begin(page: Page, told: Delivered, born: BornChild) -> None:
    theirs = opened(Visit.objects.get(pk=born.visit), by=page.by, permission=Permission.SOAP_WRITE, after_exit=True)
    child = child_of(theirs.visit.patient)
    begin(child, born_at=told.at)
    given = Immunization.objects.of_person(child).given().filter(antigen=HB0).exists()
    if GIVEN_AT_BIRTH not in born.given or given:
        return
    on = child.birth_date
    dose = Immunization(
        **theirs.stamp(),
        antigen=HB0,
        dose=1,
        status=DoseStatus.GIVEN,
        given_on=on,
        place=GivenAt.HERE,
        within_day=True,
        verdict=Verdict.VALID.value,
        edition=schedule_on(on).version,
    )
    dose.save(force_insert=True)
    theirs.say(Kind.SOAP, data={"record": dose.code, "exam": CODE, "antigen": HB0, "dose": 1})
    weigh_immunizations(child, on=on)

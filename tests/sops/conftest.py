"""The five puskesmas as the demo builds them, without residents and without a morning of their own."""

from datetime import timedelta

import pytest
import time_machine

from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
from puskesmas.facility.models import Facility
from tests import cast, databases
from tests.sops.walker import Walk


@pytest.fixture(autouse=True)
def monday_morning():
    with time_machine.travel(cast.MONDAY + timedelta(hours=1), tick=True) as clock:
        yield clock


@pytest.fixture(scope="session")
def five_template(server, migrated_template, django_db_blocker):
    """The name of the template that holds the five puskesmas with their rooms, staff, tariffs, drugs and SOPs."""

    def build():
        for plan in PLANS:
            build_facility(plan, residents=0)

    with django_db_blocker.unblock(), time_machine.travel(cast.MONDAY, tick=True):
        return databases.template(server, "five", build, base=migrated_template)


@pytest.fixture
def five_db(server, five_template, django_db_setup, django_db_blocker):
    """A clone of the five puskesmas where commits are real, dropped afterwards."""
    with django_db_blocker.unblock():
        database = server.clone(five_template, databases.fresh_name())
        try:
            with databases.pointed_at(database):
                yield database
        finally:
            server.drop(database.name)


@pytest.fixture
def at(five_db):
    """Give a walk at the puskesmas of an SOP."""
    return lambda key: Walk(Facility.objects.get(code=key))

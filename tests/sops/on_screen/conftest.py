"""The five puskesmas on a real site, this very day: terminals that stay signed in as long as a puskesmas is walked."""

from datetime import date, timedelta

import pytest

from puskesmas.demo.district import build_facility
from puskesmas.demo.plans import PLANS
from tests import databases, processes
from tests.sops.on_screen.house import House


@pytest.fixture(autouse=True)
def monday_morning():
    """The clock here is the one on the wall, as the site reads it in its own process."""


@pytest.fixture(scope="session")
def five_now(server, migrated_template, django_db_blocker):
    """The five puskesmas as of today, for all walks on screen together."""
    database = server.clone(migrated_template, databases.fresh_name())
    with django_db_blocker.unblock(), databases.pointed_at(database):
        for plan in PLANS:
            build_facility(plan, residents=0)
    yield database
    server.drop(database.name)


@pytest.fixture(scope="session")
def five_site(five_now):
    with processes.site(five_now) as address:
        yield address


@pytest.fixture(scope="module")
def terminals(browser, five_site):
    """The browsers of this puskesmas, by role; closed when the last of its walks is home."""
    opened = {}
    yield opened
    for terminal in opened.values():
        terminal.page.context.close()


@pytest.fixture
def house(request, browser, five_site, five_now, terminals, django_db_setup, django_db_blocker):
    """The puskesmas of the module's SOP; what a browser complains of fails the walk."""
    with django_db_blocker.unblock(), databases.pointed_at(five_now):
        made = House(request.module.SOP, browser, five_site, terminals)
        yield made
        assert not made.complaints(), made.complaints()


@pytest.fixture
def next_week(house) -> date:
    """The day a week from now."""
    return house.facility.today() + timedelta(days=7)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Say with a walk that failed what stood on each screen of the house."""
    report = yield
    house = getattr(item, "funcargs", {}).get("house")
    if report.when == "call" and report.failed and house is not None:
        for who, terminal in house.terminals.items():
            page = terminal.page
            report.sections.append((f"{' '.join(who)} at {page.url}", page.locator("body").inner_text()[:4000]))
    return report

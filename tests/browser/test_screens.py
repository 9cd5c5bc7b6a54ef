"""Every page as a person sees it: opened in Chromium by a role that may, as wide as a PC and as narrow as a phone."""

import pytest
from django.urls import reverse

from tests import databases, processes
from tests.browser import house
from tests.browser.looking import Eyes
from tests.browser.screens import LEFT_OUT, SCREENS, named_addresses


@pytest.fixture(scope="module")
def eyes(browser, server, migrated_template, django_db_setup, django_db_blocker):
    """The windows of all roles before a site whose morning was told once."""
    with django_db_blocker.unblock():
        database = server.clone(migrated_template, databases.fresh_name())
        try:
            with databases.pointed_at(database):
                told = house.told()
                with processes.site(database) as address:
                    looking = Eyes(browser, address, told)
                    yield looking
                    for page in looking.pages.values():
                        page.context.close()
        finally:
            server.drop(database.name)


def test_every_page_of_the_house_is_among_the_screens():
    known = {screen.name for screen in SCREENS} | set(LEFT_OUT)

    assert set(named_addresses()) == known


@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: f"{one.word}-{one.role}")
def test_a_page_fits_reads_well_and_is_light(eyes, screen):
    assert not eyes.complaints(screen)


def test_a_page_with_a_style_of_its_own_would_be_noticed(eyes):
    page, _ = eyes.open(SCREENS[0])

    page.evaluate("document.body.setAttribute('style', 'margin: 0')")
    page.wait_for_function("window.refusedByRule.length > 0")

    assert any("style-src" in one for one in page.evaluate("window.refusedByRule"))
    assert any("Content Security Policy" in one for one in eyes.said)


def test_after_signing_out_back_shows_no_patient(eyes):
    person = eyes.house.staff("rekam_medis")  # her window is hers alone: signing out ends it
    page = eyes.page_of("rekam_medis")
    page.goto(eyes.site + reverse("registration:today"))
    name = page.locator("tbody .nm").first.inner_text().splitlines()[0]
    page.locator(".sign .who summary").click()

    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()
    assert "/masuk/" in page.url
    page.go_back()

    assert name not in page.content() and str(person) not in page.content()
    assert "/masuk/" in page.url

"""The screening station in Chromium: an instrument answered by its first letters, and sent, without the mouse."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clusters.models import ScreeningResult
from tests import cast
from tests.cast import called_in, fresh, place_of, staff


@pytest.fixture
def sitiung(committed_db):
    return cast.a_puskesmas("sitiung_1")


@pytest.fixture
def page(browser, site, sitiung):
    """The screening officer's screen."""
    client = Client()
    client.force_login(staff(sitiung, "skrining").user, backend="puskesmas.facility.signing.StaffBackend")
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()


def test_an_instrument_is_answered_and_sent_without_leaving_the_keys(page, site, sitiung):
    visit = cast.at_counter(sitiung, cast.pak_budi(sitiung))
    while place_of(visit) != "SKRINING":
        cast.go_on(fresh(visit), "pandu" if place_of(visit) == "PANDU" else "loket")
    entry = called_in(fresh(visit), by=staff(sitiung, "skrining"))
    page.goto(site + reverse("clusters:desk", args=[entry.code]))
    key = page.locator("[data-key-label='kesehatan jiwa']").get_attribute("data-key")

    with page.expect_navigation():
        page.keyboard.press(key)
    for n in range(20):
        page.keyboard.press("y" if n in (2, 16) else "t")
    with page.expect_navigation():
        page.keyboard.press("Shift+Enter")

    result = ScreeningResult.objects.get(visit=visit)
    assert (result.score, result.result) == (2, "segera")
    assert [key for key, answer in result.answers.items() if answer == "ya"] == ["3", "17"]
    assert "Ada pikiran mengakhiri hidup" in page.content()

"""A form pressed again after the network was cut is done once, in Chromium."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.visits.models import Visit
from tests import cast

HOUSE = "sungai_kakap"


@pytest.fixture
def kakap(committed_db):
    return cast.a_puskesmas(HOUSE, timezone="Asia/Pontianak")


@pytest.fixture
def door(browser, site, kakap):
    """Give the door's page, signed in."""
    client = Client()
    client.force_login(cast.staff(kakap, "pandu").user, backend="puskesmas.facility.signing.StaffBackend")
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    page = context.new_page()
    page.goto(site + reverse("registration:door"))
    yield page
    context.close()


def give(page):
    page.locator(f"form[action='{reverse('registration:give')}'] button.go").first.click()


def test_who_goes_back_after_a_cut_network_and_presses_again_gives_one_number(door):
    def done_but_unheard(route):
        route.fetch(max_redirects=0)
        route.abort("connectionreset")

    door.route("**" + reverse("registration:give"), done_but_unheard)
    give(door)
    door.wait_for_url("chrome-error://chromewebdata/")
    assert Visit.objects.count() == 1
    door.unroute("**" + reverse("registration:give"))

    door.go_back()
    give(door)
    door.wait_for_load_state()

    assert Visit.objects.count() == 1


def test_the_next_patients_number_is_another_press_even_after_going_back(door):
    give(door)
    door.wait_for_load_state()
    door.go_back()
    give(door)
    door.wait_for_load_state()
    door.wait_for_function("() => document.readyState === 'complete'")

    assert Visit.objects.count() == 2

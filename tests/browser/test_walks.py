"""From the counter to home in Chromium, by keyboard alone: one patient, each station's own screen.

Covers Sungai Kakap 5.1, 5.2, 5.4, 5.6 and Dharma Rini 5.1, 5.3 with the borrowed klaster 3 and cashier.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.demo import tariffs
from puskesmas.visits.models import Visit
from tests import cast


@pytest.fixture(params=["sungai_kakap", "dharma_rini"])
def facility(request, committed_db):
    made = cast.a_puskesmas(request.param)
    tariffs.add(made)
    cast.charges_karcis(made)
    return made


@pytest.fixture
def sit_down(browser, site, facility):
    """Sit down at a screen as a role; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def at(role, address):
        client = Client()
        client.force_login(cast.staff(facility, role).user)
        name = settings.SESSION_COOKIE_NAME
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
        page.goto(site + address)
        contexts.append(context)
        return page

    yield at
    for context in contexts:
        context.close()
    assert not complaints, complaints


def tab_to(page, name):
    """Go forward with Tab until the field of this name has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}.")


def goes_to(page, part, *keys):
    """Press keys and wait for the page they lead to."""
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(lambda address: part in address)
    page.wait_for_load_state("load")


def registers(page):
    """Give a number, type a new patient who pays themselves, save."""
    with page.expect_navigation():
        page.keyboard.press("Escape")
        page.keyboard.press("b")
    goes_to(page, "baru=1", "Escape", "b")
    page.keyboard.type("Joko O'Susilo")
    tab_to(page, "sex")
    page.keyboard.press("Space")
    tab_to(page, "birth_date")
    page.keyboard.type("04-04-1984")
    tab_to(page, "payer")
    page.keyboard.press("ArrowRight")
    page.locator("#usulan .head b", has_text="Klaster 3").wait_for()
    goes_to(page, "/karcis/", "Shift+Enter")


def examines(page):
    """Take the patient in, recognise them by two identifiers, and finish."""
    goes_to(page, "/meja/", "j", "Enter")
    page.wait_for_selector("#identity")
    with page.expect_navigation():
        for key in ("1", "2", "Enter"):
            page.keyboard.press(key)
    assert page.locator(".decide .first").inner_text().startswith("Selesai, ke Kasir")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pays(page):
    """Call, take the money, give the receipt."""
    page.keyboard.press("c")
    page.wait_for_selector("text=Harus dibayar")
    tab_to(page, "received")
    page.keyboard.type("100000")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("text=Terbilang")


def test_an_umum_adult_walks_from_the_counter_to_home(sit_down, facility):
    registers(sit_down("loket", reverse("registration:counter")))
    visit = Visit.objects.get()
    assert (str(visit.patient), cast.place_of(visit)) == ("Joko O'Susilo", "KLASTER3")

    examines(sit_down("dokter", reverse("clusters:room", args=[cast.point(facility, "KLASTER3").code])))
    assert cast.place_of(visit) == "KASIR"
    pays(sit_down("kasir", reverse("klaster1:cashier")))

    assert (cast.fresh(visit).state, cast.fresh(visit).disposition) == ("discharged", "home")

"""The pharmacist's morning in Chromium, by keyboard alone."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from pharmacy.models import Prescription
from tests import cast
from tests.pharmacy.conftest import in_kia, prescribed, stocked, with_drugs

SIZES = [(1366, 768), (390, 844)]


@pytest.fixture
def dharma_rini(committed_db):
    facility = with_drugs(cast.a_puskesmas("dharma_rini"))
    stocked(facility, "DMPA", 5)
    return facility


@pytest.fixture
def visit(dharma_rini):
    visit = in_kia(dharma_rini, cast.bu_wati(dharma_rini, payer="jkn"))
    prescribed(visit, ("DMPA", 1), by=cast.staff(dharma_rini, "bidan"))
    cast.go_on(visit, "bidan")
    return visit


@pytest.fixture
def open_at(browser, site, dharma_rini):
    """Open a page as the pharmacist, in a window of a size."""
    client = Client()
    client.force_login(cast.staff(dharma_rini, "apoteker").user)
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": site,
    }
    contexts = []

    def opened(name, *codes, size=SIZES[0]):
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}))
        contexts[-1].add_cookies([cookie])
        page = contexts[-1].new_page()
        page.goto(site + reverse(f"pharmacy:{name}", args=codes))
        return page

    yield opened
    for context in contexts:
        context.close()


def test_bu_wati_gets_her_drug_by_keyboard_and_is_back_in_kia(visit, open_at):
    page = open_at("queue")
    page.keyboard.press("c")
    page.wait_for_selector("text=A-001 dipanggil.")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#telaah")
    page.keyboard.press("y")
    page.wait_for_selector("text=sudah ditelaah")
    page.keyboard.press("Enter")
    page.wait_for_selector("#serah")
    for key in ("1", "2", "d"):
        page.keyboard.press(key)
    assert "Serahkan, kembali ke tindakan KB" in page.locator(".decide .first").inner_text()
    page.locator("body").press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=sekarang ke KIA")

    assert cast.place_of(visit) == "KIA"
    assert cast.entry_of(visit).step == "tindakan"
    assert Prescription.objects.get(visit=visit).identifiers == ["name", "birth_date"]


@pytest.mark.parametrize("size", SIZES, ids=["pc", "hp"])
def test_no_page_scrolls_sideways(visit, open_at, size):
    code = Prescription.objects.get(visit=visit).code
    for name, codes in (("queue", []), ("prescription", [code]), ("stock", []), ("receive", [])):
        page = open_at(name, *codes, size=size)

        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], name

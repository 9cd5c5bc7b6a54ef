"""The exam room in Chromium, by keyboard alone: Tab, Enter, Space and the keys on the buttons."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.demo import laboratory
from referrals import results
from referrals.models import LabOrder
from tests import cast
from tests.cast import called_in, entry_of, fresh, place_of, staff
from tests.clusters.people import waiting_for_the_exam
from tests.processes import eventually


@pytest.fixture
def sungai_kakap(committed_db):
    made = cast.a_puskesmas("sungai_kakap")
    laboratory.add(made)
    return made


@pytest.fixture
def screen(browser, site, sungai_kakap):
    """Open pages signed in as a role; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_as(role, address, *, size=(1366, 768)):
        client = Client()
        client.force_login(staff(sungai_kakap, role).user, backend="puskesmas.facility.signing.StaffBackend")
        name = settings.SESSION_COOKIE_NAME
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(site + address)
        contexts.append(context)
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert not complaints, complaints


def is_complaint(said):
    """Tell a script or a style that was refused from a page that answers 400, which is as it should be."""
    return said.type == "error" and "Failed to load resource" not in said.text


def keys(page, *pressed):
    """Press keys one after the other."""
    for key in pressed:
        page.keyboard.press(key)


def arrived(page, part):
    """Wait for the next page."""
    page.wait_for_url(lambda address: part in address)
    page.wait_for_load_state("load")


def tab_to(page, value):
    """Go forward with Tab until the box of this value has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.value") == value:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {value}.")


def room(facility):
    return reverse("clusters:room", args=[cast.point(facility, "KLASTER3").code])


def recognised(page):
    """Let the patient at the desk be recognised by name and birth date."""
    with page.expect_navigation():
        keys(page, "1", "2", "Enter")


def test_pak_budi_goes_to_the_lab_and_home_without_a_mouse(screen, sungai_kakap):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap), complaint="Pusing")
    first = entry_of(visit)
    page = screen("dokter", room(sungai_kakap))

    keys(page, "j", "Enter")
    arrived(page, first.code)
    recognised(page)
    assert page.locator(".decide .first").inner_text().startswith("Selesai, pulang")

    keys(page, "g", "v")
    assert page.evaluate("document.activeElement.name") == "blood_pressure"
    page.keyboard.type("158/96")
    with page.expect_navigation():
        keys(page, "Enter")
    assert "158/96" in page.locator(".vit").first.inner_text()

    keys(page, "l")
    arrived(page, "/lab/")
    tab_to(page, "HB")
    keys(page, "Space", "Shift+Enter")
    arrived(page, "/ruang/")
    assert page.locator(".g-luar [data-row]").count() == 1 and place_of(visit) == "LAB"

    yuni = staff(sungai_kakap, "lab")
    called_in(visit, by=yuni)
    results.give_result(LabOrder.objects.get(), results={"HB": "12,5"}, by=yuni)
    page.locator(".g-menunggu .is-back").wait_for()  # the stream brings the patient back by itself

    with page.expect_navigation():
        keys(page, "c")
    keys(page, "j", "Enter")
    arrived(page, entry_of(visit).code)
    recognised_again(page)
    with page.expect_navigation():
        keys(page, "z")
    assert LabOrder.objects.get().read_by == staff(sungai_kakap, "dokter")

    keys(page, "g", "d")
    page.keyboard.type("I10")
    with page.expect_navigation():
        keys(page, "Enter")
    with page.expect_navigation():
        keys(page, "Enter")
    assert fresh(visit).state == "discharged"

    with page.expect_navigation():
        keys(page, "u")
    assert place_of(visit) == "KLASTER3"


def recognised_again(page):
    """A patient who comes back was recognised in this room before."""
    assert page.locator("#identity").count() == 0


def test_what_was_typed_is_kept_by_itself(screen, sungai_kakap):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))
    called_in(visit, by=staff(sungai_kakap, "dokter"))
    page = screen("dokter", reverse("clusters:desk", args=[entry_of(visit).code]))
    recognised(page)

    page.locator("[name=subjective]").focus()
    page.keyboard.type("Sering haus")
    eventually(lambda: visit.drafts.filter(form="soap", typed__subjective=["Sering haus"]).exists(), within=20)
    page.reload()

    assert page.locator("[name=subjective]").input_value() == "Sering haus"


def test_somebody_unknown_is_sorted_written_down_named_and_laid_in_a_bed_without_a_mouse(screen, sungai_kakap):
    budi = cast.pak_budi(sungai_kakap)
    visit = cast.arrive(sungai_kakap, facts=["emergency"])
    called_in(visit, by=staff(sungai_kakap, "perawat"))
    page = screen("perawat", reverse("clusters:desk", args=[entry_of(visit).code]))

    page.locator("[name=colour][value=kuning]").focus()
    keys(page, "Space")
    with page.expect_navigation():
        keys(page, "Enter")
    assert "batas kuning 30 menit" in page.locator(".panel-clock").inner_text()

    page.locator("[name=emergency-mode]").focus()
    page.keyboard.type("Ambulans")
    page.locator("[name=emergency-airway]").focus()
    page.keyboard.type("bebas")
    with page.expect_navigation():
        keys(page, "Shift+Enter")
    assert visit.emergencies.get().airway == "bebas"

    keys(page, "k")
    arrived(page, "/kenali/")
    page.locator("[name=q]").focus()
    page.keyboard.type("budi")
    with page.expect_navigation():
        keys(page, "Shift+Enter")
    tab_to(page, budi.code)
    with page.expect_navigation():
        keys(page, "Enter")
    assert fresh(visit).patient == budi and place_of(visit) == "IGD"

    keys(page, "d")
    arrived(page, "/tempat-tidur/")
    tab_to(page, "1")
    keys(page, "Space", "Tab")
    page.keyboard.type("Observasi sesak")
    with page.expect_navigation():
        keys(page, "Shift+Enter")
    assert visit.stays.get().bed == 1
    assert "Tempat tidur 1" in page.locator(".panel-bed").inner_text()


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_desk_and_the_list_fit_the_screen_with_the_button_in_view(screen, sungai_kakap, size):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap), complaint="Nyeri pinggang " * 8)
    called_in(visit, by=staff(sungai_kakap, "dokter"))
    page = screen("dokter", room(sungai_kakap), size=size)
    addresses = [room(sungai_kakap)] + [
        reverse(f"clusters:{name}", args=[entry_of(visit).code])
        for name in ("desk", "order_lab", "refer", "refer_out", "prescribe", "leave", "escalate", "call_this")
    ] + [reverse("lintas:beds", args=[cast.point(sungai_kakap, "IGD").code])]

    for address in addresses:
        page.goto(page.url.split("/meja/")[0] + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.locator(".btn.go, .beds").first.is_visible(), address

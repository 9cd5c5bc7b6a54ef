"""The counter in Chromium, by keyboard alone: Tab, Enter and the keys on the buttons."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.demo import tariffs
from registration.models import Board
from tests import cast
from tests.processes import eventually

HOUSE = "sungai_kakap"


@pytest.fixture
def facility(committed_db):
    made = cast.a_puskesmas(HOUSE, timezone="Asia/Pontianak")
    tariffs.add(made)
    return made


@pytest.fixture
def screen(browser, site, facility):
    """Open pages signed in as a role; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_as(role, address, *, size=(1366, 768)):
        client = Client()
        client.force_login(cast.staff(facility, role).user, backend="puskesmas.facility.signing.StaffBackend")
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


def tab_to(page, name):
    """Go forward with Tab until the field of this name has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}.")


def arrived(page, part):
    """Wait for the next page."""
    page.wait_for_url(lambda address: part in address)
    page.wait_for_load_state("load")


def test_a_known_patient_goes_through_in_a_handful_of_keys(screen, facility):
    pak_joko = cast.pak_joko(facility, payer="jkn")
    visit = cast.arrive(facility)
    page = screen("loket", reverse("registration:counter"))

    keys(page, "Escape", "n")
    arrived(page, cast.entry_of(visit).code)
    page.keyboard.type(pak_joko.record_number)
    keys(page, "Enter")
    arrived(page, "pasien=")
    page.keyboard.type("Aktif")
    keys(page, "Shift+Enter")
    arrived(page, "/karcis/")

    assert page.locator(".slip .no").inner_text() == visit.number
    assert cast.place_of(visit) == "KLASTER3"


def test_a_new_patient_is_typed_in_one_screen(screen, facility):
    visit = cast.arrive(facility)
    page = screen("loket", reverse("registration:at", args=[cast.entry_of(visit).code]))

    keys(page, "Escape", "b")
    arrived(page, "baru=1")
    page.keyboard.type("Siti Aminah")
    tab_to(page, "sex")
    keys(page, "ArrowRight")
    tab_to(page, "birth_date")
    page.keyboard.type("04-03-1994")
    tab_to(page, "payer")
    keys(page, "ArrowRight")
    tab_to(page, "marks")
    keys(page, "Space")
    page.locator("#usulan .head b", has_text="KIA").wait_for()
    keys(page, "Shift+Enter")
    arrived(page, "/karcis/")

    patient = cast.fresh(visit).patient
    assert (patient.name, patient.sex, patient.birth_date) == ("Siti Aminah", "P", date(1994, 3, 4))
    assert cast.place_of(visit) == "KIA"


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(screen, facility):
    visit = cast.arrive(facility)
    page = screen("loket", reverse("registration:at", args=[cast.entry_of(visit).code]) + "?baru=1")

    page.keyboard.type("Siti Aminah")
    with page.expect_response(lambda answer: answer.request.is_navigation_request()) as answer:
        keys(page, "Shift+Enter")
    page.wait_for_load_state("load")

    assert answer.value.status == 400
    assert page.locator("[name=name]").input_value() == "Siti Aminah"
    assert page.get_by_text("Pilih penjaminnya").is_visible()


def test_a_number_given_at_the_door_is_on_the_counters_screen_within_a_second(screen, facility):
    page = screen("loket", reverse("registration:counter"))
    page.wait_for_timeout(700)  # the stream opens

    visit = cast.arrive(facility)

    page.locator(f"#k-{cast.entry_of(visit).code}").wait_for(timeout=3000)


def test_the_television_shows_a_call_by_itself(screen, facility):
    board = Board.objects.create(facility=facility)
    visit = cast.arrive(facility)
    television = screen("loket", reverse("registration:television", args=[board.code]), size=(1920, 1080))
    page = screen("loket", reverse("registration:counter"))
    television.wait_for_timeout(700)

    keys(page, "Escape", "n")

    eventually(lambda: television.locator(".call .num").all_inner_texts() == [visit.number], within=5)
    assert television.evaluate("document.documentElement.scrollHeight <= innerHeight")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_counter_fits_its_screen(screen, facility, size):
    visit = cast.at_counter(
        facility, cast.a_patient(facility, "Andi Rahmah binti Abdul Rahman Haji Muhammad Yusuf", born=date(1994, 3, 4))
    )
    page = screen("loket", reverse("registration:at", args=[cast.entry_of(visit).code]), size=size)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".act .go").is_visible()

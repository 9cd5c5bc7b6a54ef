"""The laboratory and the cashier in Chromium, by keyboard alone, at the width of a PC and of a phone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from clusters.klaster1.models import Payment
from puskesmas.demo import laboratory, tariffs
from puskesmas.facility.models import Pustu, Village
from referrals import follow_ups, lab
from referrals.models import FollowUp, LabOrder
from tests import cast
from tests.cast import entry_of, place_of, staff
from tests.referrals.people import in_the_room, menu

SIZES = [(1366, 768), (390, 844)]


@pytest.fixture
def galis(committed_db):
    facility = cast.a_puskesmas("galis")
    laboratory.add(facility)
    tariffs.add(facility)
    return facility


@pytest.fixture
def visit(galis):
    """Pak Joko, who pays himself, was sent to the laboratory for his haemoglobin."""
    by = staff(galis, "dokter")
    visit, entry = in_the_room(galis, cast.pak_joko(galis))
    lab.order_lab(visit, entry, tests=menu(galis, "HB"), question="Pucat, lemas", by=by)
    return visit


@pytest.fixture
def open_as(browser, site):
    """Open a page as somebody, in a window of a size."""
    contexts = []

    def opened(person, name, *codes, size=SIZES[0]):
        client = Client()
        client.force_login(person.user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}))
        contexts[-1].add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
        page = contexts[-1].new_page()
        page.goto(site + reverse(name, args=codes))
        return page

    yield opened
    for context in contexts:
        context.close()


def tab_to(page, name):
    """Go forward with Tab until the field of this name has the focus."""
    for _ in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}.")


def test_a_sample_a_critical_value_and_the_way_back_by_keyboard(galis, visit, open_as):
    page = open_as(staff(galis, "lab"), "referrals:bench")
    page.keyboard.press("c")
    page.wait_for_selector("text=A-001 dipanggil.")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Ambil sampel, kembali ke Klaster 3")
    page.keyboard.press("w")
    page.wait_for_selector("text=pasien menunggu di lab")
    tab_to(page, "HB")
    page.keyboard.type("4,1")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("text=NILAI KRITIS")
    page.keyboard.press("k")
    page.wait_for_selector("text=Nilai kritis disampaikan kepada dr. Ayu Lestari.")

    assert LabOrder.objects.get().status == "resulted"
    assert (place_of(visit), entry_of(visit).state) == ("KLASTER3", "waiting")


def test_the_cashier_calls_takes_cash_and_gives_change_by_keyboard(galis, visit, open_as):
    yuni, ayu = staff(galis, "lab"), staff(galis, "dokter")
    cast.called_in(visit, by=yuni)
    lab.sample(LabOrder.objects.get(), by=yuni)
    lab.follows_later(LabOrder.objects.get(), reason="alat rusak", by=yuni)
    cast.called_in(visit, by=ayu)
    cast.go_on(visit, "dokter")
    assert place_of(visit) == "KASIR"

    page = open_as(staff(galis, "kasir"), "klaster1:cashier")
    page.keyboard.press("c")
    page.wait_for_selector("text=Harus dibayar")
    tab_to(page, "received")
    page.keyboard.type("100000")
    assert page.locator("[data-change]").inner_text().startswith("kembali Rp ")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("text=Terbilang")

    payment = Payment.objects.get()
    assert payment.receipt in page.content()
    assert f"kembali Rp {100_000 - payment.amount:,}".replace(",", ".") in page.content()
    assert place_of(visit) != "KASIR"


@pytest.mark.parametrize("size", SIZES)
def test_the_screens_stay_within_their_window(galis, visit, open_as, size):
    code = LabOrder.objects.get().code
    screens = {
        "lab": [("referrals:bench",), ("referrals:order", code)],
        "kasir": [("klaster1:cashier",), ("klaster1:bill", visit.code), ("klaster1:shift",)],
        "dokter": [("referrals:inbox",), ("referrals:letters",), ("referrals:appointments",), ("referrals:tasks",)],
        "klaster1": [("klaster1:home",), ("klaster1:tariffs",), ("klaster1:checklist", visit.code)],
    }
    for role, addresses in screens.items():
        for address in addresses:
            page = open_as(staff(galis, role), *address, size=size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_officer_answers_on_a_phone(galis, open_as):
    village = Village.objects.create(facility=galis, kemendagri_code="35.28.05.2001", name="Belidak")
    pustu = Pustu.objects.create(facility=galis, name="Pustu Belidak")
    pustu.villages.add(village)
    officer = staff(galis, "pustu")
    officer.pustu = pustu
    officer.save()
    patient = cast.a_patient(galis, "Sari Wulandari", born=cast.MONDAY.date(), village=village)
    due_on = galis.today() + timedelta(days=1)
    follow_ups.give(patient, action="Timbang, periksa tali pusat", due_on=due_on, by=staff(galis, "bidan"))

    page = open_as(officer, "referrals:tasks", size=SIZES[1])
    tab_to(page, "outcome")
    page.keyboard.press("Space")
    tab_to(page, "weight")
    page.keyboard.type("3,4")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 dari 1")

    assert FollowUp.objects.get().measured == {"weight": 3.4}

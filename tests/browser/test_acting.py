"""From a red cell of the grid to people who are visited, in Chromium and by its keys."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.facility.models import Pustu
from pws import keeping, targets
from pws.models import Basis, PwsPlan, PwsProblem
from pws.targets import Number
from referrals.models import FollowUp
from tests import cast
from tests.pws.conftest import villages_of
from tests.pws.people import resident, seen


@pytest.fixture
def kakap(committed_db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.fixture
def year(kakap):
    """Last year: what it holds does not change with the day on which this runs."""
    return kakap.today().year - 1


@pytest.fixture
def belidak(kakap, year):
    """A village in which two with hypertension did not come all last year, and one did."""
    village = villages_of(kakap)["Belidak"]
    hundred = Number(village, "hipertensi", Decimal(100))
    targets.set_targets([hundred], year=year, basis=Basis.PROJECTED, source="SKI", by=cast.staff(kakap, "klaster1"))
    Pustu.objects.create(facility=kakap, name="Pustu Belidak").villages.add(village)
    for name in ("Bu Lama", "Bu Baru"):
        seen(kakap, resident(village, name), f"{year - 1}-06-05", "I10")
    seen(kakap, resident(village, "Wati"), f"{year}-01-08", "I10")
    keeping.rebuild(kakap, year)
    return village


@pytest.fixture
def page(browser, site, kakap):
    """The head's screen."""
    client = Client()
    client.force_login(cast.staff(kakap, "kapus").user, backend="puskesmas.facility.signing.StaffBackend")
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])
    yield context.new_page()
    context.close()


def press(page, key):
    with page.expect_navigation():
        page.keyboard.press(key)


def test_a_red_cell_becomes_a_problem_a_plan_and_tasks_by_name(page, site, kakap, belidak, year):
    page.goto(f"{site}{reverse('pws:dashboard')}?bulan={year}-03&pilih=HT&desa={belidak.code}")
    press(page, "b")
    page.keyboard.type("Obat habis sebelum jadwal kontrol; jalan rusak.")  # the cause has the focus
    press(page, "Shift+Enter")
    press(page, "u")  # the USG the figures suggest
    press(page, "t")  # the head takes it up

    problem = PwsProblem.objects.get()
    assert problem.village == belidak and problem.decided_by == cast.staff(kakap, "kapus")
    page.locator("[name=what]").fill("Kunjungan rumah penderita hipertensi")
    page.locator("[name=aim]").fill("Semua diukur dan mendapat obat")
    page.locator("[name=on]").fill(kakap.today().isoformat())
    press(page, "Enter")

    page.goto(site + reverse("pws:plan", args=[PwsPlan.objects.get().code]))
    press(page, "Shift+Enter")

    given = FollowUp.objects.order_by("patient__name")
    assert [task.patient.name for task in given] == ["Bu Baru", "Bu Lama", "Wati"]  # nor did Wati come this year
    assert {task.action for task in given} == {"Kunjungan rumah penderita hipertensi"}
    assert "3 tugas" in page.locator("body").inner_text()

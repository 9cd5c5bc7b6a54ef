"""A room is closed for good only when nobody's walk needs it any more, and may return."""

import pytest
from django.test import Client
from django.urls import reverse

from puskesmas.facility.models import ServicePoint
from puskesmas.facility.office import OfficeRefused
from puskesmas.visits import closing, movement
from tests import cast


@pytest.fixture
def kakap(db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.fixture
def admin(kakap) -> Client:
    client = Client()
    client.force_login(cast.staff(kakap, "admin").user, backend="puskesmas.facility.signing.StaffBackend")
    return client


def close(point):
    return reverse("visits:close_for_good", args=[point.code])


def test_a_room_nobody_needs_is_closed_and_no_one_is_sent_there(admin, kakap):
    gizi = cast.point(kakap, "GIZI")

    assert admin.get(close(gizi)).context["against"] == []
    admin.post(close(gizi))

    assert cast.point(kakap, "GIZI").closed_for_good_on == kakap.today()


def test_a_room_the_sop_in_force_asks_for_stays_and_the_page_says_what_to_do(admin, kakap):
    shown = admin.post(close(cast.point(kakap, "FARMASI")))

    assert shown.status_code == 409
    assert "Terbitkan dulu revisi SOP yang tidak memakainya" in shown.content.decode()
    assert cast.point(kakap, "FARMASI").closed_for_good_on is None


def test_a_room_with_a_patient_on_a_detour_stays_and_names_the_visit(admin, kakap):
    doctor = cast.staff(kakap, "dokter")
    visit = cast.at_counter(kakap, cast.pak_joko(kakap, payer="jkn"))
    cast.go_on(visit, "loket")
    cast.go_on(visit, "loket")
    entry = cast.called_in(visit, by=doctor)
    movement.detour(entry, ["GIZI"], by=doctor, reason="konseling")

    shown = admin.post(close(cast.point(kakap, "GIZI")))

    assert shown.status_code == 409
    assert f"{visit.number} ({visit.code})" in shown.content.decode()


def test_a_room_whose_services_are_still_given_names_them(admin, kakap):
    kakap.services.filter(code="GIGI").update(name="Cabut gigi")

    assert "Cabut gigi" in admin.get(close(cast.point(kakap, "GIGI"))).content.decode()


def test_a_closed_room_returns_unless_another_took_its_place(admin, kakap):
    gizi = cast.point(kakap, "GIZI")
    admin.post(close(gizi))
    again = reverse("visits:reopen", args=[gizi.code])

    admin.post(again)
    assert cast.point(kakap, "GIZI").closed_for_good_on is None

    admin.post(close(gizi))
    ServicePoint.objects.create(facility=kakap, place="GIZI", name="Pojok Gizi")
    said = admin.post(again, follow=True)
    assert "Sudah ada Pojok Gizi" in said.content.decode()


def test_only_the_administrator_of_this_puskesmas_closes_a_room(kakap):
    rini = cast.a_puskesmas("dharma_rini")

    for stranger in (cast.staff(kakap, "loket"), cast.staff(rini, "admin")):
        with pytest.raises(OfficeRefused):
            closing.close_for_good(cast.point(kakap, "GIZI"), by=stranger)
        with pytest.raises(OfficeRefused):
            closing.reopen(cast.point(kakap, "GIZI"), by=stranger)

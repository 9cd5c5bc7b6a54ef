"""The administrator's own pages: rooms, desks, services and the people who work here."""

import pytest
from django.test import Client
from django.urls import reverse

from puskesmas.facility import office
from puskesmas.facility.models import Desk, Service, ServicePoint, Staff
from tests import cast


@pytest.fixture
def kakap(db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.fixture
def admin(kakap) -> Client:
    client = Client()
    client.force_login(cast.staff(kakap, "admin").user, backend="puskesmas.facility.signing.StaffBackend")
    return client


def at(name, *args):
    return reverse(f"facility:{name}", args=args)


def test_a_room_gets_another_sign_and_the_way_to_it(admin, kakap):
    gigi = cast.point(kakap, "GIGI")
    typed = {"name": "Poli Gigi", "room": "Ruang 7", "directions": "Koridor kanan, pintu terakhir."}

    admin.post(at("room", gigi.code), typed)

    assert cast.point(kakap, "GIGI").directions == "Koridor kanan, pintu terakhir."
    assert "Poli Gigi" in admin.get(at("rooms")).content.decode()


def test_a_room_without_a_name_is_refused_and_what_was_typed_stays(admin, kakap):
    shown = admin.post(at("room", cast.point(kakap, "GIGI").code), {"name": "", "directions": "Lantai 2"})

    assert shown.status_code == 400
    assert "Lantai 2" in shown.content.decode()


def test_a_desk_is_added_once_and_renamed(admin, kakap):
    counter = cast.point(kakap, "LOKET")

    admin.post(at("add_desk", counter.code), {"label": "Loket 4"})
    twice = admin.post(at("add_desk", counter.code), {"label": "loket 4"})
    admin.post(at("rename_desk", Desk.objects.get(label="Loket 4").code), {"label": "Loket Lansia"})

    assert "sudah ada di Loket pendaftaran" in twice.content.decode()
    assert [desk.label for desk in counter.desks.order_by("order")][-1] == "Loket Lansia"


def test_a_room_of_a_new_kind_is_opened_and_one_of_a_kind_there_is_is_not_offered(admin, kakap):
    assert "LAB" not in dict(admin.get(at("add_room")).context["form"].fields["place"].choices)

    admin.post(at("add_room"), {"place": "FISIO", "name": "Fisioterapi", "beds": "0"})

    assert ServicePoint.objects.filter(facility=kakap, place="FISIO").exists()


def test_a_service_that_stops_is_no_longer_given(admin, kakap):
    admin.post(at("offer", "GIGI"), {"offer": "none"})

    assert not Service.objects.get(facility=kakap, code="GIGI").is_active


def test_somebody_taken_on_signs_in_and_works_in_their_rooms(admin, kakap):
    kia = cast.point(kakap, "KIA")
    typed = {"name": "Bd. Sri", "role": "bidan", "username": "sri.kakap", "password": "kopi-tubruk-manis-9"}

    admin.post(at("take_on"), typed | {"points": [kia.pk]})

    sri = Staff.objects.get(name="Bd. Sri")
    assert list(sri.points.all()) == [kia]
    door = {"username": "sri.kakap", "password": "kopi-tubruk-manis-9"}
    assert Client().post(reverse("accounts:sign_in"), door).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"username": "loket.sungai_kakap"}, "sudah dipakai"),
        ({"password": "pendek"}, "pendek"),
        ({"role": "dinas"}, "role"),
        ({"nip": "123"}, "18 angka"),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_beside_its_field(admin, wrong, said):
    typed = {"name": "Bd. Sri", "role": "bidan", "username": "sri.kakap", "password": "kopi-tubruk-manis-9"}

    shown = admin.post(at("take_on"), typed | wrong)

    assert shown.status_code == 400
    assert said in str(shown.context["form"].errors)
    assert not Staff.objects.filter(name="Bd. Sri").exists()


def test_who_leaves_cannot_sign_in_until_taken_back(admin, kakap):
    clerk = cast.staff(kakap, "loket")

    admin.post(at("end_service", clerk.code))
    assert not Staff.objects.get(pk=clerk.pk).user.is_active

    admin.post(at("end_service", clerk.code), {"back": "1"})
    assert Staff.objects.get(pk=clerk.pk).user.is_active


def test_nobody_closes_their_own_account_or_changes_their_own_role(admin, kakap):
    me = cast.staff(kakap, "admin")

    closed = admin.post(at("end_service", me.code))
    changed = admin.post(at("person", me.code), {"name": me.name, "role": "dokter"})

    assert closed.status_code == changed.status_code == 400
    assert Staff.objects.get(pk=me.pk).role == "admin"


def test_a_forgotten_password_is_replaced_by_one_that_is_good_enough(admin, kakap):
    clerk = cast.staff(kakap, "loket")

    weak = admin.post(at("reset_password", clerk.code), {"password": "12345"})
    admin.post(at("reset_password", clerk.code), {"password": "kopi-tubruk-manis-9"})

    assert weak.status_code == 400
    assert Staff.objects.get(pk=clerk.pk).user.check_password("kopi-tubruk-manis-9")


def test_the_lists_ask_no_more_for_more_rows(admin, kakap, django_assert_max_num_queries):
    for name in ("rooms", "services", "staff"):
        with django_assert_max_num_queries(8):
            assert admin.get(at(name)).status_code == 200


def test_only_the_administrator_of_this_puskesmas_may(kakap):
    rini = cast.a_puskesmas("dharma_rini")
    kia, clerk = cast.point(kakap, "KIA"), cast.staff(kakap, "loket")
    for stranger in (cast.staff(kakap, "kapus"), cast.staff(rini, "admin")):
        for verb in (
            lambda by: office.rename_room(kia, office.Sign("X"), by=by),
            lambda by: office.add_desk(kia, "X", by=by),
            lambda by: office.offer(kakap.services.first(), by=by, is_active=False, bookable=False),
            lambda by: office.change_post(clerk, office.Post("X", "loket"), by=by),
            lambda by: office.reset_password(clerk, "kopi-tubruk-manis-9", by=by),
            lambda by: office.end_service(clerk, by=by),
        ):
            with pytest.raises(office.OfficeRefused):
                verb(stranger)

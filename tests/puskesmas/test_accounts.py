"""Signing in and out, and the cover over a page nobody has touched for a while."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice

from puskesmas import accounts
from puskesmas.facility.models import Facility, Staff

PASSWORD = "perahu-di-kapuas"
JSON = {"HTTP_ACCEPT": "application/json"}
WORK = "/sandi/"  # a page every member of staff may open


@pytest.fixture
def galis(db):
    return Facility.objects.create(code="galis", name="Puskesmas Galis", district="Pamekasan", province="Jawa Timur")


def at_work(role, facility):
    user = get_user_model().objects.create_user(f"{role}.galis", password=PASSWORD)
    return Staff.objects.create(user=user, facility=facility, role=role, name=role.title())


@pytest.fixture
def dedi(galis):
    return at_work("loket", galis)


@pytest.fixture
def rina(galis):
    return at_work("bidan", galis)


def sign_in(client, who, password=PASSWORD, **more):
    return client.post("/masuk/", {"username": who.user.username, "password": password, **more})


def uncover(client, who, *, was, password=PASSWORD, **headers):
    given = {"username": who.user.username, "password": password, "was": was.user.username}
    return client.post("/buka/", given, **headers)


def test_dedi_signs_in_and_comes_to_his_work(client, dedi):
    answer = sign_in(client, dedi)

    assert answer.status_code == 302
    assert answer.url == accounts.landing_of(dedi.user)


def test_the_laboratory_begins_its_day_at_the_bench(client, galis):
    assert sign_in(client, at_work("lab", galis)).url == reverse("referrals:bench")


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, dedi):
    page = sign_in(client, dedi, "salah").content.decode()

    assert "tidak cocok" in page
    assert dedi.user.username in page


def test_the_page_asked_for_comes_after_signing_in(client, dedi):
    assert sign_in(client, dedi, next=WORK).url == WORK


def test_after_five_wrong_passwords_the_account_rests(client, dedi):
    answers = [sign_in(client, dedi, "salah") for _ in range(5)]

    assert answers[-1].status_code == 429
    assert "Terlalu banyak percobaan" in answers[-1].content.decode()
    assert sign_in(client, dedi).status_code == 429


def test_who_carries_a_second_factor_is_asked_for_its_code(client, dedi):
    device = StaticDevice.objects.create(user=dedi.user, name="cadangan")
    device.token_set.create(token="123456")

    assert "Kode pengaman" in sign_in(client, dedi).content.decode()
    device.refresh_from_db()
    device.throttle_reset()
    assert sign_in(client, dedi, code="123 456").status_code == 302


def test_a_landing_that_is_not_served_leads_to_the_front_page(dedi, monkeypatch):
    monkeypatch.setitem(accounts.LANDINGS, "loket", "nowhere:at_all")

    assert accounts.landing_of(dedi.user) == "/"


def test_signing_out_shows_the_door(client, dedi):
    sign_in(client, dedi)

    answer = client.post("/keluar/")

    assert answer.url == reverse("accounts:sign_in")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert client.get(WORK).status_code == 302


def test_a_covered_session_shows_no_page(client, dedi):
    sign_in(client, dedi)
    assert client.get(WORK).status_code == 200

    client.post("/kunci/")

    page = client.get(WORK)
    assert page.status_code == 403
    assert "Layar terkunci" in page.content.decode()
    assert client.get(WORK, **JSON).status_code == 401


def test_dedi_uncovers_his_page_in_place_and_takes_a_new_token(client, dedi):
    sign_in(client, dedi)
    client.post("/kunci/")
    before = client.get("/buka/").json()["csrf"]

    said = uncover(client, dedi, was=dedi, **JSON).json()

    assert said["same"]
    assert said["csrf"] != before
    assert client.get(WORK).status_code == 200


def test_a_wrong_password_does_not_uncover(client, dedi):
    sign_in(client, dedi)
    client.post("/kunci/")

    answer = uncover(client, dedi, was=dedi, password="salah", **JSON)

    assert answer.status_code == 400
    assert "tidak cocok" in answer.json()["message"]
    assert client.get(WORK).status_code == 403


def test_rina_at_dedis_covered_page_starts_fresh(client, dedi, rina):
    sign_in(client, dedi)
    client.post("/kunci/")

    said = uncover(client, rina, was=dedi, **JSON).json()

    assert not said["same"]
    assert said["to"] == accounts.landing_of(rina.user)
    assert client.session["_auth_user_id"] == str(rina.user.pk)


def test_a_session_that_ended_under_the_cover_is_taken_up_again(client, dedi):
    sign_in(client, dedi)
    client.post("/keluar/")

    assert uncover(client, dedi, was=dedi, **JSON).json()["same"]
    assert client.get(WORK).status_code == 200


def test_without_scripts_the_cover_leads_back_to_the_page(client, dedi):
    sign_in(client, dedi)
    client.post("/kunci/")
    given = {"username": dedi.user.username, "password": PASSWORD, "was": dedi.user.username, "next": WORK}

    assert client.post("/buka/", given).url == WORK
    client.post("/kunci/")
    assert client.post("/buka/", given | {"next": "https://lain.example/"}).url == accounts.landing_of(dedi.user)


def test_a_long_untouched_session_covers_itself_and_polls_are_no_hand(client, dedi):
    sign_in(client, dedi)
    untouched(client, minutes=5)
    client.get(WORK, HTTP_X_ALUR_POLL="1")

    untouched(client, minutes=13)

    assert client.get(WORK, HTTP_X_ALUR_POLL="1").status_code == 401
    assert client.get(WORK).status_code == 403


def test_a_hand_on_the_page_keeps_it_open(client, dedi):
    sign_in(client, dedi)
    untouched(client, minutes=8)

    assert client.get(WORK).status_code == 200
    assert time.time() - client.session[accounts.SEEN] < 60


def untouched(client, *, minutes):
    session = client.session
    session[accounts.SEEN] = int(time.time()) - minutes * 60
    session.save()

"""Signing in by token."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice
from rest_framework.test import APIClient

from tests import cast
from tests.puskesmas.rest.conftest import beside, done, refused

ADDRESS = "/api/v1/auth/token/"
DEDI = {"username": "loket.sungai_kakap", "password": "rahasia-sekali"}


@pytest.fixture
def anybody(kakap):
    return APIClient()


def test_name_and_password_give_a_token_that_signs(anybody, kakap):
    given = done(anybody.post(ADDRESS, DEDI))

    assert set(given) == {"token", "staff", "role", "facility"}
    assert given["role"] == "loket" and given["facility"] == "sungai_kakap"
    assert given["staff"] == cast.staff(kakap, "loket").code
    anybody.credentials(HTTP_AUTHORIZATION=f"Token {given['token']}")
    assert done(anybody.get("/api/v1/facilities/"))["count"] == 1
    assert done(APIClient().post(ADDRESS, DEDI))["token"] == given["token"]


def test_a_wrong_password_is_401_and_says_what_to_do(anybody):
    no = refused(anybody.post(ADDRESS, DEDI | {"password": "salah"}), 401)

    assert no["message"].startswith("Nama pengguna atau kata sandi tidak cocok")


def test_guessing_is_throttled(anybody):
    for _guess in range(5):
        anybody.post(ADDRESS, DEDI | {"password": "tebak"})

    assert refused(anybody.post(ADDRESS, DEDI), 429)["code"] == "throttled"
    assert AccessAttempt.objects.get().username == "loket.sungai_kakap"


def test_both_words_are_needed_and_nothing_else(anybody):
    assert set(beside(anybody.post(ADDRESS, {"username": "x", "ingat": True}))) == {"password", "ingat"}


def test_who_carries_a_second_factor_gives_its_code(anybody, kakap):
    device = StaticDevice.objects.create(user=cast.staff(kakap, "admin").user, name="kertas")
    device.token_set.create(token="123456")
    admin = {"username": "admin.sungai_kakap", "password": "rahasia-sekali"}

    assert refused(anybody.post(ADDRESS, admin), 403)["code"] == "needs_code"
    assert done(anybody.post(ADDRESS, admin | {"code": "123456"}))["role"] == "admin"


def test_an_account_of_nobody_at_work_has_no_token(anybody, kakap):
    staff = cast.staff(kakap, "loket")
    staff.is_active = False
    staff.save()

    refused(anybody.post(ADDRESS, DEDI), 403)


def test_without_a_token_everything_is_401(anybody):
    assert refused(anybody.get("/api/v1/visits/"), 401)["code"] == "not_authenticated"
    anybody.credentials(HTTP_AUTHORIZATION="Token palsu")
    assert refused(anybody.get("/api/v1/visits/"), 401)["code"] == "authentication_failed"


def test_a_browser_signs_by_its_session_and_shows_its_csrf_token(kakap):
    page = Client(enforce_csrf_checks=True)
    page.force_login(cast.staff(kakap, "loket").user)

    assert page.get("/api/v1/visits/").status_code == 200
    assert refused(page.post("/api/v1/visits/", {}, content_type="application/json"), 403)


def test_the_district_reads_no_visit(anybody, kakap):
    user = cast.get_user_model().objects.create_user("dinas", password="rahasia-sekali")
    cast.Staff.objects.create(user=user, role="dinas", name="Dinas")

    given = done(anybody.post(ADDRESS, {"username": "dinas", "password": "rahasia-sekali"}))

    assert given["facility"] is None
    anybody.credentials(HTTP_AUTHORIZATION=f"Token {given['token']}")
    refused(anybody.get("/api/v1/visits/"), 403)
    assert done(anybody.get("/api/v1/pws/indicators/"))["villages"] == []

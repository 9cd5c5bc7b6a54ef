"""The front page."""

import pytest
from django.urls import reverse

from puskesmas.facility.roles import RoleCode
from tests import cast

ROLES = [role for role in RoleCode.values if role not in (RoleCode.DINAS, RoleCode.KADER)]


@pytest.fixture
def kakap(db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.mark.parametrize("role", ROLES)
def test_everyone_who_signs_in_finds_a_door_they_may_open(client, kakap, role):
    client.force_login(cast.staff(kakap, role).user)

    page = client.get("/")

    assert page.status_code == 200
    for way in page.context["ways"]:
        assert client.get(way["url"]).status_code in (200, 302), way


def test_a_kader_comes_straight_to_her_tasks(client, kakap):
    client.force_login(cast.staff(kakap, "kader").user)

    assert client.get("/").headers["location"] == reverse("referrals:tasks")


def test_the_head_sees_how_many_wait_where_in_few_queries(client, kakap, django_assert_max_num_queries):
    for _ in range(5):
        cast.arrive(kakap)
    client.force_login(cast.staff(kakap, "kapus").user)

    with django_assert_max_num_queries(8):
        page = client.get("/")

    assert [(room["point__place"], room["waiting"]) for room in page.context["rooms"]] == [("LOKET", 5)]


def test_another_facilitys_line_is_not_seen(client, kakap):
    other = cast.a_puskesmas("dharma_rini")
    cast.arrive(other)
    client.force_login(cast.staff(kakap, "kapus").user)

    assert client.get("/").context["rooms"] == []

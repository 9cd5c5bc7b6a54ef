"""A mother who comes with her toddler: numbers together at the door, shown together, registered in a few keys."""

import pytest
from django.urls import reverse

from clusters.rooms import room_rows
from tests import cast

JKN = {"payer": "jkn", "card_status": "active", "card_source": "pcare"}


@pytest.fixture
def bu_wati(dharma_rini):
    patient = cast.bu_wati(dharma_rini, payer="jkn")
    patient.kk, patient.address = "3578010101240007", "Jalan Mawar 7"
    patient.save(update_fields=["kk", "address"])
    return patient


@pytest.fixture
def dharma_rini(database):
    return cast.a_puskesmas("dharma_rini")


@pytest.fixture
def pair(dharma_rini):
    """Give the two visits of a party, both waiting at the counter with another between."""
    mother = cast.arrive(dharma_rini, party="kel")
    cast.arrive(dharma_rini)
    return mother, cast.arrive(dharma_rini, party="kel")


def at(visit):
    return reverse("registration:at", args=[cast.entry_of(visit).code])


def registered(clerk, mother, bu_wati):
    clerk.post(reverse("registration:call"))
    clerk.post(at(mother), JKN | {"pasien": bu_wati.code})


def test_the_counter_shows_who_came_together(dharma_rini, signed_in, pair):
    mother, toddler = pair

    page = signed_in(dharma_rini).get(reverse("registration:counter")).content.decode()

    assert f"Bersama {toddler.number}" in page and f"Bersama {mother.number}" in page


def test_after_the_mother_one_key_calls_the_toddler_and_one_names_him(dharma_rini, signed_in, pair, bu_wati):
    mother, toddler = pair
    raka = cast.raka(dharma_rini)
    raka.kk = bu_wati.kk
    raka.save(update_fields=["kk"])
    clerk = signed_in(dharma_rini)
    registered(clerk, mother, bu_wati)

    called = clerk.post(reverse("registration:call"))
    page = clerk.get(called["Location"]).content.decode()

    assert called["Location"] == at(toddler)
    assert f"Serombongan dengan {bu_wati.name} ({mother.number})" in page
    assert f'href="?pasien={raka.code}" data-key="1"' in page


def test_a_new_one_of_the_house_begins_with_the_mothers_address_and_card(dharma_rini, signed_in, pair, bu_wati):
    mother, toddler = pair
    clerk = signed_in(dharma_rini)
    registered(clerk, mother, bu_wati)

    page = clerk.get(at(toddler) + "?baru=1").content.decode()

    assert 'value="Jalan Mawar 7"' in page and f'value="{bu_wati.kk}"' in page
    assert f'value="{bu_wati.name}"' not in page


def test_the_room_names_who_else_came_and_where_they_are(dharma_rini, signed_in, pair, bu_wati):
    mother, toddler = pair
    registered(signed_in(dharma_rini), mother, bu_wati)
    room = cast.entry_of(mother).point

    row = next(row for group in room_rows(room).groups for row in group.rows)

    assert row.party == f"Bersama {toddler.number} di {cast.entry_of(toddler).point.name}"


def test_one_who_came_alone_is_told_of_nobody(dharma_rini, signed_in, bu_wati):
    visit = cast.arrive(dharma_rini)

    page = signed_in(dharma_rini).get(at(visit)).content.decode()

    assert "Bersama" not in page and "Serombongan" not in page

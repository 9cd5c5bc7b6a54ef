"""The televisions and the live lists: numbers and rooms for everybody, names for those who work here."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.visits import queueing
from registration.boards import may_watch, render_board
from registration.models import Board
from tests import cast


@pytest.fixture
def board(galis):
    return Board.objects.create(facility=galis)


def scope(code, client=None):
    """Give what the live side is asked with."""
    name = settings.SESSION_COOKIE_NAME
    headers = [(b"cookie", f"{name}={client.cookies[name].value}".encode())] if client else []
    return {"path": f"/live/boards/{code}/", "headers": headers}


def called(facility, patient, place="LOKET", **about):
    """Give a visit that was just called at the counter."""
    visit = cast.at_counter(facility, patient, **about)
    queueing.call_next(cast.point(facility, "LOKET"), by=cast.staff(facility, "loket"))
    return visit


def test_the_television_shows_number_and_room_and_never_a_name(galis, board):
    visit = called(galis, cast.pak_budi(galis))

    page = Client().get(reverse("registration:television", args=[board.code])).content.decode()

    assert visit.number in page and "Loket pendaftaran" in page
    assert "Budi" not in page and "Santoso" not in page


def test_who_is_in_the_infection_room_is_never_called_out(galis, board):
    visit = called(galis, cast.pak_joko(galis), facts=["infectious"])

    assert visit.number not in render_board(galis.code)


def test_who_was_called_and_did_not_come_is_asked_to_come(galis):
    visit = called(galis, cast.pak_joko(galis))
    clerk = cast.staff(galis, "loket")
    entry = cast.entry_of(visit)
    for _ in range(2):
        entry = queueing.recall(entry, by=clerk)
    queueing.skip(entry, by=clerk)

    assert f"Belum datang:</b> {visit.number}" in render_board(galis.code)


def test_a_television_needs_its_address(galis):
    assert Client().get(reverse("registration:television", args=["tebakanorang"])).status_code == 404


def test_a_television_that_was_switched_off_shows_nothing(galis, board, signed_in):
    signed_in(galis, "loket").post(reverse("registration:switch_off", args=[board.code]))

    assert Client().get(reverse("registration:television", args=[board.code])).status_code == 404
    assert may_watch(scope(board.code)) is None


def test_nobody_switches_off_the_board_of_another_puskesmas(sitiung, board, signed_in):
    answer = signed_in(sitiung, "loket").post(reverse("registration:switch_off", args=[board.code]))

    assert answer.status_code == 404
    assert Board.objects.get().is_active


def test_a_television_that_polls_is_told_when_nothing_changed(galis, board):
    address = reverse("registration:television_inside", args=[board.code])

    first = Client().get(address)
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    called(galis, cast.pak_joko(galis))
    assert Client().get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_stream_is_opened_for_the_television_and_for_staff_of_the_house(galis, sitiung, board, signed_in):
    counter = cast.point(galis, "LOKET")

    assert may_watch(scope(board.code)) == galis.code
    assert may_watch(scope(counter.code, signed_in(galis))) == counter.code
    assert may_watch(scope(counter.code)) is None
    assert may_watch(scope(counter.code, signed_in(sitiung))) is None
    assert may_watch(scope(galis.code, signed_in(galis))) is None


def test_a_covered_screen_gets_no_stream(galis, signed_in):
    client = signed_in(galis)
    session = client.session
    session["covered"] = True
    session.save()

    assert may_watch(scope(cast.point(galis, "LOKET").code, client)) is None


def test_the_counters_list_is_drawn_for_everyone_the_same(galis):
    visit = cast.at_counter(galis, cast.pak_joko(galis))

    drawn = render_board(cast.point(galis, "LOKET").code)

    assert visit.number in drawn and "Tn. Joko Susilo" in drawn
    assert "csrfmiddlewaretoken" not in drawn


def test_a_room_with_a_desk_has_its_list_drawn_too(galis):
    assert "<" in render_board(cast.point(galis, "KLASTER3").code)


def test_the_television_asks_the_same_number_of_questions_however_many_wait(galis, django_assert_num_queries):
    called(galis, cast.pak_joko(galis))
    with django_assert_num_queries(8):
        render_board(galis.code)
    for _ in range(4):
        cast.at_counter(galis, None)
    with django_assert_num_queries(8):
        render_board(galis.code)

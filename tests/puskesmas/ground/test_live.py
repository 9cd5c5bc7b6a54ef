"""Everyone in the waiting room sees the call, a moment after it is committed."""

import http.client
import itertools
import json
import re
import time
from contextlib import ExitStack, closing

import psycopg2
import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from tests import databases, processes

SETTINGS = "tests.puskesmas.ground.live_settings"


@pytest.fixture(scope="module")
def house_db(server, migrated_template, django_db_setup, django_db_blocker):
    """One committed database for all these tests: what they do to it does not disturb the next."""
    with django_db_blocker.unblock():
        database = server.clone(migrated_template, databases.fresh_name())
        with databases.pointed_at(database):
            yield database
        server.drop(database.name)


@pytest.fixture(scope="module")
def house(house_db):
    """Alur running with the boards of live_boards."""
    with processes.site(house_db, DJANGO_SETTINGS_MODULE=SETTINGS) as address:
        yield address.removeprefix("http://")


@pytest.fixture
def board(request):
    """A board that no other test watches."""
    return request.node.name


class Screen:
    """A browser's end of one stream."""

    def __init__(self, house, board, holder=""):
        self.connection = http.client.HTTPConnection(house, timeout=20)
        self.connection.request("GET", f"/live/boards/{board}/?{holder}")
        self.answer = self.connection.getresponse()

    def close(self):
        self.answer.close()
        self.connection.close()

    def next_event(self):
        """The next event as (kind, data), or None when the stream has ended."""
        block = list(itertools.takewhile(str.strip, iter(self.line, None)))
        while block and not any(line.startswith("event:") for line in block):
            block = list(itertools.takewhile(str.strip, iter(self.line, None)))
        if not block:
            return None
        fields = [line.rstrip("\n").split(": ", 1) for line in block]
        return dict(fields)["event"], "\n".join(value for name, value in fields if name == "data")

    def line(self):
        return self.answer.readline().decode() or None


def tell(**news):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify('alur_boards', %s)", [json.dumps(news)])


def rendering(event):
    return int(re.search(r"rendering (\d+)", event[1])[1])


@pytest.fixture
def watch(house, board):
    """Opens screens on this test's board and reads the picture each gets when it opens."""
    with ExitStack() as open_screens:

        def open_one(**how):
            screen = open_screens.enter_context(closing(Screen(house, **{"board": board} | how)))
            assert screen.answer.status == 200
            assert screen.next_event()[0] == "board"
            return screen

        yield open_one


def test_a_screen_shows_a_change_once_it_is_committed(watch, board):
    screen = watch()

    with transaction.atomic():
        tell(board=board)
        User.objects.create(username="dedi")
        time.sleep(0.3)

    assert "1 people" in screen.next_event()[1]


def test_a_hundred_changes_at_once_are_one_picture(watch, board):
    screen, other = watch(), watch()

    with transaction.atomic():
        for number in range(100):
            tell(board=board, number=number)
    pictures = {rendering(screen.next_event()), rendering(other.next_event())}
    tell(board=board)

    assert len(pictures) == 1
    assert rendering(screen.next_event()) == pictures.pop() + 1


def test_two_hundred_screens_cost_one_rendering_and_few_connections(watch, board, house_db, server):
    screens = [watch() for _ in range(200)]
    tell(board=board)
    seen = {rendering(screen.next_event()) for screen in screens}

    held = server.run(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{house_db.name}'")[0][0]

    assert len(seen) == 1
    assert held <= 16


def test_other_boards_are_left_in_peace(watch, board):
    screen = watch(board="farmasi")

    tell(board=board)
    tell(board="farmasi")

    assert "farmasi" in screen.next_event()[1]


def test_who_may_not_watch_gets_no_stream(house):
    with closing(Screen(house, board="closed")) as screen:
        assert screen.answer.status == 403


def test_an_unknown_address_is_not_found(house):
    with closing(Screen(house, board="a/b")) as screen:
        assert screen.answer.status == 404


def test_a_session_that_ends_closes_its_streams_and_no_others(watch, board):
    dedi, rina = watch(holder="dedi"), watch(holder="rina")

    tell(leave="dedi")
    tell(board=board)

    assert dedi.next_event() is None
    assert rina.next_event()[0] == "board"


def test_screens_fetch_everything_anew_after_the_database_was_away(watch, board, server):
    screen = watch()

    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'alur listener'")

    assert screen.next_event()[0] == "resync"


def test_nonsense_on_the_channel_is_passed_over(watch, board):
    screen = watch()

    with connection.cursor() as cursor:
        cursor.execute("NOTIFY alur_boards, 'not json'")
    tell(board=board)

    assert screen.next_event()[0] == "board"


def test_stopping_the_site_ends_streams_at_once(committed_db):
    with ExitStack() as open_screens:
        with processes.site(committed_db, DJANGO_SETTINGS_MODULE=SETTINGS) as address:
            screen = open_screens.enter_context(closing(Screen(address.removeprefix("http://"), "loket")))
            assert screen.next_event()[0] == "board"
            before = time.monotonic()

        assert screen.next_event() is None
        assert time.monotonic() - before < 15, "it had to be killed"


def test_the_listener_is_known_by_name(house, house_db):
    with closing(psycopg2.connect(house_db.url)) as asking, asking.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'alur listener'")

        assert cursor.fetchone() == (1,)

"""Two counts at once, a transaction held open across a count, and a count killed in the middle: on real commits."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, connections, transaction

from puskesmas.patients.models import PatientChange
from pws import keeping
from pws.models import PwsFigure, PwsMark
from tests import cast

from .conftest import villages_of
from .people import counted_anew, everything, figure, moves, resident, seen


@pytest.fixture
def world(committed_db):
    kakap = cast.a_puskesmas("sungai_kakap", timezone="Asia/Pontianak")
    area = villages_of(kakap)
    wati = resident(area["Belidak"], "Wati Ningsih")
    seen(kakap, wati, "2024-02-05", "I10")
    keeping.rebuild(kakap, 2024)
    return kakap, area, wati


def in_a_thread(act):
    try:
        return act()
    finally:
        connections.close_all()


def test_two_counts_at_once_count_once(world):
    kakap, area, _wati = world
    seen(kakap, resident(area["Kakap"], "Sri"), "2024-06-03", "I10")
    ready = threading.Barrier(2)

    def count():
        ready.wait(timeout=10)
        return keeping.catch_up(kakap)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(in_a_thread, [count, count]))

    assert not PwsMark.objects.exists()
    assert everything(kakap) == counted_anew(kakap, 2024)


def test_what_was_written_in_a_transaction_held_open_across_a_count_is_found_in_the_next(world, monday_morning):
    kakap, area, wati = world
    written, counted = threading.Event(), threading.Event()

    def moves_slowly():
        with transaction.atomic():
            moves(wati, area["Kakap"])
            written.set()
            assert counted.wait(timeout=20)

    with ThreadPoolExecutor(1) as pool:
        moving = pool.submit(in_a_thread, moves_slowly)
        assert written.wait(timeout=20)
        later_id = resident(area["Kupah"], "Sri")  # ids given after the open one commit before it
        seen(kakap, later_id, "2024-05-06", "I10")
        keeping.catch_up(kakap)
        assert not PatientChange.objects.filter(kind="domicile").exists()
        assert figure(area["Belidak"], "HT", "2024-12").cumulative == 1
        counted.set()
        moving.result(timeout=20)

    monday_morning.shift(300)  # five minutes later
    keeping.catch_up(kakap)

    assert figure(area["Belidak"], "HT", "2024-12").cumulative == 0
    assert figure(area["Kakap"], "HT", "2024-12").cumulative == 1


def test_a_count_whose_connection_is_cut_leaves_the_old_figures_and_the_next_is_right(world, monkeypatch):
    kakap, area, _wati = world
    before = everything(kakap)
    seen(kakap, resident(area["Kakap"], "Sri"), "2024-06-03", "I10")
    roll_up = keeping.roll_up

    def cut(*args, **words):
        roll_up(*args, **words)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "roll_up", cut)
        with pytest.raises(OperationalError):
            keeping.catch_up(kakap)
    connections.close_all()

    assert everything(kakap) == before
    assert PwsMark.objects.exists()
    keeping.catch_up(kakap)
    assert PwsFigure.objects.filter(village=area["Kakap"], indicator="HT", cumulative=1).exists()
    assert everything(kakap) == counted_anew(kakap, 2024)

"""The power of one part fails in the middle of a morning: nothing is lost, nothing is done twice, care goes on."""

import http.client
import itertools
import json
import os
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client
from kombu import Connection

from clusters import diagnosing
from puskesmas import env
from puskesmas.celery import app
from puskesmas.ground.valkey import Valkey
from puskesmas.rest.tokens import token_of
from puskesmas.visits import replay
from puskesmas.visits.models import QueueEntry, Visit, VisitEvent
from pws import keeping
from pws.models import PwsFigure, PwsMark
from pws.tasks import catch_up_everywhere
from tests import cast, processes
from tests.pws.conftest import villages_of
from tests.pws.people import counted_anew, everything, resident

ARRIVALS = 40
CLERKS = 4
WORKER = ["-m", "celery", "-q", "-A", "puskesmas", "worker", "-c", "1", "--without-mingle", "--without-gossip"]


@pytest.fixture
def kakap(committed_db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.fixture
def broker(tmp_path):
    """What carries work to the worker."""
    server = Valkey(tmp_path).start()
    yield server
    server.stop()


class House:
    """Alur at one address, whichever process answers there at the moment."""

    def __init__(self, database, *options, **settings):
        self.port, self.options = processes.free_port(), options
        self.env = {**database.environment, **settings}
        self.held = None

    def start(self):
        command = ["-m", "puskesmas.ground.web", "--port", str(self.port), *self.options]
        self.held = processes.running(command, self.env)
        self.process = self.held.__enter__()
        processes.eventually(self.listens if self.options else lambda: processes.ready(f"http://127.0.0.1:{self.port}"))
        return self

    def listens(self):
        """Tell whether the live side, which has no page to say so, takes connections."""
        with socket.socket() as knocking:
            return knocking.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self):
        self.held.__exit__(None, None, None)

    @contextmanager
    def watch(self, point, browser):
        """Hold a stream of a point's list open, as a page does."""
        watching = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        cookie = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
        watching.request("GET", f"/live/boards/{point.code}/", headers={"Cookie": cookie})
        with closing(watching), watching.getresponse() as stream:
            assert stream.status == 200
            yield stream

    def post(self, path, body, *, token, key):
        """Post as a page does, again and again with the same key until somebody answers."""
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            headers = {"Authorization": f"Token {token}", "Content-Type": "application/json", "Idempotency-Key": key}
            try:
                connection.request("POST", f"/api/v1{path}", json.dumps(body), headers)
                answer = connection.getresponse()
                said = json.loads(answer.read())
                if answer.status < 500:
                    return answer.status, said
            except (OSError, http.client.HTTPException):
                threading.Event().wait(0.05)
            finally:
                connection.close()


def test_a_killed_web_server_loses_no_arrival_and_doubles_none(kakap, committed_db):
    token = token_of(cast.staff(kakap, "loket"))
    keys, answered = itertools.count(), []

    def clerk(house):
        got = []
        while (number := next(keys)) < ARRIVALS:
            got.append(house.post("/visits/", {"complaint": f"n{number}"}, token=token, key=f"key-{number}"))
            answered.append(number)
        return got

    with closing(House(committed_db).start()) as house, ThreadPoolExecutor(CLERKS) as clerks:
        morning = [clerks.submit(clerk, house) for _ in range(CLERKS)]
        processes.eventually(lambda: len(answered) >= ARRIVALS // 4)
        house.kill()
        house.start()
        answers = [answer for one in morning for answer in one.result()]

    assert [status for status, _said in answers] == [201] * ARRIVALS
    assert sorted(said["number"] for _status, said in answers) == [f"A-{n:03}" for n in range(1, ARRIVALS + 1)]
    assert Visit.objects.count() == QueueEntry.objects.count() == ARRIVALS
    assert VisitEvent.objects.filter(kind="arrived").count() == ARRIVALS
    assert not [one for visit in Visit.objects.all() for one in replay.differences(visit)]


def test_care_goes_on_while_the_broker_is_gone_and_screens_see_it(kakap, committed_db, broker):
    clerk = cast.staff(kakap, "loket")
    browser = Client()
    browser.force_login(clerk.user)
    counter = cast.point(kakap, "LOKET")

    with closing(House(committed_db, REDIS_URL=broker.url).start()) as house:
        broker.stop()
        with house.watch(counter, browser) as stream:
            status, said = house.post("/visits/", {}, token=token_of(clerk), key="one")
            shown = next(line for line in iter(stream.readline, b"") if said["number"].encode() in line)

    assert (status, bool(shown)) == (201, True)
    assert Visit.objects.get().number == said["number"]


def test_a_killed_live_side_comes_back_with_what_happened_meanwhile(kakap, committed_db):
    clerk = cast.staff(kakap, "loket")
    browser = Client()
    browser.force_login(clerk.user)
    counter = cast.point(kakap, "LOKET")

    with closing(House(committed_db, "--live-only").start()) as live:
        with live.watch(counter, browser) as stream:
            live.kill()
            with pytest.raises((http.client.IncompleteRead, ConnectionError)):
                stream.read()
        visit = cast.arrive(kakap)  # care goes on while nobody hears of it
        live.start()
        with live.watch(counter, browser) as stream:
            shown = next(line for line in iter(stream.readline, b"") if visit.number.encode() in line)

    assert shown
    assert QueueEntry.objects.get().number == visit.number


def test_a_worker_killed_in_the_middle_of_a_count_leaves_the_old_figures_and_the_next_is_right(
    kakap, committed_db, broker, monkeypatch
):
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    area, year = villages_of(kakap), kakap.today().year
    falls_ill(resident(area["Belidak"], "Wati Ningsih"))
    keeping.rebuild(kakap, year)
    before = everything(kakap)
    falls_ill(resident(area["Kakap"], "Sri"))
    settings = {**committed_db.environment, "REDIS_URL": broker.url, "ALUR_TESTS": "false"}

    with transaction.atomic():
        assert list(
            PwsFigure.objects.select_for_update(of=("self",))
        )  # the count stands still at the first it would write
        with processes.running(WORKER, settings) as worker:
            ask_for_a_count(broker)
            processes.eventually(somebody_waits_for_a_row)
            os.killpg(worker.pid, signal.SIGKILL)
    assert everything(kakap) == before

    with processes.running(WORKER, settings):
        ask_for_a_count(broker)
        processes.eventually(lambda: everything(kakap) != before and not PwsMark.objects.exists())
    assert everything(kakap) == counted_anew(kakap, year)


def falls_ill(person):
    visit = cast.at_counter(person.facility, person)
    diagnosing.diagnose(visit, "I10", by=cast.staff(person.facility, "dokter"))


def ask_for_a_count(broker):
    with Connection(env.broker(source={"REDIS_URL": broker.url})) as connected:
        catch_up_everywhere.apply_async(connection=connected)


def somebody_waits_for_a_row():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]

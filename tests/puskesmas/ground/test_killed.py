"""The power of one part fails in the middle of a morning: nothing is lost, nothing is done twice, care goes on."""

import http.client
import itertools
import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.test import Client

from puskesmas.ground.valkey import Valkey
from puskesmas.rest.tokens import token_of
from puskesmas.visits import replay
from puskesmas.visits.models import QueueEntry, Visit, VisitEvent
from tests import cast, processes

ARRIVALS = 40
CLERKS = 4


@pytest.fixture
def kakap(committed_db):
    return cast.a_puskesmas("sungai_kakap")


class House:
    """Alur at one address, whichever process answers there at the moment."""

    def __init__(self, database, **settings):
        self.port = processes.free_port()
        self.env = {**database.environment, **settings}
        self.held = None

    def start(self):
        self.held = processes.running(["-m", "puskesmas.ground.web", "--port", str(self.port)], self.env)
        self.process = self.held.__enter__()
        processes.eventually(lambda: processes.ready(f"http://127.0.0.1:{self.port}"))
        return self

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self):
        self.held.__exit__(None, None, None)

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


def test_care_goes_on_while_the_broker_is_gone_and_screens_see_it(kakap, committed_db, tmp_path):
    clerk = cast.staff(kakap, "loket")
    browser = Client()
    browser.force_login(clerk.user)
    counter = cast.point(kakap, "LOKET")
    broker = Valkey(tmp_path).start()

    with closing(House(committed_db, REDIS_URL=broker.url).start()) as house:
        broker.stop()
        watching = http.client.HTTPConnection("127.0.0.1", house.port, timeout=20)
        cookie = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())
        watching.request("GET", f"/live/boards/{counter.code}/", headers={"Cookie": cookie})
        stream = watching.getresponse()
        assert stream.status == 200

        status, said = house.post("/visits/", {}, token=token_of(clerk), key="one")
        shown = next(line for line in iter(stream.readline, b"") if said["number"].encode() in line)
        watching.close()

    assert (status, bool(shown)) == (201, True)
    assert Visit.objects.get().number == said["number"]

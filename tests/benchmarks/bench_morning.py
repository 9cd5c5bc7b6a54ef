"""A morning of three hundred visits at twenty terminals: no number doubled, no visit lost, no refusal unexplained."""

import http.client
import itertools
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from puskesmas.demo import laboratory, medicines, tariffs
from puskesmas.rest.tokens import token_of
from puskesmas.visits import replay
from puskesmas.visits.models import QueueEntry, Visit
from tests import cast, processes

VISITS = 300
EXAMINERS = 8
PLACES_OF_EXAM = ("KLASTER3", "KIA", "ANAK", "GIGI")
SERVICE = {"KLASTER3": "UMUM", "KIA": "ANC", "ANAK": "MTBS", "GIGI": "GIGI"}
EXAMINER = "dokter"  # who prescribes and asks the laboratory under this SOP
PATIENCE = 400


class Terminal:
    """One browser or program at its point, over one connection."""

    def __init__(self, morning, staff):
        self.morning, self.token = morning, token_of(staff)
        self.connection = http.client.HTTPConnection(morning.host, timeout=60)
        self.keys = (f"{id(self)}-{n}" for n in itertools.count())

    def post(self, path, body=None):
        """Do something; an answer other than a 2xx is written down with its code and sentence."""
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        began = time.perf_counter()
        self.connection.request(
            "POST", f"/api/v1{path}", json.dumps(body or {}), headers | {"Idempotency-Key": next(self.keys)}
        )
        answer = self.connection.getresponse()
        said = answer.read()
        self.morning.took.append((time.perf_counter() - began) * 1000)
        if answer.status == 204:
            return None
        said = json.loads(said) if said.startswith((b"{", b"[")) else {"code": "no json", "message": said[:80].decode()}
        if answer.status >= 300:
            explained = bool(said.get("message")) and answer.status in (400, 409)
            self.morning.refused[(answer.status, said.get("code"), said.get("message", "")[:60], explained)] += 1
            return {}
        return said

    def serve(self, point, act):
        """Call whoever is next at a point, until the morning is over."""
        while not self.morning.over:
            visit = self.post(f"/service-points/{point.code}/call-next/")
            if visit:
                act(self, visit)
            else:
                time.sleep(0.02)


class Morning:
    """What the terminals share: where Alur answers, what took how long, and what was refused."""

    def __init__(self, host):
        self.host, self.took, self.refused, self.over = host, [], Counter(), False


def test_morning(committed_db):
    facility = cast.a_puskesmas("sungai_kakap")
    laboratory.add(facility)
    cast.charges_karcis(facility)
    tariffs.add(facility)
    medicines.add(facility)
    patients = [_somebody(facility, number) for number in range(VISITS)]
    waiting = iter(range(VISITS))

    def arrive(terminal):
        for _number in waiting:
            terminal.post("/visits/", {"complaint": "batuk"})
            time.sleep(0.01)

    unknown = iter(patients)

    def register(terminal, visit):
        if visit["patient"] is not None:  # the SOP's second step at the same window
            terminal.post(f"/entries/{visit['entry']['code']}/advance/")
            return
        patient, place = next(unknown)
        path = f"/visits/{visit['code']}"
        terminal.post(f"{path}/identify/", {"patient": patient.code})
        terminal.post(f"{path}/book/", {"services": [SERVICE[place]]})
        terminal.post(f"/entries/{visit['entry']['code']}/advance/")

    turn = itertools.count()

    def examine(terminal, visit):
        path, entry = f"/visits/{visit['code']}", f"/entries/{visit['entry']['code']}"
        if visit["entry"]["returns_to"] is None and next(turn) % 5 == 0 and "awaiting_result" not in visit["facts"]:
            terminal.post(f"{path}/lab-orders/", {"tests": ["HB"], "question": "anemia?"})
            return
        weight = "18" if visit["entry"]["place"] == "ANAK" else "58"
        terminal.post(f"{path}/vitals/", {"blood_pressure": "120/80", "temperature": "36,8", "weight": weight})
        terminal.post(f"{path}/soap/", {"subjective": "batuk", "objective": "baik", "plan": "obat"})
        dose = {"drug": "PARASETAMOL", "dose": "1 tablet", "frequency": "3x1", "days": 3, "quantity": 3}
        terminal.post(f"{path}/prescriptions/", {"items": [dose]})
        terminal.post(f"{entry}/advance/")

    def analyse(terminal, visit):
        orders = list(facility.lab_orders.filter(visit__code=visit["code"], status="ordered"))
        for order in orders:
            terminal.post(f"/lab-orders/{order.code}/sample/", {"waits": True})
            terminal.post(f"/lab-orders/{order.code}/result/", {"results": [{"test": "HB", "value": "12,9"}]})

    def charge(terminal, visit):
        due = sum(cast.fresh(Visit.objects.get(code=visit["code"])).rendered.values_list("amount", flat=True))
        terminal.post(f"/visits/{visit['code']}/bill/pay/", {"amount": due, "method": "tunai"})

    def give(terminal, visit):
        for prescription in Visit.objects.get(code=visit["code"]).prescriptions.all():
            path = f"/prescriptions/{prescription.code}"
            terminal.post(f"{path}/review/")
            terminal.post(f"{path}/dispense/")
            terminal.post(f"{path}/hand-over/", {"identifiers": ["name", "birth_date"], "explained": True})

    point = {place: cast.point(facility, place) for place in ("LOKET", "LAB", "KASIR", "FARMASI", *PLACES_OF_EXAM)}
    posts = [("loket", None, arrive)] * 2 + [("loket", "LOKET", register)] * 4
    posts += [(EXAMINER, place, examine) for place in PLACES_OF_EXAM * (EXAMINERS // len(PLACES_OF_EXAM))]
    posts += [("lab", "LAB", analyse)] * 2 + [("kasir", "KASIR", charge)] + [("apoteker", "FARMASI", give)] * 3
    with processes.site(committed_db) as address, ThreadPoolExecutor(len(posts)) as terminals:
        morning = Morning(address.removeprefix("http://"))
        began = time.monotonic()
        work = []
        for role, place, act in posts:
            terminal = Terminal(morning, cast.staff(facility, role))
            act_at = (terminal.serve, point[place], act) if place else (act, terminal)
            work.append(terminals.submit(*act_at))
        while Visit.objects.filter(closed_at=None).exists() or Visit.objects.count() < VISITS:
            if time.monotonic() - began > PATIENCE:
                break
            time.sleep(0.5)
        morning.over = True
        for one in work:
            one.result()
    _report(morning, len(posts), time.monotonic() - began)
    left = Counter(QueueEntry.objects.open().values_list("place", "state"))
    assert not left, f"still inside after {PATIENCE} s: {left}"
    numbers = list(Visit.objects.values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == VISITS
    assert not [said for visit in Visit.objects.all() for said in replay.differences(visit)]
    assert all(explained for *_what, explained in morning.refused)


def _somebody(facility, number):
    place = PLACES_OF_EXAM[number % len(PLACES_OF_EXAM)]
    born = date(2021, 5, 1) if place == "ANAK" else date(1990, 1, 1)
    payer = "umum" if number % 3 == 0 else "jkn"
    return cast.a_patient(facility, f"Pasien {number}", born=born, payer=payer), place


def _report(morning, terminals, seconds) -> None:
    took = sorted(morning.took)
    print(
        f"\n{VISITS} visits at {terminals} terminals in {seconds:.0f} s: {len(took)} requests, "
        f"p50 {took[len(took) // 2]:.0f} ms, p99 {took[int(len(took) * 0.99)]:.0f} ms"
    )
    for (status, code, message, explained), times in morning.refused.most_common():
        print(f"  {times:4} × {status} {code}: {message} {'' if explained else 'UNEXPLAINED'}")

"""A program that reads nothing but the answers walks a patient from the door to home, at each of the five puskesmas."""

import pytest

from puskesmas.demo import medicines
from tests import cast
from tests.puskesmas.rest.conftest import Caller, done, furnished, refused

# Who serves where; every other room is a clinician's.
AT_WORK = {"PINTU": "pandu", "PANDU": "pandu", "LOKET": "loket", "SKRINING": "skrining", "KASIR": "kasir"}
AT_WORK |= {"FARMASI": "apoteker", "LAB": "lab", "KIA": "bidan", "KB": "bidan"}
FIVE = ["galis", "sungai_kakap", "sitiung_1", "kemenkes", "dharma_rini"]


class Program:
    """Another program at one puskesmas: it knows accounts and codes, and follows what each answer says."""

    def __init__(self, facility):
        self.facility = facility

    def as_role(self, role: str) -> Caller:
        return Caller(cast.staff(self.facility, role))

    def here(self, visit: dict) -> Caller:
        """Give who serves where the patient is."""
        return self.as_role(AT_WORK.get(visit["entry"]["place"], "dokter"))

    def begin(self, visit: dict) -> dict:
        """Call the patient in, unless the sitting goes on by itself."""
        if visit["entry"]["state"] == "serving":
            return visit
        return done(self.here(visit).post(f"/entries/{visit['entry']['code']}/start/"))

    def decide(self, visit: dict, **facts) -> dict:
        """Say what the step must decide before it can be left, as its greyed move asks."""
        for fact in facts.values():
            visit = done(self.here(visit).post(f"/visits/{visit['code']}/learn/", {"fact": fact}))
        return visit

    def go_on(self, visit: dict) -> dict:
        visit = self.begin(visit)
        onward = visit["moves"][0]
        asked = {reason["code"] for reason in onward["reasons"]}
        if "undecided" in asked:
            visit = self.decide(visit, urgency="not_emergency", infection="not_infectious", help="walks")
        return done(self.here(visit).post(f"/entries/{visit['entry']['code']}/advance/"))

    def walk_until(self, visit: dict, *states: str) -> dict:
        for _step in range(20):
            if visit["state"] in states:
                return visit
            if visit["state"] == "registration" and visit["patient"] is None:
                visit = self.identify(visit)
            window = {"cashier": self.pay, "pharmacy": self.fetch}.get(visit["state"], self.go_on)
            visit = window(visit)
        raise AssertionError(f"Twenty steps and still {visit['state']}.")

    def pay(self, visit: dict) -> dict:
        """Pay what is due; before that nobody goes on."""
        visit, lia = self.begin(visit), self.as_role("kasir")
        no = refused(lia.post(f"/entries/{visit['entry']['code']}/advance/"), 409)
        assert no["reasons"][0]["code"] == "bill_open"
        bill = done(lia.get(f"/visits/{visit['code']}/bill/"))
        paid = {"amount": bill["total"] - bill["paid"], "method": "tunai"}
        return done(lia.post(f"/visits/{visit['code']}/bill/pay/", paid))

    def fetch(self, visit: dict) -> dict:
        """Take every prescription to the patient; before that nobody goes on."""
        visit, tono = self.begin(visit), self.as_role("apoteker")
        no = refused(tono.post(f"/entries/{visit['entry']['code']}/advance/"), 409)
        assert no["reasons"][0]["code"] == "prescription_open"
        for paper in done(tono.get(f"/visits/{visit['code']}/prescriptions/"))["results"]:
            for verb in ("review", "dispense", "hand-over"):
                visit = done(tono.post(f"/prescriptions/{paper['code']}/{verb}/"))
        return visit

    def identify(self, visit: dict) -> dict:
        """Register somebody at the counter who pays as the program says."""
        new = {"name": "Joko Susilo", "sex": "L", "birth_date": "1984-04-04"}
        loket = self.as_role("loket")
        done(loket.post(f"/visits/{visit['code']}/identify/", {"new_patient": new}))
        return done(loket.post(f"/visits/{visit['code']}/learn/", {"fact": self.payer}))

    payer = "jkn"


@pytest.mark.parametrize("key", FIVE)
def test_an_adult_walks_home(database, key):
    program = Program(furnished(key))

    visit = done(program.as_role("pandu").post("/visits/"), 201)
    visit = program.walk_until(visit, "exam")
    done(program.here(visit).post(f"/visits/{visit['code']}/soap/", {"subjective": "batuk"}), 201)
    visit = program.walk_until(visit, "discharged")

    assert visit["disposition"] == "home"
    kinds = [one["kind"] for one in done(program.as_role("loket").get(f"/visits/{visit['code']}/events/"))["results"]]
    assert kinds[0] == "arrived" and kinds[-1] == "closed"


@pytest.mark.parametrize("key", FIVE)
def test_who_pays_is_examined_tested_pays_and_fetches_medicine(database, key):
    facility = furnished(key)
    program, drug = Program(facility), next(one for one in medicines.add(facility) if one.name == "Amoksisilin").code
    program.payer = "umum"
    dokter, lab = program.as_role("dokter"), program.as_role("lab")

    visit = program.begin(program.walk_until(done(program.as_role("pandu").post("/visits/"), 201), "exam"))
    code = visit["code"]
    visit = done(dokter.post(f"/visits/{code}/lab-orders/", {"tests": ["HB"]}), 201)
    order = visit["created"][0]["code"]
    done(lab.post(f"/entries/{visit['entry']['code']}/start/"))
    done(lab.post(f"/lab-orders/{order}/sample/"))
    visit = done(lab.post(f"/lab-orders/{order}/result/", {"results": [{"test": "HB", "value": "13"}]}))
    visit = program.begin(visit)
    item = {"drug": drug, "dose": "1 tablet", "frequency": "3x1", "days": 3, "quantity": 9}
    done(dokter.post(f"/visits/{code}/prescriptions/", {"items": [item]}), 201)
    visit = program.walk_until(program.go_on(visit), "discharged")

    assert visit["disposition"] == "home"
    places = [one["to_state"] for one in done(dokter.get(f"/visits/{code}/events/"))["results"] if one["to_state"]]
    assert {"lab", "cashier", "pharmacy"} <= set(places)

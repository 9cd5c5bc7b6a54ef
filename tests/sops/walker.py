"""A morning spoken to by programs: each step of a walk is one call of the API by the role that makes it."""

from rest_framework.test import APIClient

from puskesmas.facility.models import Facility, Staff

ROLE_AT = {
    "PINTU": "pandu",
    "PANDU": "pandu",
    "LOKET": "loket",
    "SKRINING": "skrining",
    "KIA": "bidan",
    "KB": "bidan",
    "BERSALIN": "bidan",
    "GIGI": "gigi",
    "LAB": "lab",
    "KASIR": "kasir",
    "FARMASI": "apoteker",
    "FISIO": "fisio",
    "RANAP": "ranap",
}
BORN = {"adult": "1984-04-04", "elderly": "1955-01-20", "child": "2021-03-02", "mother": "1996-02-11"}
GROWN = {"weight": "58,4", "height": 160, "blood_pressure": "118/76", "temperature": "36,5"}
SMALL = {"weight": "13,9", "height": 94, "temperature": "36,8"}


class Refused(AssertionError):
    """An answer other than the one a step expects, with what the API said."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class Walk:
    """One patient's walk through the API."""

    def __init__(self, facility: Facility):
        self.facility = facility
        self.clients: dict[str, APIClient] = {}
        self.visit: dict = {}
        self.who = "adult"

    def call(self, role, method, path, body=None):
        """Call the API as a role of this facility; raises Refused for anything but a 2xx."""
        if role not in self.clients:
            client = APIClient()
            client.force_login(Staff.objects.get(facility=self.facility, role=role).user)
            self.clients[role] = client
        answer = getattr(self.clients[role], method)(f"/api/v1{path}", body, format="json")
        if answer.status_code >= 300:
            raise Refused(answer.status_code, answer.json())
        return answer.json() if answer.content else None

    def arrive(self, *facts, by="loket", complaint="", party=""):
        """Come in at the door."""
        self.visit = self.call(by, "post", "/visits/", {"facts": facts, "complaint": complaint, "party": party})
        return self

    @property
    def place(self):
        """Where the patient is; the state once they have left."""
        return self.visit["entry"]["place"] if self.visit["entry"] else self.visit["state"]

    @property
    def path(self):
        return f"/visits/{self.visit['code']}"

    @property
    def entry(self):
        return f"/entries/{self.visit['entry']['code']}"

    def role(self):
        """Who works at the point that serves the patient: in a one-stop room the counter and pharmacy come."""
        points = {point["code"]: point["place"] for point in self.call("loket", "get", "/service-points/")["results"]}
        return ROLE_AT.get(points.get(self.visit["entry"]["point"], ""), "dokter")

    def called_in(self, by=None):
        """Be called in and served."""
        if self.visit["entry"]["state"] not in ("called", "serving"):
            self.visit = self.call(by or self.role(), "post", f"{self.entry}/start/", {})
        return self

    def do(self, what, body=None, *, by=None):
        """Do something of the room; what is posted hangs on the visit."""
        answer = self.call(by or self.role(), "post", f"{self.path}/{what}/", body or {})
        self.visit = self.call("dokter", "get", f"{self.path}/")
        return answer

    def go(self, *, by=None, **body):
        """Be sent on from where one is served."""
        self.called_in(by)
        self.visit = self.call(by or self.role(), "post", f"{self.entry}/advance/", body)
        return self

    def register(self, who="adult", *, payer="jkn", services=(), sex="P", name="Rahmah", facts=()):
        """Be registered at the counter."""
        self.who = who
        self.called_in("loket")
        body = {"new_patient": {"name": f"{name} {payer}", "sex": sex, "birth_date": BORN[who]}}
        self.do("identify", body, by="loket")
        for fact in facts:
            self.do("learn", {"fact": fact}, by="loket")
        if services:
            self.do("book", {"services": list(services)}, by="loket")
        status = {"kind": payer, "status": "active" if payer == "jkn" else "unknown", "source": "card"}
        self.do("coverage", status, by="loket")
        return self

    def examine(self, *, icd10="J00", by=None):
        """Be recognised, measured and examined."""
        self.called_in(by)
        self.do("vitals", SMALL if self.who == "child" else GROWN, by=by)
        self.do("soap", {"subjective": "Batuk tiga hari", "objective": "Baik", "plan": "Obat"}, by=by)
        if icd10:
            self.do("diagnoses", {"icd10": icd10}, by=by if by in ("dokter", "bidan") else "dokter")
        return self

    def prescribe(self, *drugs, by="dokter"):
        """Be given a prescription."""
        items = [{"drug": drug, "dose": "1", "frequency": "3 × 1", "days": 3, "quantity": 1} for drug in drugs]
        self.do("prescriptions", {"items": items, "weight_kg": 58}, by=by)
        return self

    def refer(self, kind, receiver, reason, *, by="dokter"):
        """Be given a paper to another room, facility or office."""
        body = {"kind": kind, "receiver": receiver, "reason": reason}
        if kind in ("fktp", "fkrtl"):
            body["diagnosis"] = "I50 Gagal jantung"
        self.do("referrals", body, by=by)
        return self

    def result(self, order, test, value):
        """Have the laboratory answer."""
        self.called_in("lab")
        answer = {"results": [{"test": test, "value": value}]}
        self.visit = self.call("lab", "post", f"/lab-orders/{order}/result/", answer)
        return self

    def checklist(self):
        """Give the answers of the daftar tilik by number, as the management reads them."""
        items = self.call("klaster1", "get", f"{self.path}/checklist/")["items"]
        return {item["no"]: item["answer"] for item in items}

    def pay(self):
        """Pay at the cashier exactly what is due; gives the bill."""
        self.called_in("kasir")
        bill = self.call("kasir", "get", f"{self.path}/bill/")
        self.visit = self.call("kasir", "post", f"{self.path}/bill/pay/", {"amount": bill["total"] - bill["paid"]})
        return bill

    def fetch_medicine(self):
        """Have the prescription reviewed and prepared, the label explained, and the medicine handed over."""
        self.called_in("apoteker")
        for prescription in self.call("apoteker", "get", f"{self.path}/prescriptions/")["results"]:
            if prescription["state"] == "handed_over":
                continue
            code = prescription["code"]
            self.call("apoteker", "post", f"/prescriptions/{code}/review/", {"override_reason": "sudah dikonfirmasi"})
            self.call("apoteker", "post", f"/prescriptions/{code}/dispense/", {})
            self.visit = self.call("apoteker", "post", f"/prescriptions/{code}/hand-over/", {})
        return self

    def to_the_lab(self, *tests, by=None):
        """Be sent to the laboratory; gives the order."""
        self.do("lab-orders", {"tests": list(tests), "question": "mohon diperiksa"}, by=by or self.role())
        return self.call("lab", "get", f"{self.path}/lab-orders/")["results"][-1]["code"]

    def events(self):
        """Give the kinds of everything written down, in order."""
        found, page = [], 1
        while True:
            answer = self.call("dokter", "get", f"{self.path}/events/?page={page}")
            found += answer["results"]
            if not answer["next"]:
                return found
            page += 1

    def kinds(self):
        return [event["kind"] for event in self.events()]

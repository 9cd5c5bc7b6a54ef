"""For each operation of the API, a moment of the morning at which it succeeds: who asks, about what, saying what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from clusters.klaster1.bill import bill_of
from pharmacy import services as pharmacy
from pharmacy.checks import all_in_order
from puskesmas.demo import medicines
from puskesmas.facility.models import Facility
from puskesmas.visits import movement, queueing, rendering
from puskesmas.visits.models import Visit
from referrals import follow_ups, internal, lab
from referrals.models import LabTest
from tests import cast
from tests.puskesmas.rest.conftest import in_exam

SITI = {"name": "Siti Aminah", "sex": "P", "birth_date": "1990-02-03"}


@dataclass(frozen=True)
class Request:
    """One request that goes well."""

    role: str
    code: str = ""
    body: Any = None
    query: dict[str, Any] | None = None


Moment = Callable[[Facility], Request]
MOMENTS: dict[str, Moment] = {}


def at(operation: str) -> Callable[[Moment], Moment]:
    """Register the moment of one operation."""

    def keep(moment: Moment) -> Moment:
        MOMENTS[operation] = moment
        return moment

    return keep


def simply(operation: str, role: str, *, body: Any = None, query: dict[str, Any] | None = None) -> None:
    """Register an operation that needs nobody in the house."""
    MOMENTS[operation] = lambda facility: Request(role, body=body, query=query)


def of_visit(operation: str, role: str, *, body: Any = None, visit: Callable[[Facility], Visit] = in_exam) -> None:
    """Register an operation on a visit in some state."""
    MOMENTS[operation] = lambda facility: Request(role, visit(facility).code, body)


def of_entry(operation: str, role: str, *, body: Any = None, visit: Callable[[Facility], Visit] = in_exam) -> None:
    """Register an operation on the open place in line of a visit in some state."""
    MOMENTS[operation] = lambda facility: Request(role, cast.entry_of(visit(facility)).code, body)


def at_counter(facility: Facility) -> Visit:
    return cast.at_counter(facility, cast.pak_budi(facility))


def in_igd(facility: Facility) -> Visit:
    return movement.escalate(at_counter(facility), reason="sesak", by=cast.staff(facility, "loket"))


def called(facility: Facility) -> Visit:
    visit = cast.arrive(facility)
    queueing.call_next(cast.point(facility, "LOKET"), by=cast.staff(facility, "loket"))
    return visit


def called_thrice(facility: Facility) -> Visit:
    visit = called(facility)
    for _time in range(2):
        queueing.recall(cast.entry_of(visit), by=cast.staff(facility, "loket"))
    return visit


def with_bill(facility: Facility) -> Visit:
    visit = in_exam(facility)
    service = facility.services.get(code="UMUM")
    rendering.render(visit, service, by=cast.staff(facility, "dokter"))
    return cast.fresh(visit)


for path in ("facilities", "service-points", "services", "villages", "drugs", "lab-tests"):
    simply(f"GET /{path}/", "loket")
simply("GET /icd10/", "dokter", query={"q": "hipertensi"})
simply("GET /patients/", "loket", query={"q": "budi"})
simply("POST /patients/", "loket", body=SITI)
simply("POST /visits/", "loket", body={"facts": ["jkn"], "complaint": "batuk", "services": ["UMUM"]})
simply("GET /visits/", "loket", query={"state": "exam", "on": "2024-05-06"})
simply("GET /follow-ups/", "kapus")
simply("GET /pws/indicators/", "kapus", query={"month": "2024-05"})
of_visit("GET /visits/{code}/", "loket")
of_visit("GET /visits/{code}/events/", "loket")
of_visit("GET /visits/{code}/checklist/", "kapus")
of_visit("GET /visits/{code}/bill/", "kasir")
of_visit("GET /visits/{code}/lab-orders/", "dokter")
of_visit("GET /visits/{code}/prescriptions/", "dokter")
of_visit("GET /visits/{code}/referrals/", "dokter")
of_visit("POST /visits/{code}/identify/", "loket", body={"new_patient": SITI}, visit=cast.arrive)
of_visit("POST /visits/{code}/learn/", "loket", body={"fact": "wheelchair"})
of_visit("POST /visits/{code}/withdraw/", "loket", body={"fact": "umum", "reason": "keliru"})
of_visit("POST /visits/{code}/escalate/", "loket", body={"reason": "sesak"})
of_visit("POST /visits/{code}/close/", "dokter", body={"disposition": "left", "reason": "pulang sendiri"})
of_visit("POST /visits/{code}/book/", "loket", body={"services": ["GIGI"]})
of_visit("POST /visits/{code}/coverage/", "loket", body={"kind": "jkn", "status": "active", "source": "pcare"})
of_visit("POST /visits/{code}/vitals/", "perawat", body={"systolic": 120, "diastolic": 80, "weight": 61.5})
of_visit("POST /visits/{code}/soap/", "dokter", body={"subjective": "batuk"})
of_visit("POST /visits/{code}/diagnoses/", "dokter", body={"icd10": "J00"})
of_visit("POST /visits/{code}/services-rendered/", "dokter", body={"service": "UMUM"})
of_visit("POST /visits/{code}/lab-orders/", "dokter", body={"tests": ["HB"]})
of_visit(
    "POST /visits/{code}/referrals/", "dokter", body={"kind": "internal", "receiver": "GIZI", "reason": "berat turun"}
)
of_entry("POST /entries/{code}/start/", "loket", visit=called)
of_entry("POST /entries/{code}/recall/", "loket", visit=called)
of_entry("POST /entries/{code}/skip/", "loket", visit=called_thrice)
of_entry("POST /entries/{code}/advance/", "dokter")
of_entry("POST /entries/{code}/detour/", "dokter", body={"places": ["GIZI"], "reason": "berat turun"})
of_entry("POST /entries/{code}/hand-on/", "dokter", body={"place": "GIGI", "reason": "abses"})
of_entry("POST /entries/{code}/discharge/", "dokter", body={"disposition": "against_advice", "reason": "menolak"})
of_entry("POST /entries/{code}/stand-down/", "dokter", body={"reason": "hanya batuk"}, visit=in_igd)


@at("GET /patients/{code}/")
def _one_patient(facility):
    return Request("loket", cast.bu_sari(facility).code)


@at("POST /visits/{code}/undo/")
def _undo(facility):
    visit = at_counter(facility)
    cast.go_on(visit, "loket")
    return Request("loket", visit.code, {"seq": cast.fresh(visit).last_seq})


@at("GET /service-points/{code}/queue/")
@at("POST /service-points/{code}/call-next/")
def _somebody_waits(facility):
    cast.arrive(facility)
    return Request("loket", cast.point(facility, "LOKET").code)


@at("POST /entries/{code}/born/")
def _born(facility):
    mother = cast.arrive(facility, facts=["labour"], patient=cast.bu_sari(facility))
    while cast.place_of(mother) != "BERSALIN":
        cast.go_on(mother, "pandu")
    entry = cast.called_in(mother, by=cast.staff(facility, "bidan"))
    return Request("bidan", entry.code, {"children": [{"order": 1, "sex": "L", "birth_weight": 3100}]})


def _ordered(facility):
    visit, dokter = in_exam(facility), cast.staff(facility, "dokter")
    tests = list(LabTest.objects.filter(facility=facility, code="HB"))
    order = lab.order_lab(visit, cast.entry_of(visit), tests=tests, by=dokter)
    cast.called_in(cast.fresh(visit), by=cast.staff(facility, "lab"))
    return order


@at("POST /lab-orders/{code}/sample/")
def _sample(facility):
    return Request("lab", _ordered(facility).code)


@at("POST /lab-orders/{code}/result/")
def _result(facility):
    return Request("lab", _ordered(facility).code, {"results": [{"test": "HB", "value": "12,5"}]})


@at("POST /lab-orders/{code}/follows-later/")
def _follows_later(facility):
    return Request("lab", _ordered(facility).code, {"reason": "alat rusak"})


def _amoxicillin(facility):
    return next(drug for drug in medicines.add(facility) if drug.name == "Amoksisilin")


@at("POST /visits/{code}/prescriptions/")
def _prescribe(facility):
    item = {"drug": _amoxicillin(facility).code, "dose": "1 tablet", "frequency": "3x1", "days": 3, "quantity": 9}
    return Request("dokter", in_exam(facility).code, {"items": [item]})


def _prescribed(facility):
    visit = in_exam(facility, cast.pak_joko(facility, payer="jkn"))
    line = pharmacy.Line(_amoxicillin(facility), "1 tablet", "3x1", 9)
    return pharmacy.prescribe(visit, cast.entry_of(visit), [line], by=cast.staff(facility, "dokter"))


@at("POST /prescriptions/{code}/review/")
def _review(facility):
    return Request("apoteker", _prescribed(facility).code)


@at("POST /prescriptions/{code}/dispense/")
def _dispense(facility):
    paper, tono = _prescribed(facility), cast.staff(facility, "apoteker")
    return Request("apoteker", pharmacy.review(paper, all_in_order(), by=tono).code)


@at("POST /prescriptions/{code}/hand-over/")
def _hand_over(facility):
    paper, tono = _prescribed(facility), cast.staff(facility, "apoteker")
    cast.go_on(cast.fresh(paper.visit), "dokter")
    cast.called_in(cast.fresh(paper.visit), by=tono)
    pharmacy.dispense(pharmacy.review(paper, all_in_order(), by=tono), by=tono)
    return Request("apoteker", paper.code)


@at("POST /visits/{code}/bill/pay/")
def _pay(facility):
    visit = with_bill(facility)
    return Request("kasir", visit.code, {"amount": bill_of(visit).due, "method": "tunai"})


@at("POST /referrals/{code}/answer/")
def _answer(facility):
    visit, dokter = in_exam(facility), cast.staff(facility, "dokter")
    paper = internal.refer_internally(cast.entry_of(visit), ["GIZI"], question="berat turun", by=dokter)[0]
    return Request("gizi", paper.code, {"answer": "diet TKTP"})


@at("POST /follow-ups/{code}/answer/")
def _answer_task(facility):
    due_on, kader = facility.today() + timedelta(days=4), cast.staff(facility, "kader")
    task = follow_ups.give(
        cast.bu_sari(facility), action="Kunjungan nifas", due_on=due_on, to=kader, by=cast.staff(facility, "bidan")
    )
    return Request("kader", task.code, {"outcome": "found", "measured": {"berat": 54.5}})

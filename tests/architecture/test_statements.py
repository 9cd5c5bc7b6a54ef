"""What a verb costs (design §12): at most twelve statements, and as many again where it also lets the patient go on."""

from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters import recording
from clusters.klaster1 import cashier
from clusters.klaster1.bill import bill_of
from pharmacy import services
from pharmacy.checks import all_in_order
from puskesmas.demo import laboratory, tariffs
from puskesmas.patients.services import Identity, register
from puskesmas.visits import movement, queueing
from referrals import internal, lab, outward, results
from referrals.outward import Letter
from tests import cast
from tests.pharmacy.conftest import TWO, line, stocked, with_drugs

ONE_VERB = 12
AND_ON = 2 * ONE_VERB  # the room's own verb, and movement's
AND_HOME = AND_ON + 4  # at the exit every floor is asked for its loose ends


class Costs:
    """Runs verbs one after the other and remembers what each told the database."""

    def __init__(self) -> None:
        self.dear: list[str] = []

    def of(self, name, act, *, most=ONE_VERB):
        with CaptureQueriesContext(connection) as captured:
            out = act()
        said = [one["sql"] for one in captured.captured_queries]
        said = [sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE", "SET CONSTRAINTS"))]
        if len(said) > most:
            self.dear.append(f"{name}: {len(said)} of {most}\n" + "\n".join(f"    {sql[:150]}" for sql in said))
        return out


@pytest.fixture
def rini(db):
    facility = with_drugs(cast.a_puskesmas("dharma_rini"))
    laboratory.add(facility)
    tariffs.add(facility)
    cast.charges_karcis(facility)
    stocked(facility, "AMOKSISILIN", 50)
    stocked(facility, "DMPA", 5)
    return facility


def test_no_verb_of_a_morning_asks_more_than_its_share(rini):
    costs = Costs()
    who = {role: cast.staff(rini, role) for role in ("loket", "dokter", "bidan", "lab", "kasir", "apoteker", "gigi")}
    clerk, doctor, pharmacist = who["loket"], who["dokter"], who["apoteker"]
    counter = cast.point(rini, "LOKET")
    typed = replace(Identity.of(cast.pak_joko(rini)), name="Karim Abdullah")

    visit = costs.of("open_visit", lambda: movement.open_visit(rini, by=clerk))
    patient = costs.of("register", lambda: register(typed, by=clerk))
    cast.Coverage.objects.filter(patient=patient).delete()
    cast.Coverage.objects.create(patient=patient, kind="umum", status="unknown")
    entry = costs.of("call_next", lambda: queueing.call_next(counter, by=clerk))
    costs.of("start", lambda: queueing.start(entry, by=clerk))
    costs.of("book", lambda: movement.book(visit, list(rini.services.filter(code="UMUM")), by=clerk))
    costs.of("identify", lambda: movement.identify(visit, patient, by=clerk))
    costs.of("advance as umum, karcis included", lambda: movement.advance(entry, by=clerk), most=ONE_VERB + 4)

    entry = cast.called_in(visit, by=doctor)
    values = {"systolic": 120, "diastolic": 80}
    costs.of("measure", lambda: recording.measure(cast.fresh(visit), values, by=doctor, entry=entry))
    tests = list(rini.lab_tests.filter(code__in=["HB", "GDS"]))
    order = costs.of("order_lab", lambda: lab.order_lab(visit, entry, tests=tests, by=doctor), most=AND_ON)
    cast.called_in(visit, by=who["lab"])
    costs.of("sample", lambda: lab.sample(order, by=who["lab"]), most=AND_ON)
    found = {"HB": "13,2", "GDS": "104"}
    costs.of("give_result", lambda: results.give_result(order, results=found, by=who["lab"]), most=AND_ON)

    entry = cast.called_in(visit, by=doctor)
    ask = partial(internal.refer_internally, entry, ["GIGI"], question="gigi berlubang?", by=doctor)
    (asked,) = costs.of("refer_internally", ask, most=AND_ON)
    cast.called_in(visit, by=who["gigi"])
    costs.of("answer", lambda: internal.answer(asked, answer="ditambal", by=who["gigi"]), most=AND_ON)

    entry = cast.called_in(visit, by=doctor)
    lines = [line(rini, "AMOKSISILIN", 10)]
    written = costs.of("prescribe", lambda: services.prescribe(visit, entry, lines, by=doctor))
    costs.of("change", lambda: services.change(written, lines, reason="dosis", by=doctor), most=ONE_VERB + 2)
    costs.of("advance", lambda: movement.advance(entry, by=doctor))

    if cast.place_of(visit) == "KASIR":
        due = bill_of(cast.fresh(visit)).due
        cast.called_in(visit, by=who["kasir"])
        pay = partial(cashier.pay, visit, amount=due, method="tunai", by=who["kasir"])
        costs.of("pay", pay, most=AND_ON)
    cast.called_in(visit, by=pharmacist)
    costs.of("review", lambda: services.review(written, all_in_order(), by=pharmacist))
    costs.of("dispense", lambda: services.dispense(written, by=pharmacist))
    costs.of("hand_over", lambda: services.hand_over(written, TWO, True, by=pharmacist), most=AND_HOME)

    assert cast.fresh(visit).disposition == "home"
    assert not costs.dear, "\n".join(costs.dear)


def test_a_letter_costs_no_more_than_a_verb(rini):
    costs = Costs()
    doctor = cast.staff(rini, "dokter")
    visit = cast.at_counter(rini, cast.pak_budi(rini))
    cast.go_on(visit, "loket")
    entry = cast.called_in(visit, by=doctor)
    letter = Letter(receiver="RSUD Uji", diagnosis_code="I10", diagnosis="Hipertensi", reason="tidak terkendali")

    wrote = costs.of(
        "refer_out", lambda: outward.refer_out(cast.fresh(visit), entry, kind="fkrtl", letter=letter, by=doctor)
    )
    costs.of("send", lambda: outward.send(wrote, by=doctor, consent="patient"))

    assert not costs.dear, "\n".join(costs.dear)

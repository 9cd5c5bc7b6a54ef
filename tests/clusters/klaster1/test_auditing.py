"""The daftar tilik of a real morning at Sitiung I, and the auditor who answers otherwise."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clusters import recording
from clusters.klaster1 import auditing, cashier
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import at_counter, called_in, fresh, go_on, staff


def note(visit, kind, by):
    movement.note(movement.locked(visit.pk), kind, by=by)


def answers(visit):
    return {item.no: item.answer for item in auditing.checklist_for(fresh(visit)).items}


def test_pak_joko_walks_sitiung_and_the_daftar_tilik_fills_itself(sitiung):
    pandu, loket = staff(sitiung, "pandu"), staff(sitiung, "loket")
    visit = movement.open_visit(sitiung, by=pandu)
    entry = called_in(visit, by=pandu)
    recording.measure(visit, {"blood_pressure": "120/80"}, by=pandu, entry=entry)
    go_on(visit, "pandu")
    movement.identify(visit, cast.pak_joko(sitiung), by=loket)
    go_on(visit, "loket")
    cashier.pay(visit, amount=10_000, method="tunai", by=staff(sitiung, "kasir"))
    called_in(visit, by=staff(sitiung, "skrining"))
    recording.screen(visit, asked=["Merokok"], by=staff(sitiung, "skrining"))
    go_on(visit, "skrining")
    called_in(visit, by=staff(sitiung, "dokter"))
    recording.examine(visit, subjective="batuk", plan="istirahat", by=staff(sitiung, "dokter"))
    go_on(visit, "dokter")

    done = auditing.checklist_for(fresh(visit))

    assert fresh(visit).state == "discharged"
    assert done.number == "001/SOP/UKP/PKM-SIT/2024"
    assert [item.no for item in done.items] == list(range(1, 16))
    not_applying = {2: "tidak_berlaku", 11: "tidak_berlaku", 12: "tidak_berlaku", 15: "tidak_berlaku"}
    assert answers(visit) == {no: not_applying.get(no, "ya") for no in range(1, 16)}
    assert visit.events.get(seq=done.items[3].event).kind == "vitals_measured"


def test_an_emergency_at_the_door_skips_the_pandu_and_nobody_is_blamed(sitiung):
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"), facts=[Fact.EMERGENCY])
    called_in(visit, by=staff(sitiung, "perawat"))

    found = answers(visit)

    assert found[2] == "ya"
    assert [found[no] for no in (3, 4, 7, 8, 9)] == ["tidak_berlaku"] * 5


def test_a_visit_just_begun_has_most_still_to_do(sitiung):
    found = answers(movement.open_visit(sitiung, by=staff(sitiung, "pandu")))

    assert (found[1], found[3], found[6], found[14]) == ("ya", "tidak", "tidak", "tidak")


def test_an_sop_without_a_daftar_tilik_asks_nothing(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))

    assert auditing.checklist_for(visit).items == ()
    assert [duty.clause for duty in auditing.duties_for(visit)] == ["5.5", "8.1", "8.2"]


def test_the_auditor_answers_otherwise_and_both_answers_stay(sitiung):
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"))
    officer = staff(sitiung, "klaster1")

    auditing.override(visit, 3, "ya", by=officer, reason="pandu tutup, diukur di loket")
    auditing.override(visit, 3, "tidak_berlaku", by=officer, reason="pandu tutup")

    item = auditing.checklist_for(visit).items[2]
    assert (item.answer, item.override.found, item.override.answer) == ("tidak", "tidak", "tidak_berlaku")
    assert (item.stands, item.override.by) == ("tidak_berlaku", officer)
    assert visit.check_overrides.count() == 2


@pytest.mark.parametrize(
    ("no", "answer", "reason", "field"),
    [(3, "mungkin", "x", "answer"), (3, "ya", " ", "reason"), (99, "ya", "x", "no")],
)
def test_an_auditor_says_what_and_why(sitiung, no, answer, reason, field):
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"))

    with pytest.raises(ValidationError) as error:
        auditing.override(visit, no, answer, by=staff(sitiung, "klaster1"), reason=reason)

    assert list(error.value.message_dict) == [field]


def test_the_nurse_does_not_audit_herself(sitiung):
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"))

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        auditing.override(visit, 3, "ya", by=staff(sitiung, "perawat"), reason="sudah")


def test_a_checklist_is_read_in_a_few_statements_however_long_the_visit(sitiung):
    visit = fresh(movement.open_visit(sitiung, by=staff(sitiung, "pandu")))
    nurse = staff(sitiung, "perawat")
    for _ in range(5):
        recording.measure(visit, {"pulse": "80"}, by=nurse)
        note(visit, Kind.RECORD_FETCHED, nurse)

    with CaptureQueriesContext(connection) as captured:
        auditing.checklist_for(visit)

    assert len(captured) == 2

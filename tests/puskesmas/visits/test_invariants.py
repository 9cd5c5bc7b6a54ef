"""Whatever is pressed, in whatever order: one open entry, state agrees with it, exits are final, events replay."""

from contextlib import suppress

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.utils import InternalError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from puskesmas.visits import movement, queueing
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit, VisitEvent
from puskesmas.visits.models.line import OPEN
from puskesmas.visits.replay import differences
from puskesmas.visits.states import EXITS
from tests import cast
from tests.cast import arrive, entry_of, fresh, staff

ROLES = ["loket", "bidan", "dokter", "perawat", "lab", "kasir", "apoteker", "pandu"]
PLACES = ["KIA", "ANAK", "LAB", "GIGI", "KLASTER3", "KASIR", "FARMASI", "IGD", "RANAP", "LOKET", "BERSALIN"]
TOLD = [Fact.EMERGENCY, Fact.NOT_EMERGENCY, Fact.LABOUR, Fact.INFECTIOUS, Fact.PREGNANT, Fact.UMUM, Fact.JKN]
PAPERS = [Fact.BILL_OPEN, Fact.PRESCRIBED, Fact.TO_BE_REFERRED, Fact.AWAITING_RESULT, Fact.AWAITING_RETURN]


class AnyMorning(RuleBasedStateMachine):
    """Random lawful and unlawful verbs on one visit."""

    def __init__(self):
        super().__init__()
        self.facility = AnyMorning.puskesmas
        self.visit = arrive(self.facility)
        self.closed = None

    def who(self, role):
        return staff(self.facility, role)

    def try_to(self, act):
        with suppress(MoveRefused), transaction.atomic():
            act()

    @rule(role=st.sampled_from(ROLES))
    def start(self, role):
        entry = entry_of(self.visit)
        if entry:
            self.try_to(lambda: queueing.start(entry, by=self.who(role)))

    @rule(role=st.sampled_from(ROLES), to=st.sampled_from([None, *PLACES]), why=st.sampled_from(["", "perlu"]))
    def advance(self, role, to, why):
        entry = entry_of(self.visit)
        if entry:
            self.try_to(lambda: movement.advance(entry, by=self.who(role), to=to, reason=why))

    @rule(places=st.lists(st.sampled_from(PLACES), min_size=1, max_size=3), back=st.booleans())
    def detour(self, places, back):
        entry = entry_of(self.visit)
        if entry:
            self.try_to(lambda: movement.detour(entry, places, by=self.who("dokter"), must_return=back))

    @rule(place=st.sampled_from(PLACES))
    def hand_on(self, place):
        entry = entry_of(self.visit)
        if entry:
            self.try_to(lambda: movement.hand_on(entry, place, by=self.who("bidan")))

    @rule()
    def escalate(self):
        self.try_to(lambda: movement.escalate(self.visit, by=self.who("dokter"), reason="sesak"))

    @rule()
    def stand_down(self):
        entry = entry_of(self.visit)
        if entry:
            self.try_to(lambda: movement.stand_down(entry, by=self.who("dokter"), reason="cemas"))

    @precondition(lambda self: not fresh(self.visit).patient_id)
    @rule()
    def identify(self):
        self.try_to(lambda: movement.identify(self.visit, AnyMorning.patient, by=self.who("loket")))

    @rule(fact=st.sampled_from(TOLD))
    def tell(self, fact):
        self.try_to(lambda: movement.tell(self.visit, fact, by=self.who("dokter")))

    @rule(fact=st.sampled_from(PAPERS), teach=st.booleans())
    def paper(self, fact, teach):
        verb = movement.learn if teach else movement.withdraw
        self.try_to(lambda: verb(self.visit, fact, source="test:1", by=self.who("dokter")))

    @rule(role=st.sampled_from(ROLES))
    def undo(self, role):
        self.try_to(lambda: movement.undo(self.visit, fresh(self.visit).last_seq, by=self.who(role)))

    @rule(how=st.sampled_from(["home", "left", "died", "cancelled"]))
    def leave(self, how):
        self.try_to(lambda: movement.close(self.visit, by=self.who("dokter"), disposition=how, reason="uji"))

    @invariant()
    def one_open_entry_that_agrees_with_the_state(self):
        visit = fresh(self.visit)
        entries = list(QueueEntry.objects.filter(visit=visit, state__in=OPEN))
        assert len(entries) == (0 if visit.state in EXITS else 1)
        assert not entries or entries[0].visit_state == visit.state

    @invariant()
    def events_replay_to_the_state(self):
        assert differences(fresh(self.visit)) == []

    @invariant()
    def sentences_are_numbered_without_gaps(self):
        seqs = list(VisitEvent.objects.filter(visit=self.visit).values_list("seq", flat=True))
        assert seqs == list(range(1, fresh(self.visit).last_seq + 1))


@pytest.mark.parametrize("key", ["sungai_kakap", "sitiung_1", "galis"])
def test_random_verbs_never_break_what_must_hold(db, key, request):
    AnyMorning.puskesmas = cast.a_puskesmas(key)
    AnyMorning.patient = cast.pak_joko(AnyMorning.puskesmas)
    budget = 40 if request.config.getoption("--long") else 6

    with time_machine.travel(cast.MONDAY, tick=True):
        run_state_machine_as_test(
            AnyMorning,
            settings=settings(
                max_examples=budget,
                stateful_step_count=25,
                derandomize=True,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_a_closed_visit_moves_no_more(sungai_kakap):
    visit = arrive(sungai_kakap)
    doctor = staff(sungai_kakap, "dokter")
    movement.close(visit, by=doctor, disposition="left", reason="pulang")

    with pytest.raises(MoveRefused, match="sudah selesai"):
        movement.escalate(visit, by=doctor, reason="kembali")


def test_the_database_itself_refuses_a_second_open_entry(sungai_kakap):
    entry = entry_of(arrive(sungai_kakap))
    entry.pk, entry.code = None, "second000000"

    with pytest.raises(IntegrityError, match="one_open_entry_per_visit"), transaction.atomic():
        entry.save(force_insert=True)


def test_the_database_itself_refuses_an_unknown_patient_in_an_exam(sungai_kakap):
    visit = arrive(sungai_kakap)

    with pytest.raises(IntegrityError, match="nobody_unknown_past_the_counter"), transaction.atomic():
        Visit.objects.filter(pk=visit.pk).update(state="exam")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_what_was_written_down_cannot_be_altered(sungai_kakap, change):
    events = VisitEvent.objects.filter(visit=arrive(sungai_kakap))

    with pytest.raises(InternalError, match="pgtrigger"), transaction.atomic():
        events.update(reason="x") if change == "update" else events.delete()

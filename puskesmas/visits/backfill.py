"""Past visits, walked in memory by the same flow, guards and moves as today's, and loaded together by COPY.

The one other writer of Visit rows beside movement; refused where real data lives.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from puskesmas.facility.copying import copy_in, reserved
from puskesmas.facility.models import Desk, Facility, Service, ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Coverage, Patient

from . import bills, clock, queueing, rendering
from .events import Kind
from .facts import Fact
from .guards import MoveRefused
from .models import NumberCounter, PointDay, QueueEntry, ServiceRendered, Visit, VisitEvent
from .models.line import EntryState
from .movement import arriving, core, detours, emergencies, knowing, leaving, stepping
from .priority import PRIORITY, REGULAR, series
from .rooms import rooms_of
from .states import State

KEYS_AT_ONCE = 5_000
Pricer = Callable[[Visit, Service], rendering.Price]


class Backfill:
    """The past of one puskesmas while it is walked: what is known of its people, days and numbers, kept in memory."""

    def __init__(self, facility: Facility, *, price: Pricer = rendering.price_of) -> None:
        if not (settings.DEMO or settings.TESTS):
            raise RuntimeError("Only demo data may be walked in the past; this database keeps real visits.")
        self.facility, self.price = facility, price
        self.profile = core.current_profile(facility)
        self.rooms = rooms_of(facility.pk, facility.today())
        self.walks: list[Walk] = []
        named = Visit.objects.filter(facility=facility, patient__isnull=False)
        self.come = set(named.values_list("patient__person", flat=True))
        self.numbers = {(row.on, row.series): row.last for row in NumberCounter.objects.filter(facility=facility)}
        days = PointDay.objects.filter(point__facility=facility)
        self.in_a_row = {(row.point_id, row.on): row.in_a_row for row in days}
        self._numbered: set[tuple[date, str]] = set()
        self._called: set[tuple[int, date]] = set()
        self._keys = {model: _keys(model) for model in (Visit, QueueEntry)}

    def next_key(self, model: type) -> int:
        """Give the next key of a table, drawn from its sequence some thousands at a time."""
        return next(self._keys[model])

    def take_number(self, on: date, letter: str) -> str:
        """Draw the next number of a series and day."""
        self.numbers[on, letter] = self.numbers.get((on, letter), 0) + 1
        self._numbered.add((on, letter))
        return f"{letter}-{self.numbers[on, letter]:03}"

    def count_call(self, point: ServicePoint, on: date, band: int) -> None:
        """Count a call as the line does: priority patients in a row, until a regular one."""
        key = (point.pk, on)
        self.in_a_row[key] = {PRIORITY: self.in_a_row.get(key, 0) + 1, REGULAR: 0}.get(band, self.in_a_row.get(key, 0))
        self._called.add(key)

    def open_visit(
        self,
        at: datetime,
        *,
        by: Staff,
        facts: Iterable[Fact] = (),
        complaint: str = "",
        patient: Patient | None = None,
        services: Sequence[Service] = (),
        party: str = "",
    ) -> "Walk":
        """Let somebody come in at an hour of the past, as ``movement.open_visit`` does."""
        core.may(by, Permission.VISIT_OPEN)
        with clock.telling(at):
            visit = arriving.arriving(self.facility, self.profile, complaint=complaint, party=party, services=services)
            visit.pk = self.next_key(Visit)
            walk = Walk(self, visit)
            act = PastAct(visit, by, now=at, rooms_known=self.rooms, walk=walk)
            arriving.be_seen(act, facts=facts, patient=patient, services=services)
            visit.number = self.take_number(visit.on, series(visit.profile.sop, visit.holding))
            stepping.begin_walk(act, arriving.first_leg(act), at=visit.standing())
            act.done()
        self.walks.append(walk)
        return walk

    def load(self) -> int:
        """Load what was walked since the last time, in one transaction, and give how many visits that was."""
        walks, self.walks = self.walks, []
        with transaction.atomic():
            copy_in(Visit, (walk.visit for walk in walks))
            copy_in(QueueEntry, (entry for walk in walks for entry in walk.entries))
            copy_in(ServiceRendered, (given for walk in walks for given in walk.given))
            copy_in(VisitEvent, (event for walk in walks for event in walk.events))
            self._keep_counters()
        return len(walks)

    def _keep_counters(self) -> None:
        NumberCounter.objects.bulk_create(
            [
                NumberCounter(facility=self.facility, on=on, series=letter, last=self.numbers[on, letter])
                for on, letter in sorted(self._numbered)
            ],
            update_conflicts=True,
            unique_fields=["facility", "on", "series"],
            update_fields=["last"],
        )
        PointDay.objects.bulk_create(
            [PointDay(point_id=pk, on=on, in_a_row=self.in_a_row[pk, on]) for pk, on in sorted(self._called)],
            update_conflicts=True,
            unique_fields=["point", "on"],
            update_fields=["in_a_row"],
        )
        self._numbered, self._called = set(), set()


def _keys(model: type) -> Iterator[int]:
    while True:
        yield from reserved(model, KEYS_AT_ONCE)


class Walk:
    """One visit of the past under way, with every row it leaves; each verb happens at a stated hour."""

    def __init__(self, past: Backfill, visit: Visit) -> None:
        self.past, self.visit = past, visit
        self.entries: list[QueueEntry] = []
        self.given: list[ServiceRendered] = []
        self.events: list[VisitEvent] = []

    @property
    def entry(self) -> QueueEntry | None:
        """The open place in line; None once the visit is over."""
        return next((entry for entry in reversed(self.entries) if entry.is_open), None)

    @contextmanager
    def _act(self, at: datetime, by: Staff, permission: Permission) -> Iterator["PastAct"]:
        core.may(by, permission, self.visit)
        with clock.telling(at):
            act = PastAct(self.visit, by, now=at, rooms_known=self.past.rooms, walk=self)
            rows = [(row, dict(row.__dict__)) for row in (self.visit, *self.entries, *self.given)]
            try:
                yield act
            except MoveRefused:
                for row, was in rows:  # nothing of a refused move stays
                    row.__dict__ = was
                del self.entries[len(rows) - len(self.given) - 1 :]
                raise
            act.done()

    def call(self, at: datetime, *, by: Staff, desk: Desk | None = None) -> None:
        """Be called in one's turn."""
        with self._act(at, by, Permission.VISIT_CALL) as act:
            entry = self.entry
            data = queueing.called(entry, by=by, desk=desk)
            self.past.count_call(entry.point, self.past.facility.local_date(at), entry.band)
            act.write(Kind.CALLED, entry=entry, data=data)

    def start(self, at: datetime, *, by: Staff, desk: Desk | None = None) -> None:
        """Come in and be served."""
        with self._act(at, by, Permission.VISIT_CALL) as act:
            entry = self.entry
            act.write(Kind.STARTED, entry=entry, data=queueing.started(entry, by=by, desk=desk))

    def advance(self, at: datetime, *, by: Staff, to: str | None = None, reason: str = "") -> None:
        """Go on, as ``movement.advance`` does."""
        with self._act(at, by, Permission.VISIT_MOVE) as act:
            stepping.step_on(act, self.entry, to=to, reason=reason)

    def detour(self, at: datetime, places: list[str], *, by: Staff, reason: str = "", must_return: bool = True) -> None:
        """Be sent out and back, as ``movement.detour`` does."""
        with self._act(at, by, Permission.VISIT_DETOUR) as act:
            detours.send_out(act, self.entry, places, reason=reason, must_return=must_return)

    def hand_on(self, at: datetime, place: str, *, by: Staff, reason: str = "") -> None:
        """Be handed on, as ``movement.hand_on`` does."""
        with self._act(at, by, Permission.VISIT_DETOUR) as act:
            detours.pass_on(act, self.entry, place, reason=reason)

    def escalate(self, at: datetime, *, by: Staff, reason: str) -> None:
        """Be taken to the emergency room."""
        with self._act(at, by, Permission.VISIT_ESCALATE) as act:
            emergencies.rush(act, reason=reason)

    def discharge(self, at: datetime, *, by: Staff, disposition: str, reason: str = "") -> None:
        """Leave from the room that serves."""
        with self._act(at, by, Permission.VISIT_MOVE) as act:
            leaving.send_home(act, self.entry, disposition=disposition, reason=reason)

    def close(self, at: datetime, *, by: Staff, disposition: str, reason: str) -> None:
        """Leave, or be found gone, from wherever one was."""
        with self._act(at, by, Permission.VISIT_CLOSE) as act:
            leaving.end(act, disposition=disposition, reason=reason)

    def identify(self, at: datetime, patient: Patient, *, by: Staff) -> None:
        """Be known by name."""
        with self._act(at, by, Permission.VISIT_IDENTIFY) as act:
            knowing.be_named(act, patient)

    def book(self, at: datetime, services: Sequence[Service], *, by: Staff, places: Sequence[str] = ()) -> None:
        """Say what one came for."""
        with self._act(at, by, Permission.VISIT_IDENTIFY) as act:
            knowing.come_for(act, services, places)

    def tell(self, at: datetime, fact: Fact, *, by: Staff) -> None:
        """Let somebody teach what they saw."""
        knowing.must_be_tellable(fact)
        self._teach(at, fact, source=f"staff:{by.role}", by=by, permission=Permission.VISIT_LEARN)

    def learn(self, at: datetime, fact: Fact, *, source: str, by: Staff) -> None:
        """Let a paper teach a fact."""
        self._teach(at, fact, source=source, by=by, permission=Permission.VISIT_READ)

    def _teach(self, at: datetime, fact: Fact, *, source: str, by: Staff, permission: Permission) -> None:
        with self._act(at, by, permission) as act:
            earned = self.visit.holding
            knowing.teach(act, fact, source=source)
            knowing.put_in_band(act, earned)

    def withdraw(self, at: datetime, fact: Fact, *, source: str, by: Staff, reason: str = "") -> None:
        """Let a paper take its fact back."""
        with self._act(at, by, Permission.VISIT_READ) as act:
            earned = self.visit.holding
            knowing.take_back(act, fact, source=source, reason=reason)
            knowing.put_in_band(act, earned)

    def note(self, at: datetime, kind: Kind, *, by: Staff, data: dict[str, Any] | None = None) -> None:
        """Have a sentence written that moves nobody, about the place where the patient is."""
        with clock.telling(at):
            act = PastAct(self.visit, by, now=at, rooms_known=self.past.rooms, walk=self)
            act.write(kind, entry=self.entry, data=data)
            act.done()

    def render(self, at: datetime, service: Service, *, by: Staff, quantity: int = 1) -> ServiceRendered:
        """Be given a service, at the price of who pays."""
        with clock.telling(at):
            price = self.past.price(self.visit, service)
            given, events = rendering.given_at(self.visit, service, price, by=by, quantity=quantity)
        self.given.append(given)
        self.events += events
        return given

    def settle(self, at: datetime, *, payment: str, by: Staff) -> list[ServiceRendered]:
        """Pay every open line by a receipt, and give the lines."""
        lines = [given for given in self.given if not given.settled_by]
        for given in lines:
            given.settled_by = payment
        with clock.telling(at):
            self.events += bills.let_go(self.visit, lines, by=by)
        return lines


class PastAct(core.Act):
    """One verb of the past: what others keep in the database at once, this one keeps with the walk."""

    def __init__(self, visit: Visit, by: Staff, *, now: datetime, rooms_known: Any, walk: Walk) -> None:
        super().__init__(visit, by, now=now, rooms_known=rooms_known)
        self.walk = walk

    def begin_place(self, entry: QueueEntry) -> None:
        entry.pk = self.walk.past.next_key(QueueEntry)
        if entry.returns_to_id:
            entry.returns_to = next(one for one in self.walk.entries if one.pk == entry.returns_to_id)
        self.walk.entries.append(entry)

    def keep_place(self, entry: QueueEntry, *changed: str) -> None:
        """The walk holds the very entry that changed."""

    def open_place(self) -> QueueEntry | None:
        return self.walk.entry

    def held_place(self) -> QueueEntry | None:
        entry = self.walk.entry
        return entry if entry is not None and entry.state == EntryState.HELD else None

    def sitting_before(self, place: str, state: State) -> QueueEntry | None:
        sat = [e for e in self.walk.entries if (e.place, e.visit_state) == (place, state) and e.started_at]
        return max(sat, key=lambda entry: (entry.band, entry.arrived_at, entry.pk), default=None)

    def put_in_line(self, rank: int, reason: str) -> None:
        entry = self.walk.entry
        if entry is not None and entry.state == EntryState.WAITING and not entry.is_return:
            entry.band, entry.band_reason = rank, reason

    def has_come_before(self, patient: Patient) -> bool:
        come = self.walk.past.come
        known = patient.person_id in come
        come.add(patient.person_id)
        return known

    def coverage_of(self, patient: Patient) -> Coverage | None:
        return getattr(patient, "coverage", None)

    def reprice(self) -> None:
        lines = [given for given in self.walk.given if not given.settled_by]
        _changed, told = bills.repriced(self.visit, lines, by=self.by, price=self.walk.past.price)
        self.events += told

    def save_visit(self) -> None:
        """The walk holds the visit."""

    def call_hooks(self, hooks: Iterable[Callable[..., None]], *words: Any, **named: Any) -> None:
        """The upper floors' rows are told by whoever tells the past; nobody leaves a bill behind there."""
        if self.visit.is_closed and any(given.amount and not given.settled_by for given in self.walk.given):
            raise ValueError(f"{self.visit.number} left with an open bill; the past has no loose ends.")

    def done(self) -> Visit:
        self.walk.events += self.events
        return self.visit

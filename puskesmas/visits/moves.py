"""What could be done with a patient now: the SOP's next step, other lawful moves, and those refused with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from puskesmas.facility.places import Place
from puskesmas.facility.refusals import Refusal

from . import guards
from .facts import LABELS, Fact
from .flow import Leg, finished, next_leg, still_to_decide
from .models import QueueEntry, Visit
from .movement.detours import NOT_ON_A_DETOUR
from .movement.leaving import usual_disposition
from .rooms import Rooms, rooms_of
from .sop_values import Aside, Step
from .states import BEDS, EXITS, Disposition, State, is_lawful, state_at

ADVANCE, DETOUR, HAND_ON, ESCALATE, DISCHARGE = "advance", "detour", "hand_on", "escalate", "discharge"
_SENT_FROM = frozenset(
    {State.EXAM, State.TRIAGE, State.SCREENING, State.INTERNAL_REFERRAL, State.FKRTL_REFERRAL} | BEDS
)


@dataclass(frozen=True)
class Next:
    """The SOP's next step from here, with its clause and words."""

    step: str
    state: State
    place: str
    label: str
    clause: str
    says: str
    borrowed: str = ""


@dataclass(frozen=True)
class Move:
    """One conceivable move; refused ones say why."""

    move: str
    state: State
    place: str
    label: str
    reasons: tuple[Refusal, ...] = ()
    clause: str = ""

    @property
    def allowed(self) -> bool:
        """Tell whether nothing speaks against it."""
        return not self.reasons


@dataclass(frozen=True)
class Options:
    """Everything a screen needs to offer the next move."""

    next: Next | None
    moves: tuple[Move, ...]


def options(visit: Visit, entry: QueueEntry | None, *, rooms: Rooms | None = None) -> Options:
    """Give the next step and every move from where the patient is; empty once the visit is closed."""
    if visit.is_closed or entry is None:
        return Options(None, ())
    rooms = rooms or rooms_of(visit.facility_id, visit.facility.today())
    leg = _next(visit, entry, rooms)
    offered = [*_forward(visit, entry, leg, rooms), *_sideways(visit, entry, rooms), *_others(visit)]
    return Options(_as_next(leg, rooms) if leg else None, tuple(offered))


def _next(visit: Visit, entry: QueueEntry, rooms: Rooms) -> Leg | None:
    if entry.returns_to_id:
        return _from_the_detour(visit, entry, entry, rooms)
    sop = visit.profile.sop
    return next_leg(sop, finished(sop, visit.standing(step=entry.step, place=entry.place)), rooms.present)


def _from_the_detour(visit: Visit, entry: QueueEntry, loop: QueueEntry, rooms: Rooms) -> Leg | None:
    """A patient on a detour goes to its next room, home to who sent, or, owing nobody a return, on along the SOP.

    ``loop`` is the detour asked about: the patient's own, or the one around it when that ends without a return.
    """
    if loop.onward:
        place = loop.onward[0]
        state = State.LAB if place == Place.LAB else State.INTERNAL_REFERRAL
        return Leg(Step(loop.step, state, place, (), "", "Ke unit berikutnya dalam rujukan internal ini."), place)
    home = loop.returns_to
    if loop.must_return:
        says = "Kembali ke unit yang mengirim; tempatnya dalam antrean tetap."
        return Leg(Step(home.step, State(home.visit_state), home.place, (), "", says), home.place)
    if home.returns_to_id:
        return _from_the_detour(visit, entry, home, rooms)
    sop = visit.profile.sop
    at = replace(visit.standing(step=home.step, place=home.place), state=State(home.visit_state))
    return next_leg(sop, replace(finished(sop, at), place=entry.place), rooms.present)


def _as_next(leg: Leg, rooms: Rooms) -> Next:
    label = "Pulang" if leg.state in EXITS else rooms.name(leg.place)
    step = leg.step
    return Next(step.key, leg.state, leg.place, label, step.clause, step.says, step.borrowed)


def _forward(visit: Visit, entry: QueueEntry, leg: Leg | None, rooms: Rooms) -> Iterator[Move]:
    if leg is not None:
        reasons = _undecided(visit, entry) + _refused(visit, leg.state, leg.place, rooms)
        label = "Pulang" if leg.state in EXITS else rooms.name(leg.place)
        yield Move(ADVANCE, leg.state, leg.place, label, tuple(reasons), leg.step.clause)
    sop = visit.profile.sop
    for place in (Place.KASIR, Place.FARMASI, Place.RANAP, Place.BERSALIN):
        if place in (entry.place, leg.place if leg else ""):
            continue
        state = state_at(place)
        aside = sop.aside_for(state, place)
        reasons = _refused(visit, state, place, rooms) + _needless(visit, state)
        yield Move(
            ADVANCE,
            state,
            place,
            rooms.name(place) if place in rooms.present else place.label,
            tuple(reasons),
            _clause(aside),
        )


def _needless(visit: Visit, state: State) -> list[Refusal]:
    held = visit.holding
    if state == State.CASHIER and Fact.BILL_OPEN not in held:
        payer = "pasien JKN" if Fact.JKN in held else "pasien umum"
        return [Refusal("no_bill", f"{payer}, tidak ada tagihan")]
    if state == State.PHARMACY and Fact.PRESCRIBED not in held:
        return [Refusal("no_prescription", "belum ada resep")]
    return []


def _sideways(visit: Visit, entry: QueueEntry, rooms: Rooms) -> Iterator[Move]:
    if visit.state not in _SENT_FROM:
        return
    sop = visit.profile.sop
    for place in sorted(rooms.present, key=lambda one: rooms.points[one].order):
        if place in NOT_ON_A_DETOUR or place == entry.place or place in (Place.PANDU, Place.SKRINING):
            continue
        state = State.LAB if place == Place.LAB else State.INTERNAL_REFERRAL
        yield Move(
            DETOUR,
            state,
            place,
            rooms.name(place),
            tuple(_refused(visit, state, place, rooms)),
            _clause(sop.aside_for(state, place)),
        )
        if state_at(place) == State.EXAM and visit.state in (State.EXAM, State.INTERNAL_REFERRAL):
            yield Move(
                HAND_ON,
                State(visit.state),
                place,
                rooms.name(place),
                tuple(_refused(visit, State(visit.state), place, rooms)),
            )


def _others(visit: Visit) -> Iterator[Move]:
    if visit.state != State.EMERGENCY:
        yield Move(ESCALATE, State.EMERGENCY, Place.IGD, "Gawat, ke IGD")
    disposition = usual_disposition(visit)
    reasons = guards.refusals(visit, State.DISCHARGED, disposition=disposition)
    yield Move(DISCHARGE, State.DISCHARGED, "", Disposition(disposition).label, tuple(reasons))


def _refused(visit: Visit, state: State, place: str, rooms: Rooms) -> list[Refusal]:
    if place and place not in rooms.present:
        return [Refusal("no_such_room", "tidak ada di puskesmas ini")]
    if state not in EXITS and not is_lawful(State(visit.state), state):
        return [Refusal("unlawful_move", f"tidak bisa langsung dari {State(visit.state).label.lower()}")]
    found = []
    if place and not rooms.is_open(place):
        found.append(Refusal("point_closed", f"{rooms.name(place)} sedang tutup hari ini"))
    disposition = usual_disposition(visit) if state in EXITS else ""
    return found + guards.refusals(visit, state, disposition=disposition)


def _undecided(visit: Visit, entry: QueueEntry) -> list[Refusal]:
    if entry.returns_to_id:
        return []
    at = replace(visit.standing(step=entry.step, place=entry.place))
    return [
        Refusal("undecided", f"tentukan dahulu: {LABELS[Fact(one)]} atau {LABELS[Fact(other)]}", one)
        for one, other in still_to_decide(visit.profile.sop, at)
    ]


def _clause(aside: Aside | None) -> str:
    return aside.clause if aside else ""

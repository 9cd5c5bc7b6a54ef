"""A few invented patients walked along an SOP on paper, so that a reader sees what a revision means for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from puskesmas.facility.life_stages import Stage
from puskesmas.facility.places import Place, letter_of, line_of

from .facts import Fact, holding
from .flow import Leg, Standing, legs_ahead
from .rooms import Rooms
from .sop_values import Sop
from .states import EXITS, State
from .walk import Mark, Walk, WalkStop

_PEOPLE: Sequence[tuple[str, Stage, tuple[Fact, ...]]] = (
    ("Dewasa umum, diberi resep", Stage.ADULT, (Fact.KLASTER_3, Fact.UMUM, Fact.BILL_OPEN, Fact.PRESCRIBED)),
    ("Dewasa JKN, diberi resep", Stage.ADULT, (Fact.KLASTER_3, Fact.JKN, Fact.PRESCRIBED)),
    ("Ibu hamil JKN, tanpa resep", Stage.ADULT, (Fact.KLASTER_2, Fact.PREGNANT, Fact.JKN)),
    ("Balita batuk, umum", Stage.TODDLER, (Fact.KLASTER_2, Fact.INFECTIOUS, Fact.UMUM, Fact.BILL_OPEN)),
    ("Gawat darurat, umum", Stage.ADULT, (Fact.EMERGENCY, Fact.KLASTER_3, Fact.UMUM, Fact.BILL_OPEN)),
)


@dataclass(frozen=True)
class Sample:
    """One invented patient's walk under the running SOP and under the new one."""

    who: str
    before: Walk | None
    after: Walk

    @property
    def differs(self) -> bool:
        """Tell whether this patient walks otherwise than before."""
        return self.before is None or self.before.sentence != self.after.sentence


def samples(before: Sop | None, after: Sop, rooms: Rooms) -> list[Sample]:
    """Walk the invented patients along both lines."""
    return [
        Sample(who, _walk(before, stage, facts, rooms) if before else None, _walk(after, stage, facts, rooms))
        for who, stage, facts in _PEOPLE
    ]


def _walk(sop: Sop, stage: Stage, facts: Sequence[Fact], rooms: Rooms) -> Walk:
    held = holding({fact: ["contoh"] for fact in facts})
    start = Standing(State.ARRIVED, "", "", "", frozenset(), held, (), stage)
    stops = [WalkStop("karcis", "Karcis", "", Mark.DONE, "")]
    for leg in legs_ahead(sop, start, rooms.present):
        stop = _stop(leg, rooms)
        if stop.label != stops[-1].label:  # two steps in a row at one point are one sitting
            stops.append(stop)
    exam = next((stop for stop in stops if stop.key == "periksa"), stops[-1])
    place = next((place for place in rooms.present if rooms.name(place) == exam.label), Place.LOKET)
    words = ", ".join(stop.label for stop in stops)
    return Walk(line_of(place).value, tuple(stops), serving=False, away=False, sentence=f"Perjalanan: {words}.")


def _stop(leg: Leg, rooms: Rooms) -> WalkStop:
    if leg.state in EXITS:
        return WalkStop(leg.step.key, "Pulang", "", Mark.NEXT, "")
    return WalkStop(leg.step.key, rooms.name(leg.place), f"butir {leg.step.clause}", Mark.NEXT, letter_of(leg.place))

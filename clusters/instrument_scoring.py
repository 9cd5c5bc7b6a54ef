"""What the answers to an instrument add up to: one function of what was asked and what is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .instrument import Answers, Asks, Formula, Instrument, Item, Outcome

STICKS_A_PACK = 20


@dataclass(frozen=True)
class Scored:
    """What came of an instrument: every answer, what is known included, the sum and its class."""

    answers: Mapping[str, str]
    score: int
    outcome: Outcome
    because: tuple[str, ...]  # why an overriding item lifted the class
    missing: tuple[Item, ...]  # known values that are not there and could still change the class

    @property
    def is_whole(self) -> bool:
        """Whether nothing that is missing could change what it says."""
        return not self.missing


def score(instrument: Instrument, answers: Answers, known: Mapping[str, str]) -> Scored:
    """Give what an instrument says; ``known`` are values by name as text, what nobody measured left out.

    Each item's score times its weight, reversed where the file says so, adds to the sum; the class is the gravest whose
    bound the sum reaches, and an overriding answer lifts it, never lowers it. A missing known value scores nothing and
    is named, unless the class is already the gravest one a sum can reach.
    """
    given = dict(answers)
    for item in instrument.items:
        if item.asks == Asks.KNOWN and known.get(item.of):
            given[item.key] = known[item.of]
        if item.asks == Asks.COMPUTED and (value := _computed(item, given)) is not None:
            given[item.key] = value
    total = sum(item.score(given[item.key]) for item in instrument.items if given.get(item.key))
    order = list(instrument.outcomes)  # the mildest first
    reached = _reached(order, total)
    lifts = [one for one in instrument.overrides if given.get(one.item) in one.answers]
    gravest = max([reached, *(instrument.outcome(one.to) for one in lifts)], key=order.index)
    because = tuple(one.words for one in lifts if one.words)
    absent = tuple(item for item in instrument.items if item.asks == Asks.KNOWN and not given.get(item.key))
    most = sum(item.highest for item in absent)
    could = max([_reached(order, total + most), gravest], key=order.index)
    return Scored(given, total, gravest, because, absent if could != gravest else ())


def _reached(order: list[Outcome], total: int) -> Outcome:
    """Give the class of a sum: the one with the highest bound that the sum reaches."""
    bounded = [one for one in order if one.at_least is not None and total >= one.at_least]
    return max(bounded, key=lambda one: one.at_least or 0)


def _computed(item: Item, given: Mapping[str, str]) -> str | None:
    values = [Decimal(given[key]) if given.get(key) else None for key in item.items]
    if item.of == Formula.PACK_YEARS:
        # Years smoked times sticks a day over twenty; who does not smoke has none.
        if any(value is None for value in values):
            return "0"
        years, sticks = (value for value in values if value is not None)
        return str((years * sticks / STICKS_A_PACK).quantize(Decimal("0.1")))
    return None

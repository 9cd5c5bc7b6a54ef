"""What a screening instrument is: whom it is for, how often, what it asks, and what the answers add up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .limits import Ages

YES, NO = "ya", "tidak"


class Asks(StrEnum):
    """How an item is answered: by the patient, by what is known already, or reckoned from other items."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    KNOWN = "known"
    COMPUTED = "computed"


class Known(StrEnum):
    """What is known of the person without asking."""

    AGE = "age_years"
    SEX = "sex"
    BMI = "bmi"
    MAP = "map"


class Formula(StrEnum):
    """What can be reckoned from other items."""

    PACK_YEARS = "pack_years"


class Rule(StrEnum):
    """When somebody asked before is asked again."""

    ONCE = "once"
    VISIT = "visit"
    MONTHS = "months"
    CALENDAR_YEAR = "calendar_year"


class Status(StrEnum):
    """What a visit may say of somebody that makes an instrument theirs."""

    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"


@dataclass(frozen=True)
class Eligible:
    """Whom an instrument is for."""

    ages: Ages
    sex: str = ""
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Interval:
    """How long a valid result stands."""

    rule: Rule
    months: int = 0


@dataclass(frozen=True)
class Choice:
    """One answer that may be given to an item, with its score."""

    value: str
    words: str
    score: int = 0


@dataclass(frozen=True)
class Band:
    """What a number at or above a bound scores; ``above`` leaves the bound itself out."""

    bound: Decimal
    score: int
    above: bool = False

    def holds(self, value: Decimal) -> bool:
        """Tell whether a number falls into the band or beyond it."""
        return value > self.bound if self.above else value >= self.bound


@dataclass(frozen=True)
class Item:
    """One thing an instrument asks, knows or reckons."""

    key: str
    words: str
    asks: Asks
    group: str = ""
    hint: str = ""
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    bands: tuple[Band, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    required: bool = True
    of: str = ""  # which known value, or which formula
    items: tuple[str, ...] = ()  # what a formula reckons from
    missing: str = ""  # what to do where a known value is not there
    weight: int = 1
    reversed: bool = False
    sensitive: bool = False

    @property
    def is_asked(self) -> bool:
        return self.asks in (Asks.YES_NO, Asks.CHOICE, Asks.NUMBER)

    @property
    def highest(self) -> int:
        """The highest score an answer can have."""
        scores = [one.score for one in self.choices] + [band.score for band in self.bands]
        return self.weight * max(scores, default=0)

    def score(self, answer: str) -> int:
        """Give what an answer adds to the sum."""
        return self.weight * self._points(answer)

    def _points(self, answer: str) -> int:
        if self.choices:
            points = next((one.score for one in self.choices if one.value == answer), 0)
            if not self.reversed:
                return points
            scores = [one.score for one in self.choices]
            return max(scores) + min(scores) - points
        if self.bands and answer:
            value = Decimal(answer)
            return next((band.score for band in reversed(self.bands) if band.holds(value)), 0)
        return 0


@dataclass(frozen=True)
class Outcome:
    """One class an instrument leads to, the mildest first in the file."""

    code: str
    name: str
    at_least: int | None  # none: only an overriding item leads here
    follow_up: bool
    advice: str
    level: str = ""


@dataclass(frozen=True)
class Override:
    """An answer that lifts the class whatever the sum says."""

    item: str
    answers: frozenset[str]
    to: str
    words: str


@dataclass(frozen=True)
class Instrument:
    """One instrument in one edition."""

    code: str
    name: str
    title: str
    version: str
    source: str
    valid_from: date
    valid_to: date | None
    eligible: Eligible
    interval: Interval
    items: tuple[Item, ...]
    outcomes: tuple[Outcome, ...]
    overrides: tuple[Override, ...] = ()
    intro: str = ""
    unsure: tuple[str, ...] = ()
    sensitive: bool = False
    scored: bool = True  # whether the sum means something to the reader

    def item(self, key: str) -> Item:
        """Give one item; raises KeyError."""
        found = next((one for one in self.items if one.key == key), None)
        if found is None:
            raise KeyError(key)
        return found

    def outcome(self, code: str) -> Outcome:
        """Give one class; raises KeyError."""
        found = next((one for one in self.outcomes if one.code == code), None)
        if found is None:
            raise KeyError(code)
        return found

    def is_in_force(self, on: date) -> bool:
        """Tell whether this edition is used on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def highest(self) -> int:
        """The highest sum there can be."""
        return sum(item.highest for item in self.items)


Answers = Mapping[str, str]

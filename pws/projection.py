"""How many people of a kind a village should have: the published formulas, with the rates of its district."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clusters.reference import edition_on

from .reference import FOLDER

FILE = FOLDER / "sasaran.toml"
POPULATION, BIRTHS = "population", "births"
CRUDE_BIRTH_RATE = "cbr"


@dataclass(frozen=True)
class PeopleKind:
    """One kind of people a village answers for, and on what its number stands."""

    code: str
    label: str
    on: str = ""
    factor: Decimal | None = None
    rate: str = ""
    survivors_of: str = ""
    unsure: bool = False

    @property
    def has_formula(self) -> bool:
        return bool(self.on)


def kinds_on(day: date) -> dict[str, PeopleKind]:
    """Give the kinds of people of the edition in force on a day, in the file's order (reference/sasaran.toml)."""
    found = {}
    for row in edition_on(FILE, day)["kind"]:
        factor = Decimal(row["factor"]) if "factor" in row else None
        found[row["code"]] = PeopleKind(**{**row, "factor": factor})
    return found


def projected(
    code: str,
    *,
    population: int | None,
    rates: Mapping[str, Decimal],
    kinds: Mapping[str, PeopleKind],
    counted: Mapping[str, Decimal] | None = None,
) -> Decimal | None:
    """Give the number of people of a kind by its formula, unrounded; None where something it stands on is unknown.

    ``population`` is in heads, rates are fractions (a CBR of 19 per 1,000 is 0.019), ``counted`` holds numbers of
    other kinds that somebody handed down. Example of the source: 2,000 x 0.019 x 1.1 = 41.8 pregnant women.
    """
    kind = kinds[code]
    if not kind.has_formula:
        return (counted or {}).get(code)
    below = _standing_on(kind.on, population=population, rates=rates, kinds=kinds, counted=counted)
    share = _share(kind, rates)
    return None if below is None or share is None else below * share


def _standing_on(
    on: str,
    *,
    population: int | None,
    rates: Mapping[str, Decimal],
    kinds: Mapping[str, PeopleKind],
    counted: Mapping[str, Decimal] | None,
) -> Decimal | None:
    if on not in (POPULATION, BIRTHS):
        return projected(on, population=population, rates=rates, kinds=kinds, counted=counted)
    if not population:
        return None
    if on == POPULATION:
        return Decimal(population)
    cbr = rates.get(CRUDE_BIRTH_RATE)
    return None if cbr is None else Decimal(population) * cbr


def _share(kind: PeopleKind, rates: Mapping[str, Decimal]) -> Decimal | None:
    if kind.factor is not None:
        return kind.factor
    if kind.survivors_of:
        dying = rates.get(kind.survivors_of)
        return None if dying is None else 1 - dying
    return rates.get(kind.rate)

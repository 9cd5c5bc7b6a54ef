"""What a village's figures mean: coverage, the month's target, the trend, and the 2x2 of PWS.

Coverage is in percent and unrounded until it is shown. The trend compares single months, never cumulative figures.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clusters.reference import edition_on

from .reference import FOLDER

FILE = FOLDER / "goals.toml"
MONTHS = 12


class Trend(StrEnum):
    """This month's coverage beside last month's."""

    UP = "up"
    FLAT = "flat"
    DOWN = "down"


class Status(StrEnum):
    """How a village stands: the cumulative coverage against the target, and where the month is heading."""

    BAIK = "baik"
    KURANG = "kurang"
    CUKUP = "cukup"
    JELEK = "jelek"


@dataclass(frozen=True)
class Goals:
    """The yearly targets of one edition in percent, and the cell the published matrix leaves empty."""

    percent: dict[str, Decimal]
    flat_below: Status | None
    basis: str
    source: str


def goals_on(day: date) -> Goals:
    """Give the targets in force on a day where the district has set none of its own (reference/goals.toml)."""
    edition = edition_on(FILE, day)
    return Goals(
        percent={code: Decimal(value) for code, value in edition["percent"].items()},
        flat_below=Status(edition["flat_below"]) if edition["flat_below"] else None,
        basis=edition["basis"],
        source=edition["source"],
    )


def coverage(numerator: int | None, denominator: Decimal | None) -> Decimal | None:
    """Give a coverage in percent, above 100 too; None without a denominator, which is shown as "–"."""
    if numerator is None or not denominator:
        return None
    return Decimal(numerator) * 100 / denominator


def cumulative_target(of_the_year: Decimal, month: int) -> Decimal:
    """Give what should be reached by the end of a month: 80 percent a year is 60 by September."""
    if not 1 <= month <= MONTHS:
        raise ValueError(f"{month} is no month of a year")
    return of_the_year * month / MONTHS


def trend(this_month: Decimal | None, last_month: Decimal | None, *, month: int) -> Trend | None:
    """Say where the coverage of single months is heading; January has nothing before it."""
    if month == 1 or this_month is None or last_month is None:
        return None
    if this_month == last_month:
        return Trend.FLAT
    return Trend.UP if this_month > last_month else Trend.DOWN


def status(
    reached: Decimal | None,
    target: Decimal | None,
    heading: Trend | None,
    *,
    flat_below: Status | None,
    less_is_better: bool = False,
) -> Status | None:
    """Read the 2x2: at or over the target and not falling is baik, falling kurang; below and rising cukup, else jelek.

    Below and flat is a hole in the published matrix, so what it is called is a setting; None leaves it open. Without
    a trend (January), a denominator or a target there is no status at all.
    """
    if reached is None or target is None or heading is None:
        return None
    if less_is_better:
        reached, target = -reached, -target
        heading = {Trend.UP: Trend.DOWN, Trend.DOWN: Trend.UP}.get(heading, heading)
    if reached >= target:
        return Status.KURANG if heading == Trend.DOWN else Status.BAIK
    if heading == Trend.FLAT:
        return flat_below
    return Status.CUKUP if heading == Trend.UP else Status.JELEK


def is_over(reached: Decimal | None) -> bool:
    """Tell whether more were reached than there should be: a denominator too small, or people from elsewhere."""
    return reached is not None and reached > 100

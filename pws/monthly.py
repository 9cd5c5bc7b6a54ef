"""The grid of a month as one person may see it."""

from collections.abc import Collection

from . import access
from .asking import Asked
from .grid import Grid, assembled
from .indicators import Indicator
from .status import goals_on
from .yearly import Months, months_until


def grid_of(user, wanted: Asked) -> Grid:
    """Give the grid somebody asked for, of their own puskesmas."""
    rates = access.rates_for(user).filter(year=wanted.month.year).newest()
    return assembled(
        access.figures_for(user),
        access.area_for(user),
        wanted.indicators,
        month=wanted.month,
        basis=wanted.basis,
        goals=goals_on(wanted.month),
        rates=rates,
    )


def months_of_year(user, wanted: Asked, indicators: Collection[Indicator]) -> Months:
    """Give the months so far of some indicators, in the village somebody asked for or in the whole puskesmas."""
    return months_until(
        access.figures_for(user),
        access.area_for(user),
        indicators,
        month=wanted.month,
        village=wanted.village,
        basis=wanted.basis,
        goals=goals_on(wanted.month),
        rates=access.rates_for(user).filter(year=wanted.month.year).newest(),
    )

"""The grid of a month as one person may see it."""

from . import access
from .asking import Asked
from .grid import Grid, assembled
from .status import goals_on


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

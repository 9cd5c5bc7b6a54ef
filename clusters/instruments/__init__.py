"""Every instrument that is shipped, one file each edition; all are read and checked when first asked for."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from ..instrument import Instrument
from ..instrument_reading import InstrumentError, read

FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def editions() -> tuple[Instrument, ...]:
    """Give every edition of every instrument, by file name; raises InstrumentError for a wrong one."""
    found = tuple(read(path) for path in sorted(FOLDER.glob("*.toml")))
    marks = [(one.code, one.version) for one in found]
    if twice := sorted({mark for mark in marks if marks.count(mark) > 1}):
        raise InstrumentError(f"{twice[0][0]} version {twice[0][1]} is shipped twice.")
    return found


def in_force(on: date) -> list[Instrument]:
    """Give the instruments used on a day."""
    return [one for one in editions() if one.is_in_force(on)]


def instrument(code: str, *, on: date) -> Instrument:
    """Give the edition of an instrument used on a day; raises KeyError."""
    found = next((one for one in in_force(on) if one.code == code), None)
    if found is None:
        raise KeyError(code)
    return found


def edition(code: str, version: str) -> Instrument:
    """Give one edition of an instrument, as a result was written under; raises KeyError."""
    found = next((one for one in editions() if (one.code, one.version) == (code, version)), None)
    if found is None:
        raise KeyError((code, version))
    return found


def is_one(code: str) -> bool:
    """Tell whether an instrument is called so."""
    return any(one.code == code for one in editions())

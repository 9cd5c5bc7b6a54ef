"""Which instruments the patient on the desk is due for, each with why, and what was found today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from puskesmas.facility.permissions import Permission

from . import asking, instruments
from .due import Due, Past, due
from .instrument import Instrument
from .models import ScreeningResult
from .reading import Reading
from .screening_topics import ASKED_BY

LETTERS = "123456789"


@dataclass(frozen=True)
class Row:
    """One instrument as the desk offers it."""

    instrument: Instrument
    last_on: date | None
    planned_on: date | None
    key: str = ""


@dataclass(frozen=True)
class Screening:
    """What is to be asked now, what stands already, and what came of today's."""

    to_ask: Sequence[Row] = ()
    standing: Sequence[Due] = ()
    results: Sequence[ScreeningResult] = ()
    may_ask: bool = False
    is_main: bool = False  # at the screening point, where nothing else is done


def panel_of(reading: Reading, *, stage: str) -> Screening:
    """Give the screening of the patient on the desk; nothing is asked of somebody nobody knows or who does not sit."""
    may_ask = stage in ("screening", "exam") and reading.patient is not None and reading.may(Permission.SCREENING_WRITE)
    if not may_ask:
        return Screening(results=reading.results)
    found = due_of(reading)
    open_ = [one for one in found if one.is_due]
    letters = LETTERS if stage == "screening" else ""
    rows = [Row(one.instrument, one.last_on, one.planned_on, letters[n : n + 1]) for n, one in enumerate(open_)]
    told = {result.instrument for result in reading.results}
    standing = [one for one in found if not one.is_due and one.instrument.code not in told]
    return Screening(rows, standing, reading.results, True, stage == "screening")


def topics_asked_by_instruments(reading: Reading) -> set[str]:
    """Give the topics of the screening point that an instrument asks this person about."""
    return {topic for one in due_of(reading) if (topic := ASKED_BY.get(one.instrument.code))}


def due_of(reading: Reading) -> list[Due]:
    """Give every instrument for this person today, those due first; sensitive ones for who may ask them."""
    sees = reading.may(Permission.SENSITIVE_READ)
    offered = [one for one in instruments.in_force(reading.visit.on) if sees or not one.sensitive]
    person = asking.person_of(
        age=reading.age, sex=reading.patient.sex if reading.patient else "", holding=reading.visit.holding
    )
    history = [
        Past(one.instrument, one.on, one.outcome, one.visit_id, one.planned_on) for one in reading.screened_before
    ]
    return due(offered, person, history, on=reading.visit.on, visit=reading.visit_pk)

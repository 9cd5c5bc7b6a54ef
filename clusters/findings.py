"""What was found so far: measurements against their limits and last time's, results, and what others hand over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from puskesmas.visits.states import State
from referrals.models.lab_item import LabFlag

from .models import VitalSigns
from .reading import LabPaper, Reading
from .vitals import Reading as Value
from .vitals import bmi, expects_a_child, readings

_AGE_OF_A_BMI = "IMT"


@dataclass(frozen=True)
class Row:
    """One measured value with its limit and last time's."""

    label: str
    value: str
    unit: str
    limit: str = ""
    direction: str = ""
    mark: str = ""
    last: str = ""


@dataclass(frozen=True)
class Vitals:
    """The measurements of a visit as the desk shows them."""

    rows: Sequence[Row]
    by: str
    last_on: date | None

    @property
    def is_empty(self) -> bool:
        return not any(row.value for row in self.rows)


def vitals_of(reading: Reading) -> Vitals:
    """Give today's values, each the latest of its kind, beside those of the last visit that measured."""
    today = [one for one in reading.measurements if one.visit_id == reading.visit_pk]
    before = [one for one in reading.measurements if one.visit_id != reading.visit_pk]
    last = [one for one in before if one.visit_id == before[0].visit_id] if before else []
    now, then = _latest(today), _latest(last)
    earlier = {value.name: value.value for value in _values(reading, then, last[0].on if last else reading.visit.on)}
    shown = _values(reading, now, reading.visit.on)
    rows = [
        Row(one.label, one.value, one.unit, one.limit, one.direction, one.mark, earlier.get(one.name, ""))
        for one in shown
    ]
    return Vitals([*rows, *_bmi(reading, now, then)], _measured_by(reading, today), last[0].on if last else None)


def in_words(reading: Reading) -> str:
    """Give today's values as a letter tells them: tekanan darah 158/96 mmHg, nadi 88 ×/menit."""
    told = [f"{row.label} {row.value} {row.unit}".strip() for row in vitals_of(reading).rows if row.value]
    words = ", ".join(f"{one[:1].lower()}{one[1:]}" if not one[:2].isupper() else one for one in told)
    return words[:1].upper() + words[1:]


def _latest(measurements: Sequence[VitalSigns]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for one in reversed(measurements):
        merged |= one.values
    return merged


def _values(reading: Reading, values: Mapping[str, Any], on: date) -> list[Value]:
    age = reading.patient.age_on(on) if reading.patient else None
    sex = reading.patient.sex if reading.patient else ""
    return readings(values, on=on, age=age, sex=sex, pregnant=expects_a_child(reading.visit.holding))


def _bmi(reading: Reading, now: Mapping[str, Any], then: Mapping[str, Any]) -> list[Row]:
    height = now.get("height") or then.get("height")
    found = bmi(now.get("weight"), height, on=reading.visit.on, age=reading.age)
    if found is None:
        return []
    value = str(found.value).replace(".", ",")
    usual = found.label.lower() in ("normal", "berat normal")
    return [Row(_AGE_OF_A_BMI, value, "kg/m²", "" if usual else found.label, "", "" if usual else "kuning")]


def _measured_by(reading: Reading, today: Sequence[VitalSigns]) -> str:
    if not today:
        return ""
    clock = today[0].measured_at.astimezone(reading.visit.facility.zone).strftime("%H.%M")
    return f"{today[0].measured_by.name}, {clock}"


@dataclass(frozen=True)
class Result:
    """One laboratory order with what came of it, in the words of the desk."""

    code: str
    status: str
    lines: Sequence[dict]
    unread: bool
    read_by: str


def results_of(reading: Reading) -> list[Result]:
    """Give what the laboratory was asked and what it answered, the latest first."""
    return [_result(paper, reading) for paper in reversed(reading.lab)]


def _result(paper: LabPaper, reading: Reading) -> Result:
    order = paper.order
    zone = reading.visit.facility.zone
    when = order.resulted_at or order.ordered_at
    status = f"{order.get_status_display().lower()} {when.astimezone(zone).strftime('%H.%M')}"
    lines = [
        {
            "name": item.test.name,
            "value": item.value or "–",
            "before": item.before,
            "unit": item.unit,
            "flag": item.get_flag_display() if item.flag not in (LabFlag.NONE, LabFlag.NORMAL) else "",
            "critical": item.flag == LabFlag.CRITICAL,
            "reference": item.reference,
            "advice": item.advice,
        }
        for item in paper.items
    ]
    read = order.read_at.astimezone(zone).strftime("%H.%M") if order.read_at else ""
    return Result(order.code, status, lines, paper in reading.unread, f"dibaca {read}" if read else "")


def services_of(reading: Reading) -> list[dict]:
    """Give the services of this room, those booked first, each with whether it was given."""
    booked = set(reading.booked_here)
    rows = [
        {**one, "booked": one["code"] in booked, "given": reading.given.get(one["code"], 0)}
        for one in reading.entry.offered
    ]
    return sorted(rows, key=lambda one: (not one["booked"], not one["given"], one["name"]))


def stage_of(reading: Reading) -> str:
    """Give what the desk asks for now: nothing yet, who it is, sorting, measuring, screening or the exam."""
    entry = reading.entry
    if not entry.is_open:
        return "closed"
    if not reading.is_served:
        return "waiting"
    if reading.must_recognise:
        return "recognise"
    if reading.visit.state == State.TRIAGE:
        return "triage"
    if reading.visit.state == State.SCREENING:
        return "screening"
    return "exam"

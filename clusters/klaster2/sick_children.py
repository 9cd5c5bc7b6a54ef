"""Writing down a sick child by the MTBS chart, classified on the day and put right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from clusters.reading import Reading
from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry

from .childhood import child_of
from .models import MtbsRecord
from .mtbs import classify, is_of_age, rules_on

CODE = "mtbs"
NUMBERS = ("respiration", "spo2", "temperature", "upper_arm", "diarrhoea_days", "fever_days", "ear_days")
Told = Mapping[str, Any]


def is_for_mtbs(reading: Reading) -> bool:
    """Tell whether the chart is made for the patient on the desk."""
    return reading.age is not None and is_of_age(reading.age, reading.visit.on)


def treat(entry: QueueEntry, told: Told, *, by: Staff) -> MtbsRecord:
    """Write down a sick child with what the chart calls it."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        child, stamp = child_of(page.visit.patient), page.stamp()
        record = MtbsRecord(**stamp, **_columns(told, child, on=stamp["on"]))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE, "colour": record.colour})
        return record


def correct_treatment(record: MtbsRecord, told: Told, *, by: Staff, reason: str) -> MtbsRecord:
    """Put right what was written of a sick child; it is classified again by the chart of its day."""
    with transaction.atomic():
        visit = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True).visit
        columns = _columns(told, child_of(visit.patient), on=record.on)
        allowed = Permission.SOAP_WRITE
        return corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)


def _columns(told: Told, child: Patient, *, on: date) -> dict[str, Any]:
    age = child.age_on(on)
    numbers = {name: told[name] for name in NUMBERS if told[name] is not None}
    outcome = classify(complaints=told["complaints"], signs=told["signs"], numbers=numbers, age=age, on=on)
    return {
        **told,
        "age_months": age.months,
        "derived": list(outcome.derived),
        "classes": [one.code for one in outcome.found],
        "colour": outcome.colour,
        "follow_up_on": outcome.follow_up_on(on),
        "edition": str(rules_on(on)["version"]),
    }

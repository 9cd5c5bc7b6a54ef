"""Writing down an adult's visit for chronic disease: its classes are judged here, its registers are kept with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.screening import measured_of
from clusters.vitals import DEFAULT_SCHEME, bmi
from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit

from . import registers, rules
from .models import PtmRecord

CODE = "ptm"


def examine(entry: QueueEntry, told: Mapping[str, Any], *, by: Staff) -> PtmRecord:
    """Write down a visit for chronic disease beside what was measured, and the control of each register."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        stamp = page.stamp()
        record = PtmRecord(**stamp, **_columns(page.visit, told, on=stamp["on"]))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
        registers.note_control(page, record)
        return record


def correct(record: PtmRecord, told: Mapping[str, Any], *, by: Staff, reason: str) -> PtmRecord:
    """Put right what was written of a visit; its control is judged again."""
    with transaction.atomic():
        page = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True)
        changed = _columns(page.visit, told, on=record.on)
        allowed = Permission.SOAP_WRITE
        after = corrected(record, changed, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)
        registers.note_control(page, after)
        return after


def _columns(visit: Visit, told: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    if visit.patient is None:
        raise MoveRefused("guard_refused", "Identitas pasien belum dipastikan. Pastikan dahulu, lalu catat.")
    _must_be_told(told, on=on)
    measured, age = measured_of(visit), visit.patient.age_on(visit.on)
    columns = dict(told) | {"rules_version": rules.version(on)}
    columns |= _pressure(measured, on=on, age=age)
    found = bmi(measured.get("weight"), measured.get("height"), on=on, age=age)
    columns |= {"bmi": None, "bmi_class": "", "bmi_scheme": ""}
    if found is not None:
        columns |= {"bmi": found.value, "bmi_class": found.label, "bmi_scheme": DEFAULT_SCHEME}
    waist = measured.get("waist")
    central = None if waist is None else rules.is_centrally_obese(waist, visit.patient.sex, on=on)
    return columns | {"waist": waist, "central_obesity": central} | _laboratory(told, on=on)


def _pressure(measured: Mapping[str, Any], *, on: date, age: Any) -> dict[str, Any]:
    systolic, diastolic = measured.get("systolic"), measured.get("diastolic")
    named = rules.pressure(systolic, diastolic, on=on, age=age) if systolic and diastolic else None
    return {
        "systolic": systolic,
        "diastolic": diastolic,
        "pressure_class": named.code if named else "",
        "pressure_name": named.words if named else "",
        "isolated_systolic": bool(named and named.isolated),
    }


def _laboratory(told: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    sugar, fat = told.get("glucose"), told.get("cholesterol")
    judged = rules.glucose(sugar, told["glucose_kind"], on=on) if sugar is not None else None
    return {
        "glucose_class": judged.code if judged else "",
        "glucose_name": judged.words if judged else "",
        "cholesterol_class": rules.cholesterol(fat, on=on) if fat is not None else "",
    }


def _must_be_told(told: Mapping[str, Any], *, on: date) -> None:
    errors: dict[str, list[str]] = {}
    sugar = told.get("glucose")
    if sugar is not None:
        if not told.get("glucose_kind"):
            errors["glucose_kind"] = ["Pilih jenis pemeriksaannya."]
        elif wrong := rules.glucose_wrong(sugar, told["glucose_kind"], on=on):
            errors["glucose"] = [wrong]
        if not told.get("glucose_method"):
            errors["glucose_method"] = ["Pilih alatnya: hasil darah kapiler dan plasma tidak sama."]
    elif told.get("glucose_kind") or told.get("glucose_method"):
        errors["glucose"] = ["Isi nilainya, atau kosongkan jenis dan alatnya."]
    if told.get("cholesterol") is not None and (wrong := rules.cholesterol_wrong(told["cholesterol"], on=on)):
        errors["cholesterol"] = [wrong]
    if errors:
        raise ValidationError(errors)

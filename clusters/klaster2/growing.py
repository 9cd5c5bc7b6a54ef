"""Writing down how a child grows: read by the tables on the day of measuring, and put right."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.models import QueueEntry

from .childhood import child_of
from .growth import INDICES, Grown, Measured, gain_of, read, rules_on
from .models import GrowthRecord

CODE = "tumbuh"
TYPED = ("weight", "stature", "lying", "head", "upper_arm", "oedema", "gestation_weeks")
KEPT = ("vitamin_a", "only_breast_milk")
_OF = {"waz": "weight", "haz": "stature", "whz": "weight", "baz": "weight", "hcz": "head"}
Told = Mapping[str, Any]


def grow(entry: QueueEntry, told: Told, *, by: Staff) -> GrowthRecord:
    """Write down what was measured of a child; a value no body has is written where it was measured twice."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        child, stamp = child_of(page.visit.patient), page.stamp()
        record = GrowthRecord(**stamp, **_columns(told, child, on=stamp["on"]))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
        return record


def correct_growth(record: GrowthRecord, told: Told, *, by: Staff, reason: str) -> GrowthRecord:
    """Put right what was measured; it is read again by the tables."""
    with transaction.atomic():
        visit = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True).visit
        columns = _columns(told, child_of(visit.patient), on=record.on)
        allowed = Permission.SOAP_WRITE
        return corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)


def _columns(told: Told, child: Patient, *, on: date) -> dict[str, Any]:
    typed = {name: told[name] for name in TYPED}
    grown = read(Measured(child.birth_date, child.sex, on, **typed))
    if not told.get("confirmed"):
        _ask_about(grown)
    scores: dict[str, Any] = {index: grown.z.get(index) for index in INDICES}
    classes = {f"{index}_class": _code(grown, index) for index in INDICES}
    return {
        **typed,
        **{name: told[name] for name in KEPT},
        **scores,
        **classes,
        "arm_class": _code(grown, "upper_arm"),
        "lying": grown.lying if typed["stature"] is not None else None,
        "stature_read": grown.stature,
        "age_days": grown.age.days,
        "age_months": grown.age.months,
        "read_days": grown.days,
        "gain": _gain(child, grown, typed["weight"], on=on),
        "edition": str(rules_on(on)["version"]),
    }


def _code(grown: Grown, index: str) -> str:
    return grown.classes[index].code if index in grown.classes else ""


def _ask_about(grown: Grown) -> None:
    errors: dict[str, list[str]] = {}
    for index in grown.needs_check:
        message = (
            f"{INDICES[index]} {grown.z[index]:+} SD di luar yang mungkin. Ukur sekali lagi dan periksa tanggal lahir; "
            "bila benar, centang “sudah diukur ulang”."
        ).replace(".", ",", 1)
        errors.setdefault(_OF[index], []).append(message)
    if errors:
        raise ValidationError(errors)


def _gain(child: Patient, grown: Grown, weight: Decimal | None, *, on: date) -> str:
    if weight is None:
        return ""
    first_of_month = on.replace(day=1)
    rows = GrowthRecord.objects.current().filter(
        visit__patient__person=child.person_id, weight__isnull=False, on__lt=first_of_month
    )
    before = rows.order_by("-on", "-pk").values_list("on", "weight").first()
    found = gain_of(sex=child.sex, age_months=grown.age.months, on=on, weight=weight, before=before)
    return found.value if found else ""

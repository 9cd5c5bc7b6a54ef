"""Writing down the visit of somebody old, which rests on an ADL of the last year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.due import months_after
from clusters.models import ScreeningResult
from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit

from . import rules
from .models import CarePlan, ElderlyVisit

CODE = "lansia"
INSTRUMENT = "barthel"


def examine(entry: QueueEntry, told: Mapping[str, Any], *, by: Staff) -> ElderlyVisit:
    """Write down a visit of somebody of sixty or more, with the ADL that stands."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        record = ElderlyVisit(**page.stamp(), **_columns(page.visit, told))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
        return record


def correct(record: ElderlyVisit, told: Mapping[str, Any], *, by: Staff, reason: str) -> ElderlyVisit:
    """Put right what was written of a visit, with the ADL that stands now."""
    changed = _columns(record.visit, told)
    return corrected(record, changed, Kind.SOAP, by=by, permission=Permission.SOAP_WRITE, reason=reason, exam=CODE)


def adl_of(patient: Patient, *, on: date) -> ScreeningResult | None:
    """Give the ADL of somebody that still stands on a day."""
    rows = ScreeningResult.objects.current().done().of_person(patient).filter(instrument=INSTRUMENT, on__lte=on)
    latest = rows.order_by("-on", "-pk").first()
    stands = latest is not None and on < months_after(latest.on, rules.adl_months(on))
    return latest if stands else None


def _columns(visit: Visit, told: Mapping[str, Any]) -> dict[str, Any]:
    patient = visit.patient
    if patient is None or not rules.is_elderly(patient.age_on(visit.on), on=visit.on):
        raise MoveRefused("guard_refused", "Kunjungan lansia untuk pasien berumur 60 tahun ke atas.")
    if told["care_plan"] not in CarePlan.values:
        raise ValidationError({"care_plan": ["Pilih perawatannya."]})
    adl = adl_of(patient, on=visit.on)
    if adl is None:
        message = "ADL belum dinilai dalam setahun ini. Isi instrumen ADL Barthel (G K), lalu simpan kunjungan ini."
        raise MoveRefused("guard_refused", message)
    return dict(told) | {"adl": adl, "adl_score": adl.score, "adl_class": adl.result, "adl_level": adl.level}

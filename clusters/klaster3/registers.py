"""Following somebody for a chronic disease: opened by a doctor's diagnosis, controlled at each visit, closed at last.

A screening value opens no register: what a measurement raises is a suspicion until a doctor names the illness.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.models import Diagnosis
from clusters.screening import measured_of
from clusters.wording import spoken
from clusters.writing import Page
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Patient
from puskesmas.visits.guards import MoveRefused

from . import rules
from .models import Control, Disease, GlucoseKind, PtmRecord, Register, RegisterEnding

MAY_OPEN = RoleCode.DOKTER


@dataclass(frozen=True)
class Seen:
    """What one visit measured that matters to a register."""

    on: date
    systolic: int | None
    diastolic: int | None
    glucose: Decimal | None = None
    glucose_kind: str = ""

    def controls(self, disease: str) -> bool | None:
        """Whether the disease is under control by it; None where nothing of it was measured."""
        values = {"systolic": self.systolic, "diastolic": self.diastolic}
        if self.glucose is not None:
            values[self.glucose_kind] = self.glucose
        return rules.is_controlled(disease, values, on=self.on)

    def words(self, disease: str) -> str:
        """The value of the disease in words."""
        if disease == Disease.HYPERTENSION:
            return f"{self.systolic}/{self.diastolic} mmHg" if self.systolic else ""
        return f"{GlucoseKind(self.glucose_kind).label} {spoken(self.glucose)}" if self.glucose is not None else ""


def when_diagnosed(page: Page, diagnosis: Diagnosis) -> None:
    """Open the register of a chronic disease a doctor names, and write down this visit as its first control."""
    patient = page.visit.patient
    if patient is None:
        return
    disease = rules.disease_of(diagnosis.icd10, on=diagnosis.on)
    if not disease:
        return
    _lock(patient)
    register = Register.objects.open().of_person(patient).filter(disease=disease).first()
    if register is None and page.by.role != MAY_OPEN:
        return
    seen = _seen(page, _exam_of(page))
    if register is None:
        register = _opened(page, diagnosis, disease, seen)
    _control(page, [register], seen)


def _opened(page: Page, diagnosis: Diagnosis, disease: str, seen: Seen) -> Register:
    return Register.objects.create(
        facility_id=page.visit.facility_id,
        patient=page.visit.patient,
        disease=disease,
        icd10=diagnosis.icd10,
        opened_on=diagnosis.on,
        opened_by=page.by,
        opened_visit=page.visit,
        last_seen_on=page.visit.on,
        controlled=seen.controls(disease),
        last_values=seen.words(disease),
    )


def when_withdrawn(page: Page, diagnosis: Diagnosis) -> None:
    """Close the register a diagnosis opened when it is taken back and no other of the same visit keeps it open."""
    disease = rules.disease_of(diagnosis.icd10, on=diagnosis.on)
    patient = page.visit.patient
    if not disease or patient is None:
        return
    _lock(patient)
    still = [rules.disease_of(one.icd10, on=one.on) for one in page.visit.diagnoses.standing()]
    register = Register.objects.open().of_person(patient).filter(disease=disease, opened_visit=page.visit).first()
    if register is not None and disease not in still:
        _end(register, how=RegisterEnding.MISTAKEN, because="diagnosis dicabut", by=page.by)


def note_control(page: Page, record: PtmRecord) -> None:
    """Write down this visit on every open register of the person."""
    _lock(page.visit.patient)
    registers = list(Register.objects.open().of_person(page.visit.patient).order_by("pk"))
    if registers:
        _control(page, registers, _seen_in(record))


def close(register: Register, *, how: str, because: str, by: Staff) -> Register:
    """Follow somebody no more, with the reason."""
    if how not in RegisterEnding.values:
        raise ValidationError({"how": ["Pilih alasannya."]})
    with transaction.atomic():
        if not by.can(Permission.REGISTER_READ) or by.facility_id != register.facility_id:
            raise MoveRefused("forbidden", "Register ini hanya ditutup petugas klaster 3.")
        register = Register.objects.select_for_update(of=("self",)).get(pk=register.pk)
        if not register.is_open:
            raise MoveRefused("already_done", f"Register ini sudah ditutup {register.closed_on:%d/%m/%Y}.")
        return _end(register, how=how, because=because, by=by)


def _end(register: Register, *, how: str, because: str, by: Staff) -> Register:
    register.closed_on = by.facility.local_date(timezone.now())
    register.closed_by, register.closed_how, register.closed_because = by, how, because.strip()[:200]
    register.save(update_fields=["closed_on", "closed_by", "closed_how", "closed_because"])
    return register


def _control(page: Page, registers: list[Register], seen: Seen) -> None:
    """Write down one visit on registers, in two statements however many they are."""
    on = page.visit.on
    controls = [
        Control(
            facility_id=register.facility_id,
            register=register,
            visit=page.visit,
            on=on,
            systolic=seen.systolic,
            diastolic=seen.diastolic,
            glucose=seen.glucose,
            glucose_kind=seen.glucose_kind,
            controlled=seen.controls(register.disease),
            recorded_by=page.by,
        )
        for register in registers
    ]
    changes = ["systolic", "diastolic", "glucose", "glucose_kind", "controlled", "recorded_by"]
    Control.objects.bulk_create(
        controls, update_conflicts=True, unique_fields=["register", "visit"], update_fields=changes
    )
    later = [one for one in registers if on > one.last_seen_on or (on == one.last_seen_on and _tells_more(one, seen))]
    for register in later:
        register.last_seen_on = on
        register.controlled, register.last_values = seen.controls(register.disease), seen.words(register.disease)
    if later:
        Register.objects.bulk_update(later, ["last_seen_on", "controlled", "last_values"])


def _tells_more(register: Register, seen: Seen) -> bool:
    """Tell whether what was seen on the same day differs from what the register says."""
    told = (register.controlled, register.last_values)
    return told != (seen.controls(register.disease), seen.words(register.disease))


def _seen(page: Page, record: PtmRecord | None) -> Seen:
    if record is not None:
        return _seen_in(record)
    measured = measured_of(page.visit)
    return Seen(page.visit.on, measured.get("systolic"), measured.get("diastolic"))


def _seen_in(record: PtmRecord) -> Seen:
    return Seen(record.on, record.systolic, record.diastolic, record.glucose, record.glucose_kind)


def _exam_of(page: Page) -> PtmRecord | None:
    return PtmRecord.objects.current().filter(visit=page.visit).first()


def _lock(patient: Patient) -> None:
    """Hold the person, so that two rooms do not each open a register of the same disease."""
    list(Patient.objects.locked(*{patient.pk, patient.person_id}))

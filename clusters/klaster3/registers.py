"""Following somebody for a chronic disease: opened by a doctor's diagnosis, controlled at each visit, closed at last.

A screening value opens no register: what a measurement raises is a suspicion until a doctor names the illness.
"""

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
from .models import Control, Disease, PtmRecord, Register, RegisterEnding

MAY_OPEN = RoleCode.DOKTER


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
    if register is None:
        if page.by.role != MAY_OPEN:
            return
        register = Register.objects.create(
            facility_id=page.visit.facility_id,
            patient=patient,
            disease=disease,
            icd10=diagnosis.icd10,
            opened_on=diagnosis.on,
            opened_by=page.by,
            opened_visit=page.visit,
            last_seen_on=diagnosis.on,
        )
    _control(page, register, _exam_of(page))


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
    for register in Register.objects.open().of_person(page.visit.patient).order_by("pk"):
        _control(page, register, record)


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


def _control(page: Page, register: Register, record: PtmRecord | None) -> None:
    measured = measured_of(page.visit)
    systolic, diastolic = measured.get("systolic"), measured.get("diastolic")
    sugar, kind = (record.glucose, record.glucose_kind) if record else (None, "")
    on = page.visit.on
    values: dict[str, int | Decimal | None] = {"systolic": systolic, "diastolic": diastolic}
    if sugar is not None:
        values[kind] = sugar
    controlled = rules.is_controlled(register.disease, values, on=on)
    Control.objects.update_or_create(
        register=register,
        visit=page.visit,
        defaults={
            "facility_id": register.facility_id,
            "on": on,
            "systolic": systolic,
            "diastolic": diastolic,
            "glucose": sugar,
            "glucose_kind": kind,
            "controlled": controlled,
            "recorded_by": page.by,
        },
    )
    if on >= register.last_seen_on:
        register.last_seen_on, register.controlled = on, controlled
        register.last_values = _spoken(register.disease, systolic, diastolic, sugar, record)
        register.save(update_fields=["last_seen_on", "controlled", "last_values"])


def _spoken(disease: str, systolic, diastolic, sugar, record: PtmRecord | None) -> str:
    if disease == Disease.HYPERTENSION:
        return f"{systolic}/{diastolic} mmHg" if systolic else ""
    return f"{record.get_glucose_kind_display()} {spoken(sugar)}" if record and sugar is not None else ""


def _exam_of(page: Page) -> PtmRecord | None:
    return PtmRecord.objects.current().filter(visit=page.visit).first()


def _lock(patient: Patient) -> None:
    """Hold the person, so that two rooms do not each open a register of the same disease."""
    list(Patient.objects.locked(*{patient.pk, patient.person_id}))

"""What staff do to what is known of a person; each verb writes the row and its line in the ledger together."""

from datetime import date

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from . import changes, identity
from .merging import merge, unmerge
from .models import (
    Allergy,
    ChangeKind,
    Coverage,
    CoverageKind,
    CoverageSource,
    CoverageStatus,
    NoAllergyKnown,
    Patient,
    PatientChange,
)
from .numbers import next_record_number
from .permitted import CHECKS_CARDS, NOTES_ALLERGIES, REGISTERS, may
from .refusals import IdentityRefused
from .typed import Identity

__all__ = [
    "Identity",
    "check_coverage",
    "correct",
    "deny_allergies",
    "merge",
    "note_allergy",
    "record_death",
    "register",
    "register_newborn",
    "unmerge",
    "withdraw_allergy",
    "withdraw_death",
]

_ROMAN = ("I", "II", "III", "IV", "V", "VI")


def register(typed: Identity, *, by: Staff) -> Patient:
    """Give somebody a record at the puskesmas of whoever registers them."""
    may(by, *REGISTERS)
    typed = typed.tidied()
    _refuse_errors(typed, by=by)
    patient = Patient(facility=by.facility, **typed.columns())
    coverage = Coverage(kind=CoverageKind.JKN, number=typed.bpjs) if typed.bpjs else None
    return _enter(patient, coverage, by=by)


def register_newborn(
    mother: Patient | None, *, sex: str, born_on: date, by: Staff, order: int = 1, of: int = 1
) -> Patient:
    """Give a child just born a record named after the mother, covered as she is; an unknown mother is Ny. X."""
    if mother is not None:
        _own(mother, by=by)
    may(by, Permission.BIRTH_REGISTER)
    name = f"By. Ny. {identity.tidy_name(mother.name) if mother else 'X'}"
    patient = Patient(
        facility=by.facility,
        name=f"{name[:94]} {_ROMAN[order - 1]}" if of > 1 else name[:100],
        sex=sex,
        birth_date=born_on,
        birth_order=order,
        mother=mother,
        mother_name=mother.name if mother else "",
    )
    if mother is None:
        return _enter(patient, None, by=by)
    for column in ("kk", "phone", "village", "hamlet", "address"):
        setattr(patient, column, getattr(mother, column))
    return _enter(patient, _coverage_after(mother), by=by)


def correct(patient: Patient, typed: Identity, *, by: Staff, reason: str = "") -> Patient:
    """Write down what is known better now, and return the patient as they stand then."""
    typed = typed.tidied()
    _own(patient, by=by)
    may(by, Permission.PATIENT_WRITE)
    _refuse_errors(typed, by=by)
    try:
        with transaction.atomic(), signed(by):
            patient = Patient.objects.locked(patient.pk).get()
            changed = changes.differences(patient, typed.columns())
            if not changed:
                return patient
            village_before = patient.village
            for column, (_before, after) in changed.items():
                setattr(patient, column, after)
            patient.save(update_fields=[*changed, "name_folded"])
            rows = changes.rows_for(patient, changed, village_before=village_before, reason=reason, by=by)
            PatientChange.objects.bulk_create(rows)
    except IntegrityError as error:
        _refuse_known_nik(error, typed.nik, by=by)
        raise
    return patient


def record_death(patient: Patient, *, on: date, by: Staff, reason: str = "") -> Patient:
    """Write down that somebody died."""
    if not patient.birth_date <= on <= by.facility.today():
        message = "Tanggal meninggal harus di antara tanggal lahir dan hari ini. Periksa lagi tanggalnya."
        raise IdentityRefused.because([Refusal("invalid", message, "died_on")])
    return _set_death(patient, on, by=by, reason=reason)


def withdraw_death(patient: Patient, *, by: Staff, reason: str) -> Patient:
    """Take back a death written down by mistake."""
    return _set_death(patient, None, by=by, reason=reason)


def check_coverage(
    patient: Patient,
    *,
    kind: str,
    status: str = CoverageStatus.UNKNOWN,
    source: str,
    by: Staff,
    number: str = "",
    fktp_name: str = "",
) -> Coverage:
    """Keep what a look at the card said, and when; the answer before it stays in the audit."""
    _own(patient, by=by)
    may(by, *CHECKS_CARDS)
    number = identity.digits(number) or patient.bpjs
    if kind == CoverageKind.JKN and number and number != patient.nik and identity.bpjs_errors(number):
        raise IdentityRefused.because([Refusal("invalid", m, "number") for m in identity.bpjs_errors(number)])
    coverage = Coverage(
        patient=patient,
        kind=kind,
        number=number if kind == CoverageKind.JKN else "",
        fktp_name=fktp_name,
        status=status,
        checked_at=timezone.now(),
        checked_source=source,
    )
    with transaction.atomic(), signed(by):
        Coverage.objects.bulk_create(
            [coverage],
            update_conflicts=True,
            unique_fields=["patient"],
            update_fields=["kind", "number", "fktp_name", "status", "checked_at", "checked_source"],
        )
        if len(number) == identity.BPJS_LENGTH and number != patient.bpjs:
            patient.bpjs = number
            patient.save(update_fields=["bpjs"])
            changes.row(
                patient, ChangeKind.IDENTIFIERS, village_before=patient.village, data={"fields": ["bpjs"]}, by=by
            ).save(force_insert=True)
    return coverage


def note_allergy(patient: Patient, *, substance: str, by: Staff, reaction: str = "") -> Allergy:
    """Note something the patient must not be given; noted twice, under whichever record, it is still one.

    A reaction that was not known before is noted anew, and the note without it is taken back.
    """
    _own(patient, by=by)
    may(by, *NOTES_ALLERGIES)
    substance = " ".join(substance.split())
    if not substance:
        raise IdentityRefused.because(
            [Refusal("invalid", "Zat penyebab alergi belum diisi. Tulis nama obat atau makanannya.", "substance")]
        )
    with transaction.atomic():
        noted = Allergy.objects.standing().filter(patient__person=patient.person_id, substance__iexact=substance)
        known = noted.select_for_update(of=("self",)).order_by("-reaction", "pk").first()
        if known and (known.reaction or not reaction):
            return known
        if known:
            withdraw_allergy(known, by=by)
        allergy, _new = patient.allergies.standing().get_or_create(
            substance=substance,
            defaults={"patient": patient, "reaction": reaction, "noted_on": by.facility.today(), "noted_by": by},
        )
    return allergy


def deny_allergies(patient: Patient, *, by: Staff) -> NoAllergyKnown:
    """Keep that the patient was asked about allergies and knows of none; refused while one stands."""
    _own(patient, by=by)
    may(by, *NOTES_ALLERGIES)
    standing = Allergy.objects.standing().filter(patient__person=patient.person_id)
    if known := ", ".join(str(one) for one in standing):
        message = f"Alergi {known} sudah tercatat. Cabut dahulu bila ternyata keliru."
        raise IdentityRefused("allergy_known", message, [Refusal("allergy_known", message, "substance")])
    return NoAllergyKnown.objects.create(patient=patient, asked_by=by)


def withdraw_allergy(allergy: Allergy, *, by: Staff) -> Allergy:
    """Take back an allergy noted by mistake; the note stays readable."""
    _own(allergy.patient, by=by)
    may(by, *NOTES_ALLERGIES)
    allergy.withdrawn_on, allergy.withdrawn_by = by.facility.today(), by
    allergy.save(update_fields=["withdrawn_on", "withdrawn_by"])
    return allergy


def _enter(patient: Patient, coverage: Coverage | None, *, by: Staff) -> Patient:
    """Write a new record with its number, its coverage and its first line in the ledger."""
    try:
        with transaction.atomic(), signed(by):
            patient.record_number = next_record_number(by.facility)
            patient.save(force_insert=True)
            if coverage:
                coverage.patient = patient
                coverage.save(force_insert=True)
            changes.row(patient, ChangeKind.REGISTERED, by=by).save(force_insert=True)
    except IntegrityError as error:
        _refuse_known_nik(error, patient.nik, by=by)
        raise
    return patient


def _coverage_after(mother: Patient) -> Coverage | None:
    """Return the coverage a newborn has from the mother; the card is checked again before it ends."""
    hers = Coverage.objects.filter(patient=mother).first()
    if hers is None:
        return None
    return Coverage(
        kind=hers.kind,
        fktp_name=hers.fktp_name,
        status=hers.status,
        checked_at=timezone.now(),
        checked_source=CoverageSource.MOTHER,
    )


def _set_death(patient: Patient, on: date | None, *, by: Staff, reason: str) -> Patient:
    _own(patient, by=by)
    may(by, Permission.PATIENT_WRITE)
    with transaction.atomic(), signed(by):
        patient = Patient.objects.locked(patient.pk).get()
        before = patient.died_on
        if before == on:
            return patient
        patient.died_on = on
        patient.save(update_fields=["died_on"])
        days = [day.isoformat() if day else None for day in (before, on)]
        changes.row(
            patient,
            ChangeKind.DIED,
            village_before=patient.village,
            data={"died_on": days},
            reason=reason,
            by=by,
        ).save(force_insert=True)
    return patient


def _own(patient: Patient, *, by: Staff) -> None:
    """Refuse, as if it did not exist, a patient of another puskesmas."""
    if patient.facility_id != by.facility_id:
        raise Http404(f"No patient has the code {patient.code!r} here.")


def _refuse_errors(typed: Identity, *, by: Staff) -> None:
    errors = typed.errors(facility_id=by.facility_id, today=by.facility.today())
    if errors:
        raise IdentityRefused.because(errors)


def _refuse_known_nik(error: IntegrityError, nik: str | None, *, by: Staff) -> None:
    """Refuse a NIK somebody has here already, and let any other broken promise rise."""
    if "nik_once_per_facility" not in str(error):
        return
    holder = Patient.objects.get(facility=by.facility, nik=nik)
    message = f"NIK ini sudah terdaftar dengan RM {holder.record_number_label}. Buka rekam medis itu, atau periksa NIK."
    reason = Refusal("already_registered", message, "nik")
    raise IdentityRefused("already_registered", message, [reason]) from error

"""The sentences of the identity ledger: which kinds of change a correction makes, and writing them down."""

from datetime import date

from django.utils import timezone

from puskesmas.facility.models import Staff, Village

from .models import ChangeKind, Patient, PatientChange

_KIND_OF = {
    "village": ChangeKind.DOMICILE,
    "hamlet": ChangeKind.DOMICILE,
    "address": ChangeKind.DOMICILE,
    "sex": ChangeKind.SEX,
    "birth_date": ChangeKind.BIRTH_DATE,
    "birth_date_estimated": ChangeKind.BIRTH_DATE,
    "name": ChangeKind.NAME,
    "nik": ChangeKind.IDENTIFIERS,
    "bpjs": ChangeKind.IDENTIFIERS,
    "kk": ChangeKind.IDENTIFIERS,
    "phone": ChangeKind.CONTACT,
    "mother_name": ChangeKind.CONTACT,
    "mother": ChangeKind.CONTACT,
}
# Figures hang on these; the rest is named without its value.
_VALUES_KEPT = {"sex", "birth_date", "birth_date_estimated"}


def differences(patient: Patient, columns: dict) -> dict[str, tuple]:
    """Return the columns that would change, each with the value before and after."""
    return {
        column: (getattr(patient, column), value)
        for column, value in columns.items()
        if getattr(patient, column) != value
    }


def rows_for(
    patient: Patient, changed: dict[str, tuple], *, village_before: Village | None, reason: str, by: Staff
) -> list[PatientChange]:
    """Return one ledger row per kind of change."""
    kinds: dict[ChangeKind, list[str]] = {}
    for column in changed:
        kinds.setdefault(_KIND_OF[column], []).append(column)
    return [
        row(
            patient,
            kind,
            village_before=village_before,
            data={"fields": columns} | {c: _plain(changed[c]) for c in columns if c in _VALUES_KEPT},
            reason=reason,
            by=by,
        )
        for kind, columns in kinds.items()
    ]


def row(
    patient: Patient,
    kind: ChangeKind,
    *,
    by: Staff,
    village_before: Village | None = None,
    village_after: Village | None = None,
    data: dict | None = None,
    reason: str = "",
) -> PatientChange:
    """Return one ledger row, signed; the village after is the patient's own unless another is named."""
    now = timezone.now()
    return PatientChange(
        facility_id=patient.facility_id,
        patient=patient,
        kind=kind,
        village_before=village_before,
        village_after=village_after or patient.village,
        data=data or {},
        reason=reason,
        by=by,
        by_name=by.name,
        by_role=by.role,
        on=by.facility.local_date(now),
        recorded_at=now,
    )


def _plain(pair: tuple) -> list:
    return [value.isoformat() if isinstance(value, date) else value for value in pair]

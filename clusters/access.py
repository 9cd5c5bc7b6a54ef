"""The guarded doors to what rooms wrote: records of the user's own puskesmas, and none of another."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of
from puskesmas.facility.permissions import Permission

from .models import Diagnosis, RoomRecord, ScreeningNote, ScreeningResult, Soap, Triage, VitalSigns
from .registry import ExamKind


def vitals_for(user) -> QuerySet[VitalSigns]:
    """Return the measurements of the user's puskesmas as they stand, latest first."""
    return _of(user, VitalSigns.objects.current()).select_related("measured_by", "visit__patient")


def vitals_by_code(user, code: str) -> VitalSigns:
    """Return one measurement of the user's puskesmas."""
    return _one(vitals_for(user), code)


def triages_for(user) -> QuerySet[Triage]:
    """Return the sortings of the user's puskesmas, latest first."""
    return _of(user, Triage.objects.all()).select_related("recorded_by")


def soaps_for(user) -> QuerySet[Soap]:
    """Return the examinations of the user's puskesmas as they stand."""
    return _of(user, Soap.objects.current()).select_related("recorded_by", "point")


def soap_by_code(user, code: str) -> Soap:
    """Return one examination of the user's puskesmas."""
    return _one(soaps_for(user), code)


def diagnoses_for(user) -> QuerySet[Diagnosis]:
    """Return the diagnoses of the user's puskesmas that stand, the main one first."""
    return _of(user, Diagnosis.objects.standing()).select_related("recorded_by", "point")


def diagnosis_by_code(user, code: str) -> Diagnosis:
    """Return one diagnosis of the user's puskesmas."""
    return _one(diagnoses_for(user), code)


def screening_notes_for(user) -> QuerySet[ScreeningNote]:
    """Return the screening notes of the user's puskesmas that were not taken back."""
    return _of(user, ScreeningNote.objects.standing()).select_related("recorded_by", "acknowledged_by")


def screening_note_by_code(user, code: str) -> ScreeningNote:
    """Return one screening note of the user's puskesmas."""
    return _one(screening_notes_for(user), code)


def screening_results_for(user) -> QuerySet[ScreeningResult]:
    """Return the screening results of the user's puskesmas as they stand, sensitive ones to who may read them."""
    rows = _of(user, ScreeningResult.objects.current()).select_related("recorded_by", "point")
    return rows if staff_of(user).can(Permission.SENSITIVE_READ) else rows.filter(sensitive=False)


def screening_result_by_code(user, code: str) -> ScreeningResult:
    """Return one screening result of the user's puskesmas that the user may read."""
    return _one(screening_results_for(user).select_related("visit", "note"), code)


def exam_records_for(user, kind: ExamKind) -> QuerySet[RoomRecord]:
    """Return the records of one kind of examination at the user's puskesmas, as they stand, oldest first."""
    rows = kind.model.objects.current() if kind.is_corrected else kind.model.objects.all()
    return _of(user, rows).select_related("recorded_by", "point", kind.visit).order_by("recorded_at", "pk")


def exam_records_of(user, kind: ExamKind, visit: int) -> QuerySet[RoomRecord]:
    """Return the records of one kind of examination that hang on one visit of the user's puskesmas."""
    return exam_records_for(user, kind).filter(**{kind.visit: visit})


def exam_record_by_code(user, kind: ExamKind, code: str) -> RoomRecord:
    """Return one record of a kind of examination at the user's puskesmas."""
    return _one(exam_records_for(user, kind), code)


def _of(user, rows: QuerySet) -> QuerySet:
    facility_id = staff_of(user).facility_id
    return rows.filter(facility_id=facility_id) if facility_id else rows.none()


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None

"""Cases told to klaster 4: raised with the diagnosis, verified, investigated, or found to be none."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.models import Diagnosis
from clusters.recording import age_of
from clusters.writing import Page, corrected, must_say_why, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused

from . import skdr, tb
from .models import CaseNotice, CaseStatus, Investigation

EXAM = "pe"


def when_diagnosed(page: Page, diagnosis: Diagnosis) -> None:
    """Raise a notice for a notifiable illness, with the diagnosis or not at all; tuberculosis has its own episode."""
    found = skdr.notifiable(diagnosis.icd10, age=age_of(page.visit), on=diagnosis.on)
    if found is not None:
        now = timezone.now()
        CaseNotice.objects.get_or_create(
            visit=page.visit,
            disease=found.code,
            defaults={
                "facility_id": page.visit.facility_id,
                "diagnosis": diagnosis,
                "disease_name": found.name,
                "icd10": diagnosis.icd10,
                "single": found.single,
                "on": diagnosis.on,
                "raised_at": now,
                "raised_by": page.by,
                "due_at": skdr.due_at(now),
            },
        )
    tb.when_diagnosed(page, diagnosis)


def when_withdrawn(page: Page, diagnosis: Diagnosis) -> None:
    """Drop the notice of a diagnosis that is taken back, unless it was investigated or another keeps it."""
    found = skdr.notifiable(diagnosis.icd10, age=age_of(page.visit), on=diagnosis.on)
    if found is None:
        return
    still = [skdr.notifiable(one.icd10, age=age_of(page.visit), on=one.on) for one in page.visit.diagnoses.standing()]
    if found not in still:
        rows = CaseNotice.objects.open().filter(visit=page.visit, disease=found.code)
        rows.update(status=CaseStatus.NOT_A_CASE, dropped_because="diagnosis dicabut")


def verify(notice: CaseNotice, *, by: Staff) -> CaseNotice:
    """Keep that klaster 4 has read a case and takes it on."""
    with transaction.atomic():
        page, notice = _held(notice, by=by)
        if notice.status != CaseStatus.NEW:
            raise MoveRefused("already_done", f"Kasus ini sudah {notice.get_status_display().lower()}.")
        notice.status, notice.verified_at, notice.verified_by = CaseStatus.VERIFIED, timezone.now(), page.by
        notice.save(update_fields=["status", "verified_at", "verified_by"])
        return notice


def drop(notice: CaseNotice, *, by: Staff, reason: str) -> CaseNotice:
    """Say that a case is none, and why."""
    must_say_why(reason)
    with transaction.atomic():
        _page, notice = _held(notice, by=by)
        if not notice.is_open:
            raise MoveRefused("already_done", f"Kasus ini sudah {notice.get_status_display().lower()}.")
        notice.status, notice.dropped_because = CaseStatus.NOT_A_CASE, reason.strip()[:200]
        notice.save(update_fields=["status", "dropped_because"])
        return notice


def investigate(notice: CaseNotice, told: Mapping[str, Any], *, by: Staff) -> Investigation:
    """Write down the investigation of a case; a second one corrects the first and is refused here."""
    with transaction.atomic():
        page, notice = _held(notice, by=by)
        if not notice.is_open:
            raise MoveRefused("already_done", f"Kasus ini sudah {notice.get_status_display().lower()}.")
        _must_be_told(notice, told)
        record = Investigation(**page.stamp(at=told["investigated_at"]), notice=notice, **told)
        record.save(force_insert=True)
        notice.status, notice.investigated_at = CaseStatus.INVESTIGATED, told["investigated_at"]
        notice.save(update_fields=["status", "investigated_at"])
        page.say(Kind.SOAP, data={"record": record.code, "exam": EXAM, "notice": notice.code})
        return record


def correct(record: Investigation, told: Mapping[str, Any], *, by: Staff, reason: str) -> Investigation:
    """Put right what an investigation says; the one before stays readable."""
    with transaction.atomic():
        _page, notice = _held(record.notice, by=by)
        _must_be_told(notice, told)
        allowed = Permission.CASE_WRITE
        after = corrected(record, dict(told), Kind.SOAP, by=by, permission=allowed, reason=reason, exam=EXAM)
        notice.investigated_at = told["investigated_at"]
        notice.save(update_fields=["investigated_at"])
        return after


def _must_be_told(notice: CaseNotice, told: Mapping[str, Any]) -> None:
    if told["investigated_at"] > timezone.now():
        raise ValidationError({"investigated_at": ["Waktunya belum lewat. Periksa jamnya."]})
    if told["investigated_at"].date() < notice.on:
        raise ValidationError({"investigated_at": ["Waktunya sebelum kasus ditemukan."]})


def _held(notice: CaseNotice, *, by: Staff) -> tuple[Page, CaseNotice]:
    page = opened(notice.visit, by=by, permission=Permission.CASE_WRITE, after_exit=True)
    return page, CaseNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)

"""What an illness is called: diagnoses made, made the main one, and taken back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit

from . import icd10
from .models import Case, Diagnosis
from .registry import registry
from .writing import Page, must_say_why, opened

_CHANGED = "diganti: utama atau kasusnya berubah"
_NOT_MAIN = "bukan lagi diagnosis utama"


def diagnose(
    visit: Visit,
    code: str,
    *,
    by: Staff,
    is_main: bool | None = None,
    case: str = Case.NEW,
    entry: QueueEntry | None = None,
) -> Diagnosis:
    """Name an illness by its ICD-10 code; the first of a visit is the main one unless another is made so later.

    Naming one again with another weight or case puts that in place of the one before, which stays readable.
    """
    known = icd10.diagnosis(code)
    if known is None:
        raise ValidationError({"icd10": [f"Kode ICD-10 “{code}” tidak dikenal. Cari dengan kode atau nama penyakit."]})
    if case not in Case.values:
        raise ValidationError({"case": ["Pilih kasus baru atau kasus lama."]})
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.DIAGNOSIS_WRITE, entry=entry, after_exit=True)
        standing = list(page.visit.diagnoses.standing())
        before = next((one for one in standing if one.icd10 == known.code), None)
        main = next((one for one in standing if one.is_main), None)
        becomes_main = is_main if is_main is not None else main is None or main == before
        if before and (before.is_main, before.case) == (becomes_main, case):
            raise ValidationError({"icd10": [f"{known} sudah tercatat pada kunjungan ini."]})
        if before:
            _take_back(page, before, because=_CHANGED)
        if becomes_main and main and main != before:
            _take_back(page, main, because=_NOT_MAIN)
            _write(page, main.icd10, main.name, case=main.case, is_main=False)
        made = _write(page, known.code, known.name[:200], case=case, is_main=becomes_main)
        page.say(Kind.DIAGNOSED, data={"record": made.code})
        if before is None:
            registry.diagnosed(page, made)
        return made


def withdraw_diagnosis(diagnosis: Diagnosis, *, by: Staff, reason: str) -> Diagnosis:
    """Take back a diagnosis, with the reason; the row stays."""
    must_say_why(reason)
    with transaction.atomic():
        page = opened(diagnosis.visit, by=by, permission=Permission.DIAGNOSIS_WRITE, after_exit=True)
        diagnosis = Diagnosis.objects.select_for_update(of=("self",)).get(pk=diagnosis.pk)
        if diagnosis.withdrawn_at:
            raise MoveRefused("already_done", f"Diagnosis ini sudah dicabut oleh {diagnosis.withdrawn_by}.")
        _take_back(page, diagnosis, because=reason.strip())
        page.say(Kind.DIAGNOSED, data={"withdrawn": diagnosis.code}, reason=reason.strip())
        registry.withdrawn(page, diagnosis)
        return diagnosis


def _write(page: Page, code: str, name: str, *, case: str, is_main: bool) -> Diagnosis:
    made = Diagnosis(**page.stamp(), icd10=code, name=name, case=case, is_main=is_main)
    made.save(force_insert=True)
    return made


def _take_back(page: Page, diagnosis: Diagnosis, *, because: str) -> None:
    diagnosis.withdrawn_at, diagnosis.withdrawn_by, diagnosis.withdrawn_because = timezone.now(), page.by, because
    diagnosis.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])

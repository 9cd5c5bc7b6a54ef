"""An episode of tuberculosis: opened by a suspicion or a doctor's diagnosis, then sample, result, treatment, outcome.

Each step is a sentence of the visit that found the patient, so that counting hears of it; the sentence carries the
episode's code and never what it is about. The screening or the diagnosis that opens one has a sentence of its own.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.models import Diagnosis, ScreeningResult
from clusters.writing import Page, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused

from .models import Regimen, TbCase, TbContact, TbOutcome, TbResult, TbTest
from .models.tb import BEFORE_TREATMENT, POSITIVES

EXAM = "k4"
INSTRUMENT, SUSPECT = "tbc", "terduga"
DIAGNOSES = ("A15", "A16", "A17", "A18", "A19")


def when_screened(page: Page, result: ScreeningResult) -> None:
    """Open an episode for a suspect; one opened by an answer put right since, with nothing done yet, ends."""
    if result.instrument != INSTRUMENT or page.visit.patient is None:
        return
    if result.result == SUSPECT:
        _open(page, on=result.on)
    elif result.replaces_id:
        _lock(page.visit.patient)
        rows = TbCase.objects.open().filter(visit=page.visit, sampled_on__isnull=True, tested_on__isnull=True)
        for case in rows:
            _end(page, case, outcome=TbOutcome.NOT_TB, on=page.visit.on)


def when_diagnosed(page: Page, diagnosis: Diagnosis) -> None:
    """Take a doctor's diagnosis as found, whether or not it was suspected before."""
    if not diagnosis.icd10.startswith(DIAGNOSES) or page.by.role != RoleCode.DOKTER or page.visit.patient is None:
        return
    case = _open(page, on=diagnosis.on)
    if not case.is_positive:
        case.test, case.result = case.test or TbTest.CLINICAL, case.result or TbResult.POSITIVE
        case.tested_on, case.positive_on = case.tested_on or diagnosis.on, diagnosis.on
        case.save(update_fields=["test", "result", "tested_on", "positive_on"])


def sample(case: TbCase, *, on: date, by: Staff) -> TbCase:
    """Keep that sputum was taken."""
    with transaction.atomic():
        page, case = _held(case, by=by)
        _must_follow(case, on, "on", after=case.suspect_on)
        case.sampled_on = on
        case.save(update_fields=["sampled_on"])
        _say(page, case)
        return case


def give_result(case: TbCase, *, test: str, result: str, on: date, by: Staff) -> TbCase:
    """Keep what was found; an invalid test is done again."""
    if test not in TbTest.values or result not in TbResult.values:
        raise ValidationError({"result": ["Pilih pemeriksaan dan hasilnya."]})
    with transaction.atomic():
        page, case = _held(case, by=by)
        _must_follow(case, on, "on", after=case.sampled_on or case.suspect_on)
        if test != TbTest.CLINICAL and case.sampled_on is None:
            raise ValidationError({"test": ["Dahak belum diambil. Catat pengambilannya dahulu."]})
        case.test, case.result, case.tested_on = test, result, on
        case.positive_on = on if result in POSITIVES else None
        if case.treated_on is not None and case.positive_on is None:
            raise MoveRefused("guard_refused", "Pengobatan sudah dimulai. Akhiri episode sebagai bukan TBC.")
        case.save(update_fields=["test", "result", "tested_on", "positive_on"])
        _say(page, case)
        return case


def treat(case: TbCase, *, regimen: str, on: date, by: Staff) -> TbCase:
    """Keep that treatment began, of one who was found to have it."""
    if regimen not in Regimen.values:
        raise ValidationError({"regimen": ["Pilih paduannya."]})
    with transaction.atomic():
        page, case = _held(case, by=by)
        if case.positive_on is None:
            raise MoveRefused("guard_refused", "Belum terbukti. Catat hasil pemeriksaannya dahulu.")
        _must_follow(case, on, "on", after=case.positive_on)
        case.treated_on, case.regimen = on, regimen
        case.save(update_fields=["treated_on", "regimen"])
        _say(page, case)
        return case


def finish(case: TbCase, *, outcome: str, on: date, by: Staff) -> TbCase:
    """End an episode."""
    if outcome not in TbOutcome.values:
        raise ValidationError({"outcome": ["Pilih hasil akhirnya."]})
    with transaction.atomic():
        page, case = _held(case, by=by)
        _must_follow(case, on, "on", after=case.treated_on or case.tested_on or case.suspect_on)
        if case.treated_on is None and outcome not in BEFORE_TREATMENT:
            message = "Pengobatan belum dimulai. Pilih bukan TBC, pindah, putus berobat, atau meninggal."
            raise ValidationError({"outcome": [message]})
        return _end(page, case, outcome=outcome, on=on)


def add_contact(case: TbCase, *, name: str, sex: str, years: int, household: bool, on: date, by: Staff) -> TbContact:
    """Note somebody who lived with a patient or spent much time with them."""
    with transaction.atomic():
        page, case = _held(case, by=by, ended=True)
        _must_follow(case, on, "on", after=case.suspect_on)
        contact = TbContact.objects.create(
            case=case, name=name.strip(), sex=sex, years=years, household=household, found_on=on, recorded_by=page.by
        )
        _say(page, case)
        return contact


def screen_contact(contact: TbContact, *, symptomatic: bool, on: date, tpt_on: date | None, by: Staff) -> TbContact:
    """Keep that a contact was examined, and since when prevention is taken by one without symptoms."""
    if tpt_on is not None and (symptomatic or tpt_on < on):
        raise ValidationError({"tpt_on": ["TPT untuk kontak tanpa gejala, mulai hari pemeriksaan atau sesudahnya."]})
    with transaction.atomic():
        page, case = _held(contact.case, by=by, ended=True)
        _must_follow(case, on, "on", after=contact.found_on)
        contact = TbContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
        contact.symptomatic, contact.screened_on, contact.tpt_on = symptomatic, on, tpt_on
        contact.save(update_fields=["symptomatic", "screened_on", "tpt_on"])
        _say(page, case)
        return contact


def _open(page: Page, *, on: date) -> TbCase:
    patient = page.visit.patient
    _lock(patient)
    case = TbCase.objects.open().of_person(patient).first()
    if case is None:
        case = TbCase.objects.create(
            facility_id=page.visit.facility_id, patient=patient, visit=page.visit, opened_by=page.by, suspect_on=on
        )
    return case


def _end(page: Page, case: TbCase, *, outcome: str, on: date) -> TbCase:
    case.outcome, case.outcome_on = outcome, on
    case.save(update_fields=["outcome", "outcome_on"])
    _say(page, case)
    return case


def _say(page: Page, case: TbCase) -> None:
    page.say(Kind.SOAP, data={"record": case.code, "exam": EXAM})


def _must_follow(case: TbCase, on: date, field: str, *, after: date) -> None:
    if on < after:
        raise ValidationError({field: [f"Tanggalnya sebelum langkah sebelumnya ({after:%d/%m/%Y})."]})
    if on > case.facility.today():
        raise ValidationError({field: ["Tanggalnya belum tiba."]})


def _held(case: TbCase, *, by: Staff, ended: bool = False) -> tuple[Page, TbCase]:
    page = opened(case.visit, by=by, permission=Permission.CASE_WRITE, after_exit=True)
    case = TbCase.objects.select_for_update(of=("self",)).select_related("facility").get(pk=case.pk)
    if not (case.is_open or ended):
        raise MoveRefused("already_done", f"Episode ini sudah berakhir: {case.get_outcome_display().lower()}.")
    return page, case


def _lock(patient: Patient) -> None:
    """Hold the person, so that two rooms do not each open an episode."""
    list(Patient.objects.locked(*{patient.pk, patient.person_id}))

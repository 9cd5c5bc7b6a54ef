"""What is written down at the desk: measurements, triage, screening, the examination and its diagnoses."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from puskesmas.facility.access import service_by_code, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refused
from puskesmas.patients import services

from .. import desk as verbs
from .. import diagnosing, icd10, recording
from ..access import diagnosis_by_code, screening_note_by_code
from ..drafts import drop
from ..exam_forms import asked
from ..forms.exam import AllergyForm, DiagnosisForm, SoapForm
from ..forms.measuring import TriageForm, VitalsForm
from .answers import complain, put_into, say, see_other, status_of
from .page import reading_of, screening_form, show_desk
from .sheets import Attempt, after, attempt, where_now


def _back(request, reading, words, *, dropped=""):
    if dropped:
        drop(request.user, reading.visit, dropped)
    say(request, words)
    return see_other("clusters:desk", reading.entry.code)


def _again(request, code, name, form, attempted=None):
    refused = attempted.refused if attempted and attempted.status == 409 else None
    status = attempted.status if attempted else 400
    return show_desk(request, reading_of(request, code), bound={name: form}, refused=refused, status=status)


@require_POST
@staff_with(Permission.VITALS_WRITE)
def measure(request, code):
    """Keep what was measured."""
    reading = reading_of(request, code)
    form = VitalsForm(request.POST, age=reading.age, auto_id="v_%s")
    form.is_valid()
    try:
        recording.measure(
            reading.visit,
            form.measured,
            by=request.staff,
            entry=reading.entry,
            confirmed=form.cleaned_data.get("confirmed", False),
        )
    except ValidationError as wrong:
        form.put_errors(wrong.error_dict if hasattr(wrong, "error_dict") else {"__all__": wrong.error_list})
        return _again(request, code, "vitals", form)
    except Refused as refused:
        return show_desk(request, reading_of(request, code), bound={"vitals": form}, refused=refused, status=409)
    return _back(request, reading, "Pengukuran tersimpan.", dropped="vitals")


@require_POST
@staff_with(Permission.VISIT_TRIAGE)
def sort(request, code):
    """Keep how urgent a patient is."""
    reading = reading_of(request, code)
    form = TriageForm(request.POST, on=reading.visit.on, auto_id="t_%s")
    if not form.is_valid():
        return _again(request, code, "triage", form)
    goes_on = request.POST.get("do") == "go"
    done = attempt(form, lambda: verbs.sort(reading.entry, by=request.staff, goes_on=goes_on, **form.cleaned_data))
    if not done.worked:
        return _again(request, code, "triage", form, done)
    if goes_on:
        return after(request, reading, f"{where_now(reading)}.", dropped="triage")
    return _back(request, reading, f"Triase {done.result.get_colour_display().lower()} tersimpan.", dropped="triage")


@require_POST
@staff_with(Permission.SCREENING_WRITE)
def screen(request, code):
    """Keep what the screening point asked and found."""
    reading = reading_of(request, code)
    form = screening_form(reading, request.POST)
    if not form.is_valid():
        return _again(request, code, "screening", form)
    typed = form.cleaned_data
    done = attempt(
        form,
        lambda: recording.screen(
            reading.visit,
            asked=typed["asked"],
            found=typed["found"],
            follow_up=typed["follow_up"],
            by=request.staff,
            entry=reading.entry,
        ),
    )
    if not done.worked:
        return _again(request, code, "screening", form, done)
    return _back(request, reading, "Skrining tersimpan.", dropped="screening")


@require_POST
@staff_with(Permission.SOAP_WRITE)
def acknowledge(request, code, note):
    """Keep that a finding of the screening point was read."""
    reading = reading_of(request, code)
    try:
        recording.acknowledge(screening_note_by_code(request.user, note), by=request.staff, entry=reading.entry)
    except Refused as refused:
        complain(request, refused)
        return see_other("clusters:desk", code)
    return _back(request, reading, "Catatan skrining ditandai sudah dibaca.")


@require_POST
@staff_with(Permission.SOAP_WRITE, Permission.PATIENT_READ)
def note_allergy(request, code):
    """Note something the patient must not be given."""
    reading = reading_of(request, code)
    form = AllergyForm(request.POST, auto_id="y_%s")
    if reading.patient is None or not form.is_valid():
        return _again(request, code, "allergy", form)
    done = attempt(form, lambda: services.note_allergy(reading.patient, by=request.staff, **form.cleaned_data))
    if not done.worked:
        return _again(request, code, "allergy", form, done)
    return _back(request, reading, f"Alergi {done.result} tercatat.")


@require_POST
@staff_with(Permission.SOAP_WRITE, Permission.PATIENT_READ)
def deny_allergies(request, code):
    """Keep that the patient was asked and knows of no allergy."""
    reading = reading_of(request, code)
    form = AllergyForm(auto_id="y_%s")
    if reading.patient is None:
        return _again(request, code, "allergy", form)
    try:
        services.deny_allergies(reading.patient, by=request.staff)
    except Refused as refused:
        return show_desk(request, reading_of(request, code), refused=refused, status=409)
    return _back(request, reading, "Tercatat: sudah ditanya, tidak ada alergi.")


@require_POST
@staff_with(Permission.SOAP_WRITE)
def examine(request, code):
    """Keep the examination, typed exams and SOAP together; with the filled button, let the patient go on as well."""
    reading = reading_of(request, code)
    soap = SoapForm(request.POST, auto_id="s_%s")
    kinds = asked(reading, request.POST)
    if not _all_valid([soap, *(one.form for one in kinds)]):
        return _exam_again(request, code, soap, kinds)
    goes_on = request.POST.get("do") == "finish"
    typed = [one for one in kinds if one.form.says_something]
    if not (goes_on or typed or soap.says_something):
        soap.add_error("subjective", "Isi paling sedikit satu bagian SOAP.")
        return _exam_again(request, code, soap, kinds)
    done = _keep(request, reading, soap, typed, goes_on=goes_on)
    if not done.worked:
        return _exam_again(request, code, soap, kinds, done)
    if goes_on:
        return after(request, reading, f"{where_now(reading)}.", dropped="soap")
    names = [one.kind.name for one in typed] + ["Pemeriksaan"] * soap.says_something
    return _back(request, reading, f"{', '.join(names)} tersimpan.", dropped="soap")


def _all_valid(forms) -> bool:
    return not [form for form in forms if not form.is_valid()]  # each is asked, so that each shows its sentences


def _keep(request, reading, soap, typed, *, goes_on) -> Attempt:
    """Write the typed exams, then SOAP, then let the patient go on: all of it or nothing."""
    said, by = soap.cleaned_data, request.staff
    acts = [(one.form, partial(verbs.examine, reading.entry, [(one.kind, one.form.told())], by=by)) for one in typed]
    if goes_on:
        acts.append((soap, partial(verbs.finish, reading.entry, by=by, said=said)))
    elif soap.says_something:
        acts.append((soap, partial(verbs.write, reading.visit, said, by=by, entry=reading.entry)))
    done = Attempt()
    with transaction.atomic():
        for form, act in acts:
            done = attempt(form, act)
            if not done.worked:
                transaction.set_rollback(True)
                break
    return done


def _exam_again(request, code, soap, kinds, attempted=None):
    refused = attempted.refused if attempted and attempted.status == 409 else None
    status = attempted.status if attempted else 400
    bound = {"soap": soap, "kinds": kinds}
    return show_desk(request, reading_of(request, code), bound=bound, refused=refused, status=status)


@require_safe
@staff_with(Permission.DIAGNOSIS_WRITE)
def illnesses(request):
    """Give diagnoses that fit what is being typed."""
    return render(request, "clusters/_illnesses.html", {"found": icd10.search(request.GET.get("code", ""), limit=8)})


@require_POST
@staff_with(Permission.DIAGNOSIS_WRITE)
def diagnose(request, code):
    """Name an illness."""
    reading = reading_of(request, code)
    form = DiagnosisForm(request.POST, auto_id="d_%s")
    if not form.is_valid():
        return _again(request, code, "diagnosis", form)
    typed = form.cleaned_data
    try:
        made = diagnosing.diagnose(
            reading.visit,
            typed["code"],
            by=request.staff,
            is_main=True if typed["is_main"] else None,
            case=typed["case"] or "new",
            entry=reading.entry,
        )
    except (ValidationError, Refused) as refused:
        _put_beside_the_code(form, refused)
        return show_desk(request, reading_of(request, code), bound={"diagnosis": form}, status=status_of(refused))
    return _back(request, reading, f"Diagnosis {made} tercatat.")


def _put_beside_the_code(form, refused) -> None:
    if isinstance(refused, ValidationError):
        form.add_error("code", " ".join(refused.messages))
    else:
        put_into(form, refused)


@require_POST
@staff_with(Permission.DIAGNOSIS_WRITE)
def withdraw_diagnosis(request, code, diagnosis):
    """Take a diagnosis back."""
    reading = reading_of(request, code)
    reason = request.POST.get("reason", "").strip() or "salah catat"
    try:
        diagnosing.withdraw_diagnosis(diagnosis_by_code(request.user, diagnosis), by=request.staff, reason=reason)
    except (ValidationError, Refused) as refused:
        complain(request, refused)
        return see_other("clusters:desk", code)
    return _back(request, reading, "Diagnosis dicabut.")


@require_POST
@staff_with(Permission.SERVICE_RENDER)
def give_service(request, code, service):
    """Keep that a service was given in this room."""
    reading = reading_of(request, code)
    try:
        given = verbs.give_service(reading.entry, service_by_code(request.user, service), by=request.staff)
    except Refused as refused:
        return show_desk(request, reading_of(request, code), refused=refused, status=409)
    return _back(request, reading, f"{given.service} tercatat diberikan.")

"""One page for every exam room: the desk with what was found, what is being written, and what comes next."""

from django.http import Http404
from django.shortcuts import render

from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record
from puskesmas.visits.events import Kind
from puskesmas.visits.timeline import walk_of

from ..banner import banner_of
from ..decide_panel import panel_of
from ..drafts import spread
from ..exam_forms import asked, written
from ..findings import results_of, services_of, stage_of, vitals_of
from ..forms.exam import AllergyForm, DiagnosisForm, IdentityForm, SoapForm
from ..forms.measuring import ScreeningForm, TriageForm, VitalsForm
from ..forms.sending import AnswerForm
from ..reading import Reading, entry_to_read
from ..registry import registry
from ..screening_panel import panel_of as screening_of
from ..screening_panel import topics_asked_by_instruments
from ..screening_topics import topics_for
from ..sign import emergencies, sign_of
from .answers import undo_on_offer
from .terminal import desk_label


def reading_of(request, code: str) -> Reading:
    """Open one place in line of the user's puskesmas on the desk."""
    entry = entry_to_read(request.user, code)
    if entry is None:
        raise Http404(f"No queue entry has the code {code!r} here.")
    entry.visit.facility = request.staff.facility
    return Reading(entry, request.staff, request.user)


def show_desk(request, reading: Reading, *, bound: dict | None = None, refused=None, status: int = 200):
    """Draw the desk; ``bound`` are forms that came back with what was typed and what is wrong with it."""
    write_down_who_looks(reading)
    stage = stage_of(reading)
    forms = {**_forms(reading, stage), **(bound or {})}
    context = {
        **frame_of(request, reading, current="Meja periksa"),
        "stage": stage,
        "decide": panel_of(reading, stage=stage),
        "vitals": vitals_of(reading),
        "results": results_of(reading),
        "services": services_of(reading),
        "panels": panels_of(reading, stage),
        "written": written(reading),
        "screening": screening_of(reading, stage=stage),
        "identifiers": identifiers_of(reading),
        "forms": forms,
        "soap_open": "soap" in forms and (stage == "exam" or bool(bound and "soap" in bound)),
        "can_measure": reading.may(Permission.VITALS_WRITE),
        "can_diagnose": reading.may(Permission.DIAGNOSIS_WRITE),
        "can_prescribe": reading.may(Permission.PRESCRIBE)
        and reading.visit.profile.sop.allows("prescribe", reading.by.role),
        "refused": told(refused),
        "undo": undo_on_offer(request),
    }
    return render(request, "clusters/desk.html", context, status=status)


def frame_of(request, reading: Reading, *, current: str) -> dict:
    """Give what stands around every page about one patient: the sign, the banner and the walk."""
    point = reading.entry.point
    point.facility = request.staff.facility
    return {
        "page": reading,
        "entry": reading.entry,
        "visit": reading.visit,
        "sign": sign_of(
            point,
            by=request.staff,
            current=current,
            desk_label=desk_label(request, point),
            alarms=emergencies(point),
        ),
        "banner": banner_of(reading),
        "walk": walk_of(reading.visit, reading.entries, rooms=reading.rooms),
        "keys_note": _who_opened(reading),
    }


def told(refused) -> dict | None:
    """Give a refusal for the message bar; one reason is said once."""
    if refused is None:
        return None
    reasons = getattr(refused, "reasons", ())
    message = getattr(refused, "message", "") or " ".join(refused.messages)
    return {"message": message, "reasons": [] if len(reasons) < 2 else reasons}


def write_down_who_looks(reading: Reading) -> None:
    """Keep that the reader opened this record."""
    if reading.patient is not None and reading.sees_record:
        open_record(reading.patient, visit_code=reading.visit.code, purpose="meja periksa", by=reading.by)


def _who_opened(reading: Reading) -> str:
    fetched = reading.happened(Kind.RECORD_FETCHED)
    if not fetched:
        return f"SOP {reading.visit.profile.sop.number}"
    clock = fetched[-1].at.astimezone(reading.visit.facility.zone).strftime("%H.%M")
    return f"Rekam medis dibuka oleh {fetched[-1].by_name} {clock}"


def _forms(reading: Reading, stage: str) -> dict:
    typed = {draft["form"]: spread(draft["typed"]) for draft in reading.entry.drafts}
    forms = {
        "identity": IdentityForm(),
        "vitals": VitalsForm(initial=typed.get("vitals"), age=reading.age, auto_id="v_%s"),
        "triage": TriageForm(initial=typed.get("triage"), on=reading.visit.on, auto_id="t_%s"),
        "allergy": AllergyForm(auto_id="y_%s"),
        "diagnosis": DiagnosisForm(auto_id="d_%s"),
        "answer": AnswerForm(initial=typed.get("answer"), auto_id="a_%s"),
        "soap": SoapForm(initial=typed.get("soap"), auto_id="s_%s"),
    }
    if stage == "exam":
        forms["kinds"] = asked(reading)
    if stage == "screening":
        forms["screening"] = screening_form(reading, initial=typed.get("screening"))
    return forms


def panels_of(reading: Reading, stage: str) -> list[dict]:
    """Give what clusters show above the exams: the emergency's clock, the bed."""
    if stage in ("closed", "waiting"):
        return []
    found = [(panel.template, panel.read(reading)) for panel in registry.panels(reading.visit.state)]
    return [{"template": template, "panel": read} for template, read in found if read is not None]


def screening_form(reading: Reading, data=None, initial=None) -> ScreeningForm:
    """Give the screening point's questions for this patient's age and cluster."""
    cluster = "k2" if "klaster_2" in reading.visit.holding else "k3"
    by_instrument = topics_asked_by_instruments(reading) if reading.may(Permission.SCREENING_WRITE) else set()
    topics = [topic for topic in topics_for(reading.age, cluster) if topic not in by_instrument]
    return ScreeningForm(data, initial=initial, topics=topics, auto_id="k_%s")


def identifiers_of(reading: Reading) -> list[dict]:
    """Give what the patient is asked for and what the record says, so that two of them can be compared."""
    patient = reading.patient
    if patient is None:
        return []
    known = {
        "name": ("Nama", patient.name),
        "birth_date": ("Tanggal lahir", patient.birth_date),
        "nik": ("NIK", patient.nik),
        "record_number": ("Nomor RM", patient.record_number_label),
        "bpjs": ("Nomor BPJS", patient.bpjs),
        "address": ("Alamat", ", ".join(part for part in (patient.address, patient.domicile_label) if part)),
        "mother": ("Nama ibu", patient.mother_name),
    }
    return [
        {"code": code, "label": label, "value": value, "key": str(n), "is_day": code == "birth_date"}
        for n, (code, (label, value)) in enumerate(((c, lv) for c, lv in known.items() if lv[1]), start=1)
    ]

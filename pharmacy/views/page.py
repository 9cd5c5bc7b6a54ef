"""How a prescription's page is drawn, fresh or with a refusal beside what was typed."""

from collections.abc import Mapping

from django.shortcuts import render

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission as P
from puskesmas.patients.access import open_record
from puskesmas.visits.templatetags.alur import day
from puskesmas.visits.timeline import walk_of

from ..forms import AnswerForm, CancelForm, HandOverForm, NotHadForm, QuestionForm, ReviewForm, TakeBackForm
from ..models import Identifier, Prescription, PrescriptionState
from ..models.prescription import OF_AN_UNKNOWN_PATIENT
from ..weights import typed
from .answers import status_of
from .deciding import decide, may_hand_over
from .paper import TO_PREPARE, Paper, paper_of
from .signs import banner_of, sign_of

S = PrescriptionState
PASSES = (("Telaah", "reviewed"), ("Penyiapan", "prepared"), ("Penyerahan", "handed_over"))


def show(request, code: str, *, telaah=None, serah=None, bound: Mapping | None = None, refused=None, status=200):
    """Draw the page of a prescription."""
    paper = paper_of(request, code)
    found, visit, staff = paper.prescription, paper.visit, paper.staff
    if visit.patient is not None:
        open_record(visit.patient, visit_code=visit.code, purpose="resep", by=staff)
    bound = bound or {}
    may_review = staff.can(P.PRESCRIPTION_REVIEW) and found.state in (S.RECEIVED, S.HELD)
    context = {
        "rx": found,
        "paper": paper,
        "lines": _lines(paper, bound),
        "is_planned": found.state in TO_PREPARE,
        "alerts": paper.alerts,
        "passes": _passes(found),
        "telaah": (telaah or ReviewForm(initial={"weight_kg": typed(paper.weight)})) if may_review else None,
        "last_review": found.reviews.select_related("by").order_by("-pk").first() if not may_review else None,
        "serah": _serah(paper, serah),
        "dialogs": _dialogs(paper, bound),
        "jawab": bound.get("jawab") or AnswerForm(auto_id="jawab_%s"),
        "may_answer": found.state == S.HELD and staff.can(P.PRESCRIBE),
        "decide": decide(paper),
        "walk": walk_of(visit, paper.entries, rooms=paper.rooms),
        "banner": banner_of(visit, paper.here, weight=paper.weight, allergies=paper.allergies),
        "sign": sign_of(staff, paper.pharmacy, current="Resep"),
        "refused": None if telaah is not None and may_review else refused,  # said beside its checks
        "keys_note": f"Resep {found.number}, {found.get_state_display().lower()}",
    }
    if refused is not None:
        status = status_of(refused)
    return render(request, "pharmacy/prescription.html", context, status=status)


def hand_over_form(found: Prescription, posted=None, *, by: Staff) -> HandOverForm:
    """Give the form of the hand-over: what this patient can be recognised by, and whether this person may explain."""
    may_explain = found.visit.profile.sop.allows("explain", by.role)
    return HandOverForm(posted, shown=_identifiers(found), may_explain=may_explain)


def _serah(paper: Paper, typed: HandOverForm | None) -> HandOverForm | None:
    ready = paper.prescription.state == S.PREPARED and paper.staff.can(P.PRESCRIPTION_HAND_OVER)
    if not ready or not may_hand_over(paper):
        return None
    return typed or hand_over_form(paper.prescription, by=paper.staff)


def _identifiers(found: Prescription) -> list[dict]:
    visit, patient = found.visit, found.visit.patient
    says = {Identifier.BRACELET: "dicocokkan di tangan", Identifier.VISIT_NUMBER: visit.number}
    if patient is not None:
        says |= {
            Identifier.NAME: patient.name,
            Identifier.BIRTH_DATE: day(patient.birth_date),
            Identifier.RECORD_NUMBER: patient.record_number_label,
            Identifier.NIK: f"berakhir {patient.nik[-4:]}" if patient.nik else "",
            Identifier.ADDRESS: patient.address or patient.domicile_label,
            Identifier.MOTHER: patient.mother_name,
        }
    usable = [one for one in Identifier if patient is not None or one in OF_AN_UNKNOWN_PATIENT]
    return [{"value": one.value, "label": one.label, "says": says[one]} for one in usable if says.get(one)]


def _passes(found: Prescription) -> list[dict]:
    """Give the three passes with who did each and when; the first not done is the one to do."""
    passes, is_next = [], found.is_open
    for label, word in PASSES:
        by, at = getattr(found, f"{word}_by"), getattr(found, f"{word}_at")
        passes.append({"label": label, "by": by, "at": at, "current": at is None and is_next})
        is_next = is_next and at is not None
    return passes


def _lines(paper: Paper, bound: Mapping) -> list[dict]:
    """Give each drug with the forms that belong to it."""
    found, staff = paper.prescription, paper.staff
    rows = []
    for line in paper.lines:
        item = line.item
        may_withhold = found.is_open and not item.is_not_had and staff.can(P.PRESCRIPTION_DISPENSE)
        may_return = found.is_given and line.returnable > 0 and staff.can(P.PRESCRIPTION_HAND_OVER)
        rows.append(
            {
                "line": line,
                "item": item,
                "not_had": _or_fresh(bound, f"tidak-{item.code}", NotHadForm) if may_withhold else None,
                "take_back": _or_fresh(bound, f"kembali-{item.code}", TakeBackForm) if may_return else None,
            }
        )
    return rows


def _or_fresh(bound: Mapping, name: str, form_class):
    return bound.get(name) or form_class(auto_id=f"{name.replace('-', '_')}_%s")


def _dialogs(paper: Paper, bound: Mapping) -> list[dict]:
    """Give the small papers that ask for a reason, each with where it is sent."""
    return [
        {
            "name": "tahan",
            "title": "Tahan, tanya penulis resep",
            "url": "pharmacy:hold",
            "form": bound.get("tahan") or QuestionForm(auto_id="tahan_%s"),
            "submit": "Tahan dan tanyakan",
        },
        {
            "name": "batal",
            "title": "Batalkan resep",
            "url": "pharmacy:cancel",
            "form": bound.get("batal") or CancelForm(auto_id="batal_%s"),
            "submit": "Batalkan, tidak diserahkan",
            "css": "red",
        },
    ]

"""The sign over these pages, and the patient's banner."""

from django.urls import reverse

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import allergies_of, last_denial
from puskesmas.patients.wording import allergies_in_words
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState

from .answers import address

P = Permission
_PAGES = (
    ("Kotak masuk", "referrals:inbox", P.REFERRAL_ANSWER, "g i"),
    ("Surat rujukan", "referrals:letters", P.REFERRAL_READ, "g s"),
    ("Janji temu", "referrals:appointments", P.APPOINTMENT_WRITE, "g j"),
    ("Tindak lanjut", "referrals:tasks", P.FOLLOW_UP_READ, "g t"),
)


def sign_of(staff: Staff, *, current: str, title: str = "", letter: str = "R") -> dict:
    """Give the sign of the papers' pages, with the ways this person may go."""
    ways = []
    if staff.can(P.VISIT_CALL) and (rooms := address("clusters:rooms")):
        ways.append({"label": "Antrean", "url": rooms, "key": "g a"})
    ways += [
        {"label": label, "url": reverse(name), "current": label == current, "key": key}
        for label, name, permission, key in _PAGES
        if staff.can(permission)
    ]
    return _sign(staff, line="lx", letter=letter, title=title or current, sub=staff.facility.name, nav=ways)


def lab_sign(staff: Staff, point: ServicePoint) -> dict:
    """Give the sign of the laboratory."""
    ways = [{"label": "Meja lab", "url": reverse("referrals:bench"), "current": True, "key": "g a"}]
    sub = " · ".join(part for part in (point.room, staff.facility.name) if part)
    return _sign(staff, line=point.line.value, letter=point.letter, title=point.name, sub=sub, nav=ways)


def _sign(staff: Staff, **sign) -> dict:
    menu = [{"label": "Ganti kata sandi", "url": address("accounts:password")}]
    return {"who": staff.name, "who_sub": staff.office.label, "menu": [one for one in menu if one["url"]], **sign}


def banner_of(visit: Visit, entry: QueueEntry | None) -> dict:
    """Give the patient as every screen where one may be touched shows them: name, age, allergy, place in line."""
    patient = visit.patient
    banner = {"number": visit.number, "chips": _chips(visit, entry), "start": visit.opened_at}
    if entry is not None:
        banner |= {"called": entry.state == EntryState.CALLED, "since": entry.started_at or entry.queued_at}
    if patient is None:
        return banner
    age, _, sex = patient.age_label(visit.on).partition(", ")
    meta = (f"RM {patient.record_number_label}", patient.domicile_label)
    allergies = allergies_of(patient)
    return banner | {
        "name": patient.display_name(visit.on),
        "age": age,
        "sex": sex,
        "meta": " · ".join(part for part in meta if part),
        "allergies": allergies_in_words((one.substance, one.reaction) for one in allergies),
        "allergies_asked": not allergies and last_denial(patient) is not None,
    }


def _chips(visit: Visit, entry: QueueEntry | None) -> list[dict]:
    if entry is None:
        return [{"text": visit.get_disposition_display() or "Sudah pulang", "css": "done"}]
    css = {EntryState.CALLED: "called", EntryState.SERVING: "serving", EntryState.HELD: "away"}.get(entry.state, "")
    return [{"text": entry.get_state_display(), "css": css}]

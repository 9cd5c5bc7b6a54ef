"""The sign over the pharmacy's pages, and the patient's banner with what a dose depends on."""

from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission as P
from puskesmas.patients.access import last_denial
from puskesmas.patients.models import CoverageKind
from puskesmas.patients.wording import age_in_words, allergies_in_words
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState

from ..weights import Weight
from .answers import address

_STATE_CSS = {EntryState.CALLED: "called", EntryState.SERVING: "serving", EntryState.HELD: "away"}
_STATUS = {Fact.PREGNANT: "Hamil", Fact.POSTPARTUM: "Nifas", Fact.LABOUR: "Bersalin"}
_WAYS = (
    ("Antrean", "pharmacy:queue", P.PRESCRIPTION_REVIEW, "g a"),
    ("Stok obat", "pharmacy:stock", P.PRESCRIPTION_DISPENSE, "g s"),
    ("Terima obat", "pharmacy:receive", P.PRESCRIPTION_DISPENSE, "g t"),
)


def sign_of(staff: Staff, point: ServicePoint, *, current: str) -> dict:
    """Give the sign of a page of the pharmacy; ``current`` is the way one stands on."""
    ways = [
        {"label": label, "url": address(name), "current": label == current, "key": key}
        for label, name, permission, key in _WAYS
        if staff.can(permission)
    ]
    if current not in [way["label"] for way in ways]:
        ways.append({"label": current, "url": "#isi", "current": True})
    if not staff.can(P.PRESCRIPTION_REVIEW) and (rooms := address("clusters:rooms")):
        ways.insert(0, {"label": "Antrean ruang", "url": rooms, "key": "g a"})
    menu = [{"label": "Ganti kata sandi", "url": address("accounts:password")}]
    return {
        "line": point.line.value,
        "letter": point.letter,
        "title": point.name,
        "sub": " · ".join(part for part in (point.room, staff.facility.name) if part),
        "nav": ways,
        "who": staff.name,
        "who_sub": staff.office.label,
        "menu": [one for one in menu if one["url"]],
    }


def banner_of(visit: Visit, here: QueueEntry | None, *, weight: Weight | None, allergies) -> dict:
    """Give the patient with age, weight, allergy, pregnancy and payer, and where they stand in line."""
    patient = visit.patient
    banner = {"number": visit.number, "chips": _chips(visit, here), "start": visit.opened_at}
    if here is not None:
        banner |= {"called": here.state == EntryState.CALLED, "since": here.started_at or here.queued_at}
    if patient is None:
        return banner
    meta = (_weighed(visit, weight), f"RM {patient.record_number_label}", patient.domicile_label)
    return banner | {
        "name": patient.display_name(visit.on),
        "age": age_in_words(patient.age_on(visit.on)),
        "sex": patient.get_sex_display().lower(),
        "meta": " · ".join(part for part in meta if part),
        "allergies": allergies_in_words((one.substance, one.reaction) for one in allergies),
        "allergies_asked": not allergies and last_denial(patient) is not None,
    }


def _weighed(visit: Visit, weight: Weight | None) -> str:
    if weight is None:
        return "berat belum tercatat"
    if weight.measured_at is None:
        return weight.text
    return f"{weight.text}, ditimbang {weight.measured_at.astimezone(visit.facility.zone):%H.%M}"


def _chips(visit: Visit, here: QueueEntry | None) -> list[dict]:
    held = visit.holding
    chips = [{"text": "Infeksi", "css": "bad"}] if Fact.INFECTIOUS in held else []
    chips += [{"text": label, "css": ""} for fact, label in _STATUS.items() if fact in held]
    if payer := _payer(visit, held):
        chips.append(payer)
    if here is None:
        return [*chips, {"text": visit.get_disposition_display() or "Sudah pulang", "css": "done"}]
    return [*chips, {"text": here.get_state_display(), "css": _STATE_CSS.get(here.state, "")}]


def _payer(visit: Visit, held) -> dict | None:
    if Fact.JKN in held:
        return {"text": "JKN aktif", "css": "ok"}
    if Fact.UMUM not in held:
        return None
    coverage = getattr(visit.patient, "coverage", None) if visit.patient else None
    if coverage is not None and coverage.kind == CoverageKind.JKN:
        return {"text": "JKN tidak aktif", "css": "bad"}
    return {"text": "Umum", "css": ""}

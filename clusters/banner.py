"""Who is in the room: name, age, allergy, infection, priority and payer, on every page where somebody is touched."""

from datetime import datetime

from django.utils.formats import date_format

from puskesmas.patients.models import Coverage
from puskesmas.patients.wording import age_in_words, allergies_in_words
from puskesmas.visits.facts import Fact
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.priority import REGULAR
from puskesmas.visits.timeline import clocks

from .reading import Reading

_STATE_CHIPS = {
    EntryState.WAITING: ("Menunggu", ""),
    EntryState.HELD: ("Menunggu hasil", "away"),
    EntryState.CALLED: ("Dipanggil", "called"),
    EntryState.SERVING: ("Diperiksa", "serving"),
    EntryState.SKIPPED: ("Belum datang", "away"),
    EntryState.DONE: ("Sudah pindah", "done"),
    EntryState.VOIDED: ("Dibatalkan", "done"),
}
_STATUS = {Fact.PREGNANT: "Hamil", Fact.POSTPARTUM: "Nifas", Fact.LABOUR: "Bersalin", Fact.WHEELCHAIR: "Kursi roda"}


def banner_of(reading: Reading) -> dict:
    """Give what components/_banner.html draws."""
    entry, visit, patient = reading.entry, reading.visit, reading.patient
    ticking = clocks(entry)
    return {
        "number": entry.number,
        "called": entry.state == EntryState.CALLED,
        "triage": reading.colour,
        "name": patient.display_name(visit.on) if patient else "",
        "age": age_in_words(reading.age) if patient else "",
        "sex": patient.get_sex_display().lower() if patient else "",
        "meta": _where_from(patient),
        "allergies": allergies_in_words((one["substance"], one["reaction"]) for one in entry.allergies),
        "allergies_asked": _asked(reading),
        "chips": _chips(reading),
        "since": (entry.started_at if reading.is_served else entry.queued_at) if entry.is_open else None,
        "start": visit.opened_at,
        "target": 0 if reading.is_served else ticking.target,
    }


def _where_from(patient) -> str:
    if patient is None:
        return ""
    return " · ".join(part for part in (f"RM {patient.record_number_label}", patient.domicile_label) if part)


def _asked(reading: Reading) -> str:
    """Give when and by whom the patient was asked and knew of no allergy; empty when nobody asked."""
    if not reading.entry.denied:
        return ""
    last = reading.entry.denied[0]
    day = datetime.fromisoformat(last["at"]).astimezone(reading.visit.facility.zone)
    return f"ditanya {date_format(day, 'j M Y')}, {last['by']}"


def _chips(reading: Reading) -> list[dict]:
    held, entry = reading.visit.holding, reading.entry
    chips = []
    if Fact.INFECTIOUS in held:
        chips.append({"text": "Infeksi", "css": "bad"})
    chips += [{"text": label, "css": ""} for fact, label in _STATUS.items() if fact in held]
    if entry.band < REGULAR and not entry.is_return and len(entry.band_reason) <= 14:
        chips.append({"text": entry.band_reason, "css": ""})
    if payer := _payer(reading):
        chips.append(payer)
    label, css = _STATE_CHIPS[EntryState(entry.state)]
    return [*_once(chips), {"text": label, "css": css}]


def _once(chips: list[dict]) -> list[dict]:
    return list({chip["text"]: chip for chip in chips}.values())


def _payer(reading: Reading) -> dict | None:
    held = reading.visit.holding
    if Fact.JKN in held:
        return {"text": "JKN aktif", "css": "ok"}
    if Fact.UMUM not in held:
        return None
    coverage: Coverage | None = getattr(reading.patient, "coverage", None) if reading.patient else None
    is_off = coverage is not None and coverage.kind == "jkn"
    return {"text": "JKN tidak aktif", "css": "bad"} if is_off else {"text": "Umum", "css": ""}

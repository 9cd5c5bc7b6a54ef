"""What rooms write down about a visit; each verb keeps the record and its sentence together, or neither.

What was typed wrong comes back as a ValidationError with a sentence beside each field; what may not be done now is a
MoveRefused. Events carry codes and numbers only: what was found stays in the record.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puskesmas.facility.life_stages import Age
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Line
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.access import open_record
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.states import CARE

from . import measuring, triage
from .limits import limits_on
from .models import (
    MEASURED,
    TO_EMERGENCY,
    Colour,
    Identifier,
    IdentityCheck,
    ScreeningNote,
    Soap,
    Triage,
    VitalSigns,
)
from .writing import Page, corrected, opened

SOAP_FIELDS = ("subjective", "objective", "assessment", "plan")
TRIAGE = "triage"  # the source under which triage teaches an emergency


def measure(
    visit: Visit,
    values: Mapping[str, Any],
    *,
    by: Staff,
    entry: QueueEntry | None = None,
    confirmed: bool = False,
    at: datetime | None = None,
) -> VitalSigns:
    """Keep what was measured, before or after anyone knows who the patient is.

    A value that is rare at this age is asked about once (``confirmed``), except where care cannot wait.
    """
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.VITALS_WRITE, entry=entry)
        stamp = page.stamp(at=at)
        read = measuring.read(values, on=stamp["on"])
        if not confirmed and page.visit.state not in CARE:
            _ask_about(measuring.unusual(read, on=stamp["on"], age=age_of(page.visit)))
        edition = limits_on(stamp["on"]).version
        vitals = VitalSigns(**stamp, **read, measured_by=by, limits_version=edition)
        vitals.measured_at = at or vitals.recorded_at
        vitals.save(force_insert=True)
        page.say(Kind.VITALS, data={"record": vitals.code, "measured": sorted(read)}, at=at)
        return vitals


def correct_vitals(vitals: VitalSigns, values: Mapping[str, Any], *, by: Staff, reason: str) -> VitalSigns:
    """Put right what was measured or typed wrong; ``values`` are all that stand now."""
    read = measuring.read(values, on=vitals.on)
    empty = {name: "" if name == "consciousness" else None for name in MEASURED}
    return corrected(vitals, empty | read, Kind.VITALS, by=by, permission=Permission.VITALS_WRITE, reason=reason)


def age_of(visit: Visit) -> Age | None:
    """Give the patient's age on the day of the visit; none while nobody knows who it is."""
    return visit.patient.age_on(visit.on) if visit.patient_id else None


def _ask_about(unusual: dict[str, list[str]]) -> None:
    if unusual:
        raise ValidationError(
            {field: [ValidationError(text, code="unusual") for text in texts] for field, texts in unusual.items()}
        )


def sort(
    visit: Visit,
    colour: str,
    *,
    by: Staff,
    signs: Sequence[str] = (),
    reason: str = "",
    entry: QueueEntry | None = None,
) -> Triage:
    """Sort a patient by urgency; red and black teach the emergency, a later milder colour takes back its own word."""
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.VISIT_TRIAGE, entry=entry)
        stamp = page.stamp()
        _must_sort(colour, signs, reason, on=stamp["on"])
        sorted_ = Triage(
            **stamp, colour=colour, signs=list(signs), reason=reason.strip(), edition=triage.edition(stamp["on"])
        )
        sorted_.save(force_insert=True)
        page.say(Kind.TRIAGED, data={"record": sorted_.code, "colour": colour}, reason=reason.strip())
        _teach_urgency(page, colour, reason=reason)
        return sorted_


def _must_sort(colour: str, signs: Sequence[str], reason: str, *, on: Any) -> None:
    if colour not in Colour.values:
        raise ValidationError({"colour": [f"Pilih warna triase: {', '.join(Colour.labels).lower()}."]})
    try:
        fits = triage.mildest_colour(signs, on)
    except KeyError as unknown:
        raise ValidationError({"signs": [f"Tanda {unknown} tidak dikenal. Pilih dari daftar."]}) from None
    if triage.is_milder(colour, fits) and not reason.strip():
        message = f"Tanda yang dipilih termasuk {fits}. Pilih {fits}, atau tulis alasannya."
        raise ValidationError({"colour": [message]})


def _teach_urgency(page: Page, colour: str, *, reason: str) -> None:
    said = TRIAGE in page.visit.facts.get(Fact.EMERGENCY, [])
    if colour in TO_EMERGENCY and not said:
        movement.learn(page.visit, Fact.EMERGENCY, source=TRIAGE, by=page.by, reason=reason)
    elif colour not in TO_EMERGENCY and said:
        movement.withdraw(page.visit, Fact.EMERGENCY, source=TRIAGE, by=page.by, reason=reason or f"triase {colour}")


def confirm_identity(
    visit: Visit, identifiers: Sequence[str], *, by: Staff, entry: QueueEntry | None = None
) -> IdentityCheck:
    """Keep that the patient in the room is the one of the record, by two identifiers at least."""
    chosen = list(dict.fromkeys(identifiers))
    if len(chosen) < 2 or not set(chosen) <= set(Identifier.values):
        message = "Cocokkan paling sedikit dua identitas, misalnya nama dan tanggal lahir."
        raise ValidationError({"identifiers": [message]})
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.PATIENT_READ, entry=entry)
        _must_be_known(page.visit)
        check = IdentityCheck(**page.stamp(), patient_id=page.visit.patient_id, identifiers=chosen)
        check.save(force_insert=True)
        page.say(Kind.IDENTITY_CONFIRMED, data={"record": check.code, "identifiers": chosen})
        return check


def fetch_record(visit: Visit, *, by: Staff, entry: QueueEntry | None = None) -> None:
    """Take the medical record to the room that serves the patient; once per room, and on the list of who opened it."""
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.RECORD_READ, entry=entry)
        _must_be_known(page.visit)
        open_record(page.visit.patient, visit_code=page.visit.code, purpose="pelayanan", by=by)
        point = page.entry.point if page.entry else None
        if not page.visit.events.filter(kind=Kind.RECORD_FETCHED, point=point).exists():
            page.say(Kind.RECORD_FETCHED)


def _must_be_known(visit: Visit) -> None:
    if not visit.is_identified:
        message = "Identitas pasien belum dipastikan. Daftarkan atau cari pasien di loket dahulu."
        raise MoveRefused("guard_refused", message, [Refusal("unidentified", message)])


def examine(
    visit: Visit,
    *,
    by: Staff,
    subjective: str = "",
    objective: str = "",
    assessment: str = "",
    plan: str = "",
    entry: QueueEntry | None = None,
) -> Soap:
    """Write down an examination; a patient who comes back from another room gets a second one beside the first."""
    said = _said(subjective, objective, assessment, plan)
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        soap = Soap(**page.stamp(), **said)
        soap.save(force_insert=True)
        if soap.subjective:
            page.say(Kind.ANAMNESIS, data={"record": soap.code})
        if soap.objective or soap.assessment or soap.plan:
            page.say(Kind.SOAP, data={"record": soap.code})
        return soap


def correct_soap(
    soap: Soap, *, by: Staff, reason: str, subjective: str, objective: str, assessment: str, plan: str
) -> Soap:
    """Put right what an examination says; the words before stay readable."""
    said = _said(subjective, objective, assessment, plan)
    return corrected(soap, said, Kind.SOAP, by=by, permission=Permission.SOAP_WRITE, reason=reason)


def _said(*texts: str) -> dict[str, str]:
    said = dict(zip(SOAP_FIELDS, (text.strip() for text in texts), strict=True))
    if not any(said.values()):
        raise ValidationError({"subjective": ["Isi paling sedikit satu bagian SOAP."]})
    return said


def screen(
    visit: Visit,
    *,
    asked: Sequence[str],
    by: Staff,
    found: str = "",
    follow_up: str = "",
    cluster: str = "",
    entry: QueueEntry | None = None,
) -> ScreeningNote:
    """Write down a screening; with ``follow_up`` it becomes a note that follows the visit until a room reads it."""
    topics = [topic.strip() for topic in asked if topic.strip()]
    if not topics:
        raise ValidationError({"asked": ["Pilih paling sedikit satu hal yang ditanyakan."]})
    with transaction.atomic():
        page = opened(visit, by=by, permission=Permission.SCREENING_WRITE, entry=entry)
        note = ScreeningNote(
            **page.stamp(),
            cluster=cluster or _cluster_of(page.visit),
            asked=topics,
            found=found.strip(),
            needs_follow_up=bool(follow_up.strip()),
            follow_up=follow_up.strip(),
        )
        if note.cluster not in Line.values:
            raise ValidationError({"cluster": ["Klaster pasien belum diketahui. Pilih klasternya."]})
        note.save(force_insert=True)
        page.say(Kind.SCREENED, data={"record": note.code, "cluster": note.cluster, "topics": len(topics)})
        if note.needs_follow_up:
            page.say(Kind.FINDING, data={"record": note.code})
        return note


def _cluster_of(visit: Visit) -> str:
    known = {Fact.KLASTER_2: Line.K2, Fact.KLASTER_3: Line.K3}
    return next((line.value for fact, line in known.items() if fact in visit.holding), "")


def acknowledge(note: ScreeningNote, *, by: Staff, entry: QueueEntry | None = None) -> ScreeningNote:
    """Keep that the examining room read a finding of the screening point, and who did."""
    with transaction.atomic():
        page = opened(note.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry)
        note = ScreeningNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
        if not note.needs_follow_up or note.withdrawn_at:
            raise MoveRefused("guard_refused", "Skrining ini tidak menitipkan catatan.")
        if note.acknowledged_at:
            clock = note.acknowledged_at.astimezone(by.facility.zone).strftime("%H.%M")
            raise MoveRefused("already_done", f"Catatan ini sudah dibaca {note.acknowledged_by} pukul {clock}.")
        note.acknowledged_by, note.acknowledged_at = by, timezone.now()
        note.acknowledged_in = page.entry.point if page.entry else None
        note.save(update_fields=["acknowledged_by", "acknowledged_at", "acknowledged_in"])
        page.say(Kind.FINDING_READ, data={"record": note.code})
        return note

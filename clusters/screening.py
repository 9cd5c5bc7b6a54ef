"""Instruments put to a person: recorded, not possible today, put right; each with its sentence and its note or neither.

A result that needs follow-up hands the examining room a ScreeningNote, acknowledged there. What a sensitive instrument
found stands in the result, which only some may open; its note says no more than that there is something to read.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puskesmas.facility.life_stages import cluster_of
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from referrals.models.appointment import PlaceKind

from . import asking, instruments
from .due import eligible
from .instrument import Instrument
from .instrument_scoring import Scored, score
from .models import ScreeningNote, ScreeningOutcome, ScreeningResult, VitalSigns
from .recording import age_of
from .registry import registry
from .writing import Page, corrected, opened

RESTRICTED = "Ada hasil skrining terbatas yang perlu ditindaklanjuti. Buka hasilnya di meja ini."


def ask(
    visit: Visit, instrument: Instrument, typed: Mapping[str, Any], *, by: Staff, entry: QueueEntry | None = None
) -> ScreeningResult:
    """Keep what somebody answered, once a visit; what needs follow-up becomes a note for the room that examines."""
    with transaction.atomic():
        page = _page(visit, instrument, by=by, entry=entry)
        if ScreeningResult.objects.current().done().filter(visit=page.visit, instrument=instrument.code).exists():
            message = f"{instrument.name} sudah dicatat pada kunjungan ini. Buka hasilnya, lalu perbaiki di sana."
            raise MoveRefused("already_done", message)
        scored = _scored(page.visit, instrument, typed, by=by)
        result = ScreeningResult(**page.stamp(), **_about(instrument), **_found(scored))
        if result.needs_follow_up:
            result.note = _hand_over(page, result)
        result.save(force_insert=True)
        page.say(Kind.SCREENED, data={"record": result.code, "instrument": instrument.code})
        registry.screened(page, result)
        return result


def correct(result: ScreeningResult, typed: Mapping[str, Any], *, by: Staff, reason: str) -> ScreeningResult:
    """Put right what was answered, scored by the edition it was asked with; its note follows what stands now."""
    if not result.is_done:
        raise MoveRefused("guard_refused", "Skrining ini belum ditanyakan. Tanyakan dahulu.")
    instrument = instruments.edition(result.instrument, result.edition)
    with transaction.atomic():
        page = _page(result.visit, instrument, by=by, entry=None, after_exit=True)
        scored = _scored(page.visit, instrument, typed, by=by, before=result.answers)
        changed = _found(scored)
        note = result.note
        if note is not None and not (changed["needs_follow_up"] and note.withdrawn_at is None):
            _take_back(note, because=reason)
        if changed["needs_follow_up"] and (note is None or note.withdrawn_at is not None):
            changed["note"] = _hand_over(page, ScreeningResult(**_about(instrument), **changed))
        after = corrected(result, changed, Kind.SCREENED, by=by, permission=Permission.SCREENING_WRITE, reason=reason)
        # Writing the version told a sentence on a visit of its own, so what follows is told on one that knows it.
        registry.screened(_page(after.visit, instrument, by=by, entry=None, after_exit=True), after)
        return after


def put_off(
    visit: Visit,
    instrument: Instrument,
    *,
    by: Staff,
    reason: str,
    planned_on: date | None = None,
    planned_place: str = "",
    entry: QueueEntry | None = None,
) -> ScreeningResult:
    """Keep that an instrument was not asked today, and why: refused, or planned for a day and a place."""
    errors = {}
    if not reason.strip():
        errors["reason"] = ["Tulis alasannya."]
    if planned_on is not None and planned_on <= visit.on:
        errors["planned_on"] = ["Pilih hari sesudah hari ini."]
    if planned_on is not None and planned_place not in PlaceKind.values:
        errors["planned_place"] = [f"Pilih tempat: {', '.join(PlaceKind.labels).lower()}."]
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        page = _page(visit, instrument, by=by, entry=entry)
        outcome = ScreeningOutcome.REFUSED if planned_on is None else ScreeningOutcome.POSTPONED
        result = ScreeningResult(
            **page.stamp(),
            **_about(instrument),
            outcome=outcome,
            why_not=reason.strip()[:200],
            planned_on=planned_on,
            planned_place=planned_place if planned_on else "",
        )
        result.save(force_insert=True)
        told = {"record": result.code, "instrument": instrument.code, "outcome": outcome.value}
        page.say(Kind.NOT_GIVEN, data=told, reason=result.why_not)
        return result


def measured_of(visit: Visit) -> dict[str, Any]:
    """Give what was measured on a visit, the latest of each."""
    merged: dict[str, Any] = {}
    for one in VitalSigns.objects.current().filter(visit=visit).order_by("measured_at", "pk"):
        merged |= one.values
    return merged


def _page(
    visit: Visit, instrument: Instrument, *, by: Staff, entry: QueueEntry | None, after_exit: bool = False
) -> Page:
    page = opened(visit, by=by, permission=Permission.SCREENING_WRITE, entry=entry, after_exit=after_exit)
    if instrument.sensitive and not by.can(Permission.SENSITIVE_READ):
        raise MoveRefused("forbidden", f"{instrument.name} hanya ditanyakan petugas skrining, dokter, bidan, perawat.")
    person = asking.person_of(age=age_of(page.visit), sex=_sex(page.visit), holding=page.visit.holding)
    if not after_exit and not eligible(instrument, person):
        raise MoveRefused("guard_refused", f"{instrument.name} tidak untuk pasien ini.")
    return page


def _sex(visit: Visit) -> str:
    return visit.patient.sex if visit.patient_id else ""


def _scored(
    visit: Visit,
    instrument: Instrument,
    typed: Mapping[str, Any],
    *,
    by: Staff,
    before: Mapping[str, str] | None = None,
) -> Scored:
    may = by.can(Permission.SENSITIVE_READ)
    answers = asking.read(instrument, typed, sensitive=may)
    if not may:  # what this person may not ask stays as somebody else was told
        hidden = {item.key for item in instrument.items if item.sensitive}
        answers |= {key: value for key, value in (before or {}).items() if key in hidden}
    measured = measured_of(visit) if asking.needs_measuring(instrument) else {}
    known = asking.known_of(age=age_of(visit), sex=_sex(visit), measured=measured)
    found = score(instrument, answers, known)
    if not found.is_whole:
        raise ValidationError({"__all__": [item.missing or f"{item.words} belum diketahui." for item in found.missing]})
    return found


def _about(instrument: Instrument) -> dict[str, Any]:
    return {
        "instrument": instrument.code,
        "edition": instrument.version,
        "title": instrument.title,
        "sensitive": instrument.sensitive,
    }


def _found(scored: Scored) -> dict[str, Any]:
    outcome = scored.outcome
    return {
        "answers": dict(scored.answers),
        "score": scored.score,
        "result": outcome.code,
        "result_name": outcome.name,
        "level": outcome.level,
        "needs_follow_up": outcome.follow_up,
        "advice": outcome.advice,
        "because": " ".join(scored.because)[:200],
    }


def _hand_over(page: Page, result: ScreeningResult) -> ScreeningNote:
    restricted = result.sensitive
    note = ScreeningNote(
        **page.stamp(),
        cluster=_cluster_of(page.visit),
        asked=["Skrining terbatas" if restricted else result.title],
        found="" if restricted else ". ".join(part for part in (result.result_name, result.because) if part),
        needs_follow_up=True,
        follow_up=RESTRICTED if restricted else result.advice,
    )
    note.save(force_insert=True)
    page.say(Kind.FINDING, data={"record": note.code})
    return note


def _take_back(note: ScreeningNote, *, because: str) -> None:
    """Take a note back that nobody read yet; one that was read stays as what the room was told."""
    note = ScreeningNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if note.acknowledged_at is None and note.withdrawn_at is None:
        note.withdrawn_at, note.withdrawn_because = timezone.now(), because.strip()[:200] or "hasil diperbaiki"
        note.save(update_fields=["withdrawn_at", "withdrawn_because"])


def _cluster_of(visit: Visit) -> str:
    held = visit.holding
    status = {"pregnant": Fact.PREGNANT in held, "postpartum": Fact.POSTPARTUM in held, "labour": Fact.LABOUR in held}
    return cluster_of(visit.patient.age_on(visit.on), **status).value

"""Referring a patient out of the puskesmas, and what the receiver does with the letter."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Facility, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.patients.models import Patient
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.movement import core

from . import loose_ends
from .letters import next_letter_number
from .models import Consent, LooseKind, OutwardReferral, ReferralKind, ReferralStatus, RefusedBy
from .refusals import PaperRefused, already, invalid, must_be_allowed, must_be_left_to
from .telling import tell, tell_of

# When a reply is looked for if nobody said otherwise; a setting, no source names one.
DUE_AFTER = timedelta(days=14)
_ICD = re.compile(r"^([A-Z]\d{2}(?:\.\d{1,2})?)(?:\s*[-–:]?\s+(.*))?$")


@dataclass(frozen=True)
class Letter:
    """What stands in a referral letter besides who the patient is."""

    receiver: str
    reason: str
    diagnosis: str = ""
    diagnosis_code: str = ""
    department: str = ""
    condition: str = ""
    therapy: str = ""
    escort: str = ""
    consent: str = ""

    def tidied(self) -> "Letter":
        """Give the letter without stray spaces, with an ICD-10 code typed before the diagnosis in its own place."""
        words = {name: " ".join(str(value).split()) for name, value in vars(self).items()}
        letter = replace(self, **words)
        coded = _ICD.match(letter.diagnosis)
        if coded and not letter.diagnosis_code:
            return replace(letter, diagnosis_code=coded[1], diagnosis=coded[2] or "")
        return letter


def refer_out(
    visit: Visit, entry: QueueEntry, *, kind: str, letter: Letter, by: Staff, due_on: date | None = None
) -> OutwardReferral:
    """Write a letter for a patient; to an FKTP or FKRTL the visit then leads to waiting for the departure.

    A social or legal referral is a paper beside whatever the visit's end will be.
    """
    with transaction.atomic():
        act, entry = core.begin_at(entry, by=by, permission=Permission.REFERRAL_OUT)
        letter = letter.tidied()
        _must_be_writable(act.visit, visit, kind, letter, due_on, by=by)
        takes_the_patient = kind in (ReferralKind.FKTP, ReferralKind.FKRTL)
        on = act.visit.facility.today()
        referral = OutwardReferral.objects.create(
            facility_id=visit.facility_id,
            visit=visit,
            number=next_letter_number(act.visit.facility, on),
            kind=kind,
            point=entry.point,
            written_by=by,
            written_at=act.now,
            on=on,
            due_on=due_on or (on + DUE_AFTER if takes_the_patient else None),
            **vars(letter),
        )
        told = {"referral": referral.code, "kind": kind, "diagnosis": referral.diagnosis_code}
        with movement.chapter(act.visit, by=by) as chapter:
            if takes_the_patient:
                chapter.learn(Fact.TO_BE_REFERRED, source=referral.source)
            chapter.note(Kind.REFERRED, entry=entry, data=told)
    return referral


def send(referral: OutwardReferral, *, by: Staff, consent: str = "", escort: str = "") -> OutwardReferral:
    """Let the patient leave with the letter; who agreed must be known by then."""
    with transaction.atomic():
        _visit, referral = _locked(referral, by=by, permission=Permission.REFERRAL_OUT)
        _must_stand_in(referral, ReferralStatus.DRAFTED)
        referral.consent = consent or referral.consent
        if referral.consent not in Consent.values:
            raise invalid("Catat siapa yang menyetujui rujukan: pasien, keluarga, atau darurat.", "consent")
        referral.escort = escort.strip() or referral.escort
        referral.send(by=by, at=timezone.now())
        referral.save()
    return referral


def accept(referral: OutwardReferral, *, by: Staff) -> OutwardReferral:
    """Write down that the receiver said yes."""
    with transaction.atomic():
        _visit, referral = _locked(referral, by=by, permission=Permission.REFERRAL_OUT)
        _must_stand_in(referral, ReferralStatus.SENT)
        referral.accept()
        referral.save()
    return referral


def arrive(referral: OutwardReferral, *, by: Staff) -> OutwardReferral:
    """Write down that the patient is with the receiver."""
    with transaction.atomic():
        _visit, referral = _locked(referral, by=by, permission=Permission.REFERRAL_READ)
        _must_stand_in(referral, ReferralStatus.SENT, ReferralStatus.ACCEPTED)
        referral.arrive(at=timezone.now())
        referral.save()
    return referral


def refuse(referral: OutwardReferral, *, who: str, reason: str, by: Staff) -> OutwardReferral:
    """Write down that the patient or the receiver said no, and why; the walk goes on without the referral.

    Refused by the receiver when the patient had already left, it stays with its writer as a loose end.
    """
    with transaction.atomic():
        visit, referral = _locked(referral, by=by, permission=Permission.REFERRAL_OUT)
        if who not in RefusedBy.values:
            raise invalid("Catat siapa yang menolak: pasien atau faskes penerima.", "who")
        if not reason.strip():
            raise invalid("Tulis alasan penolakan.", "reason")
        _must_stand_in(referral, ReferralStatus.DRAFTED, ReferralStatus.SENT, ReferralStatus.ACCEPTED)
        referral.refuse(who=who, reason=reason.strip()[:200], by=by, at=timezone.now())
        referral.save()
        if referral.takes_the_patient and not visit.is_closed:
            movement.withdraw(visit, Fact.TO_BE_REFERRED, source=referral.source, by=by, reason=reason[:200])
        told = {"referral": referral.code, "who": who}
        visit = tell_of(visit.pk, Kind.REFERRAL_REFUSED, by=by, reason=reason, data=told)
        if visit.is_closed and referral.takes_the_patient:
            note = f"Rujukan ke {referral.receiver} ditolak, pasien sudah berangkat."
            loose_ends.leave(visit, LooseKind.OUTWARD, referral.code, owner=referral.written_by, note=note, by=by)
    return referral


def give_up(referral: OutwardReferral, *, reason: str, by: Staff) -> OutwardReferral:
    """Expect this patient back no longer: no reply will come, and why."""
    with transaction.atomic():
        visit, referral = _locked(referral, by=by, permission=Permission.REFERRAL_ANSWER)
        if not reason.strip():
            raise invalid("Tulis alasan menutup rujukan tanpa balasan.", "reason")
        _must_stand_in(referral, ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED)
        referral.close(reason=reason.strip()[:200])
        referral.save()
        tell(visit, Kind.REFERRAL_ANSWERED, by=by, reason=reason, data={"referral": referral.code, "answered": False})
    return referral


def awaited(facility: Facility):
    """Give the referred patients this puskesmas expects back, the longest due first."""
    return OutwardReferral.objects.filter(facility=facility).awaited().for_lists()


def awaited_for(patient: Patient):
    """Give the letters with which this person left and has not come back, for the counter to ask about."""
    return OutwardReferral.objects.of_person(patient).awaited().for_lists()


def _must_be_writable(held: Visit, visit: Visit, kind: str, letter: Letter, due_on: date | None, *, by: Staff) -> None:
    if held.pk != visit.pk:
        raise core.MoveRefused("stale_entry", "Antrean ini bukan milik kunjungan yang dibuka. Muat ulang halamannya.")
    if kind not in ReferralKind.values:
        raise invalid(f"Pilih jenis rujukan: {', '.join(ReferralKind.labels)}.", "kind")
    if kind in (ReferralKind.FKTP, ReferralKind.FKRTL):
        must_be_left_to(held, by)
    reasons = []
    if not letter.receiver:
        reasons.append(Refusal("invalid", "Tulis fasilitas atau instansi penerima.", "receiver"))
    if not letter.reason:
        reasons.append(Refusal("invalid", "Tulis alasan merujuk.", "reason"))
    if kind in (ReferralKind.FKTP, ReferralKind.FKRTL) and not (letter.diagnosis or letter.diagnosis_code):
        reasons.append(Refusal("invalid", "Tulis diagnosis kerja, dengan atau tanpa kode ICD-10.", "diagnosis"))
    if letter.consent and letter.consent not in Consent.values:
        reasons.append(Refusal("invalid", "Persetujuan diberikan oleh pasien, keluarga, atau darurat.", "consent"))
    if due_on is not None and due_on < held.facility.today():
        reasons.append(Refusal("invalid", "Tanggal diharapkan kembali sudah lewat.", "due_on"))
    for name, value in vars(letter).items():
        longest = OutwardReferral._meta.get_field(name).max_length
        if len(value) > longest:
            reasons.append(Refusal("invalid", f"Paling panjang {longest} huruf.", name))
    if reasons:
        raise PaperRefused.because(reasons)


def _locked(referral: OutwardReferral, *, by: Staff, permission: Permission) -> tuple[Visit, OutwardReferral]:
    must_be_allowed(by, permission, referral.facility_id)
    visit = movement.locked(referral.visit_id)
    visit.facility = by.facility
    return visit, OutwardReferral.objects.locked().get(pk=referral.pk)


def _must_stand_in(referral: OutwardReferral, *statuses: str) -> None:
    if referral.status not in statuses:
        raise already(f"Surat rujukan {referral.number} sekarang “{referral.get_status_display().lower()}”.")

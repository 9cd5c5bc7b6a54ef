"""The letter that comes back (rujuk balik): it closes the referral and opens the monitoring."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit

from . import follow_ups, loose_ends
from .models import FollowUp, LooseKind, OutwardReferral
from .models.outward import BEFORE_AN_ANSWER
from .refusals import already, invalid, must_be_allowed
from .telling import tell_of

# A patient sent back is seen monthly (domain reference §6.1) unless the reply names a day.
MONITOR_AFTER = timedelta(days=30)


class Monitoring(TextChoices):
    """Who watches over a patient who came back."""

    HERE = "here", "Di puskesmas"
    VILLAGE = "village", "Di desa, oleh Pustu"
    NONE = "none", "Tidak perlu pemantauan"


@dataclass(frozen=True)
class Reply:
    """What the receiver wrote back."""

    diagnosis: str = ""
    therapy: str = ""
    advice: str = ""
    control_on: date | None = None


def answer(referral: OutwardReferral, *, reply: Reply, by: Staff, monitoring: str = Monitoring.HERE) -> OutwardReferral:
    """Write down the reply, close the referral, and open the monitoring it asks for, here or in the village."""
    with transaction.atomic():
        must_be_allowed(by, Permission.REFERRAL_ANSWER, referral.facility_id)
        visit = movement.locked(referral.visit_id)
        referral = OutwardReferral.objects.locked().get(pk=referral.pk)
        _must_be_answerable(referral, reply, monitoring)
        referral.reply_diagnosis, referral.reply_therapy = reply.diagnosis.strip(), reply.therapy.strip()
        referral.reply_advice, referral.control_on = reply.advice.strip(), reply.control_on
        referral.take_answer(by=by, at=timezone.now())
        referral.close()
        referral.save()
        loose_ends.tie_up(visit.pk, LooseKind.OUTWARD, referral.code, note="Sudah dibalas.", by=by)
        told = {"referral": referral.code, "kind": referral.kind, "answered": True}
        visit = tell_of(visit.pk, Kind.REFERRAL_ANSWERED, by=by, data=told)
        if monitoring != Monitoring.NONE and referral.takes_the_patient and visit.patient is not None:
            _open_monitoring(referral, visit, monitoring, by=by)
    return referral


def _open_monitoring(referral: OutwardReferral, visit: Visit, monitoring: str, *, by: Staff) -> FollowUp:
    today = by.facility.today()
    due_on = max(referral.control_on or today + MONITOR_AFTER, today)
    return follow_ups.open_task(
        visit.patient,
        action="Pemantauan sesudah rujuk balik",
        reason=referral.reply_advice,
        due_on=due_on,
        visit=visit,
        referral=referral,
        to=by if monitoring == Monitoring.HERE else None,
        by=by,
    )


def _must_be_answerable(referral: OutwardReferral, reply: Reply, monitoring: str) -> None:
    if referral.status not in BEFORE_AN_ANSWER:
        raise already(f"Surat rujukan {referral.number} sudah “{referral.get_status_display().lower()}”.")
    if not any(word.strip() for word in (reply.diagnosis, reply.therapy, reply.advice)):
        raise invalid("Tulis isi balasan: diagnosis, terapi, atau anjurannya.", "diagnosis")
    if reply.control_on is not None and reply.control_on < referral.on:
        raise invalid("Tanggal kontrol tidak boleh sebelum tanggal rujukan.", "control_on")
    if monitoring not in Monitoring.values:
        raise invalid(f"Pilih pemantauan: {', '.join(Monitoring.labels)}.", "monitoring")
    for field, value in (("reply_diagnosis", reply.diagnosis), ("reply_therapy", reply.therapy)):
        _must_fit(field, value)
    _must_fit("reply_advice", reply.advice)


def _must_fit(field: str, value: str) -> None:
    longest = OutwardReferral._meta.get_field(field).max_length
    if len(value.strip()) > longest:
        raise invalid(f"Paling panjang {longest} huruf.", field.removeprefix("reply_"))

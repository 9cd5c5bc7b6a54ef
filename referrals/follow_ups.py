"""Tasks in the village: whose they are, giving them, and taking back what was found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Pustu, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models import Patient
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit

from .models import FollowUp, OutwardReferral, PlaceKind, TaskOutcome, TaskStatus, VillageOfficer
from .models.follow_up import TO_DO
from .refusals import AnswerConflict, already, invalid, must_be_allowed
from .telling import tell, tell_of

P = Permission


@dataclass(frozen=True)
class Owner:
    """Who is to do a task: a Pustu, an officer, or another puskesmas by letter."""

    pustu: Pustu | None = None
    staff: Staff | None = None
    elsewhere: str = ""


class Stored(NamedTuple):
    """A task with its answer, and whether this call wrote it or an earlier sending did."""

    task: FollowUp
    is_new: bool


def owner_for(patient: Patient, *, by: Staff) -> Owner:
    """Give who looks after a patient at home.

    The Pustu of the village (Sitiung 3.o), else the officer named for it; outside the area its own puskesmas, by
    letter. Where nobody was named, or the village is not known, whoever gives the task keeps it.
    """
    village = patient.village
    if village is None:
        return Owner(staff=by)
    if not village.in_area:
        return Owner(elsewhere=f"Puskesmas wilayah {village}")
    pustu = village.pustu.order_by("name").first()
    if pustu is not None:
        return Owner(pustu=pustu)
    officer = VillageOfficer.objects.filter(village=village, staff__is_active=True).select_related("staff").first()
    return Owner(staff=officer.staff if officer else by)


def give(
    patient: Patient,
    *,
    action: str,
    due_on: date,
    by: Staff,
    reason: str = "",
    visit: Visit | None = None,
    to: Staff | None = None,
    place: str = PlaceKind.HOME,
) -> FollowUp:
    """Give a task about a patient to whoever looks after the village, or to somebody named."""
    with transaction.atomic():
        must_be_allowed(by, P.FOLLOW_UP_GIVE, patient.facility_id)
        held = movement.locked(visit.pk) if visit is not None else None
        return open_task(patient, action=action, due_on=due_on, by=by, reason=reason, visit=held, to=to, place=place)


def open_task(
    patient: Patient,
    *,
    action: str,
    due_on: date,
    by: Staff,
    reason: str = "",
    visit: Visit | None = None,
    to: Staff | None = None,
    referral: OutwardReferral | None = None,
    place: str = PlaceKind.HOME,
) -> FollowUp:
    """Write a task and its sentence; the caller has asked for permission and holds the visit locked."""
    _must_be_givable(patient, action, due_on, to, by=by)
    owner = Owner(staff=to) if to is not None else owner_for(patient, by=by)
    task = FollowUp.objects.create(
        facility_id=by.facility_id,
        patient=patient,
        visit=visit,
        referral=referral,
        village=patient.village,
        action=action.strip(),
        place=place,
        reason=reason.strip()[:300],
        due_on=due_on,
        given_by=by,
        given_at=timezone.now(),
        **vars(owner),
    )
    if visit is not None:
        told = {"task": task.code, "pustu": owner.pustu.code if owner.pustu else "", "due_on": due_on.isoformat()}
        tell(visit, Kind.FOLLOW_UP_GIVEN, by=by, data=told | ({"referral": referral.code} if referral else {}))
    return task


def pass_on(task: FollowUp, *, to: Staff, by: Staff) -> FollowUp:
    """Let a colleague or a kader do a task; the Pustu stays its owner."""
    with transaction.atomic():
        task = _locked(task, by=by)
        _must_be_to_do(task)
        if by.role == RoleCode.KADER or to.facility_id != task.facility_id or not to.is_active:
            raise invalid("Pilih petugas atau kader puskesmas ini yang masih bertugas.", "to")
        task.staff = to
        return _changed(task)


def see(task: FollowUp, *, by: Staff) -> FollowUp:
    """Write down that its owner opened it; the first look counts."""
    with transaction.atomic():
        task = _locked(task, by=by)
        if task.status == TaskStatus.SENT:
            task.see(by=by, at=timezone.now())
            task.save()
    return task


def go(task: FollowUp, *, by: Staff) -> FollowUp:
    """Write down that somebody went there, before what was found is known."""
    with transaction.atomic():
        task = _locked(task, by=by)
        if task.status not in (TaskStatus.SENT, TaskStatus.SEEN):
            raise already(f"Tugas ini sudah “{task.get_status_display().lower()}”.")
        task.visit_home()
        task.save()
    return task


def answer(
    task: FollowUp,
    *,
    outcome: str,
    by: Staff,
    note: str = "",
    measured: dict[str, Any] | None = None,
    at: datetime | None = None,
    done_by: Staff | None = None,
    base_version: int | None = None,
    answer_id: UUID | None = None,
) -> Stored:
    """Write down what was found; ``by`` types it, ``done_by`` went there, ``at`` is when.

    The same ``answer_id`` sent twice is stored once. An answer typed over an older version than the puskesmas holds is
    an AnswerConflict.
    """
    with transaction.atomic():
        task = _locked(task, by=by)
        if answer_id is not None and task.answer_id == answer_id:
            return Stored(task, is_new=False)
        _must_match(task, base_version)
        _must_be_to_do(task)
        _must_be_an_answer(outcome, note, measured, at)
        now = timezone.now()
        task.outcome, task.note, task.measured = outcome, note.strip(), measured or {}
        task.answer_id = answer_id
        task.take_answer(by=done_by or by, at=at or now, typed_by=by, typed_at=now)
        task = _changed(task)
        if task.visit_id:
            told = {"task": task.code, "outcome": outcome}
            tell_of(task.visit_id, Kind.FOLLOW_UP_ANSWERED, by=by, data=told)
    return Stored(task, is_new=True)


def review(task: FollowUp, *, by: Staff, note: str = "") -> FollowUp:
    """Write down that the puskesmas read the answer; the loop is closed."""
    with transaction.atomic():
        must_be_allowed(by, P.FOLLOW_UP_GIVE, task.facility_id)
        task = FollowUp.objects.locked().get(pk=task.pk)
        if task.status != TaskStatus.RESULT:
            raise already(f"Tugas ini belum bisa ditinjau: {task.get_status_display().lower()}.")
        task.review(by=by, at=timezone.now(), note=note.strip()[:200])
        return _changed(task)


def cancel(task: FollowUp, *, reason: str, by: Staff) -> FollowUp:
    """Take a task back that nobody needs to do any more."""
    with transaction.atomic():
        must_be_allowed(by, P.FOLLOW_UP_GIVE, task.facility_id)
        if not reason.strip():
            raise invalid("Tulis alasan membatalkan tugas.", "reason")
        task = FollowUp.objects.locked().get(pk=task.pk)
        _must_be_to_do(task)
        task.cancel(reason=reason.strip()[:200])
        return _changed(task)


def cancel_for_death(patient: Patient) -> None:
    """End the tasks about somebody who died."""
    for task in FollowUp.objects.of_person(patient).filter(status__in=TO_DO).locked().order_by("pk"):
        task.cancel(reason="Pasien meninggal.")
        _changed(task)


def is_own(task: FollowUp, staff: Staff) -> bool:
    """Tell whether a task is this person's: a kader's own, a Pustu officer's of the Pustu, the puskesmas' all."""
    if task.facility_id != staff.facility_id:
        return False
    if staff.role == RoleCode.KADER:
        return task.staff_id == staff.pk
    if staff.role == RoleCode.PUSTU:
        return task.staff_id == staff.pk or (task.pustu_id is not None and task.pustu_id == staff.pustu_id)
    return True


def _locked(task: FollowUp, *, by: Staff) -> FollowUp:
    """Lock a task after its visit, for its owner or for the puskesmas that types what came on paper."""
    if not by.can(P.FOLLOW_UP_GIVE):
        must_be_allowed(by, P.FOLLOW_UP_ANSWER, task.facility_id)
    if task.visit_id:
        movement.locked(task.visit_id)
    task = FollowUp.objects.locked().get(pk=task.pk)
    if not is_own(task, by):
        raise invalid("Tugas ini bukan milik Anda.", "task")
    return task


def _changed(task: FollowUp) -> FollowUp:
    task.version += 1
    task.save()
    return task


def _must_be_to_do(task: FollowUp) -> None:
    if not task.is_to_do:
        raise already(f"Tugas ini sudah “{task.get_status_display().lower()}”.")


def _must_match(task: FollowUp, base_version: int | None) -> None:
    if base_version is not None and base_version != task.version:
        message = (
            f"Tugas ini sudah berubah di puskesmas (versi {task.version}, jawaban Anda versi {base_version}). "
            "Buka lagi tugasnya, lalu kirim ulang."
        )
        raise AnswerConflict(message, version=task.version)


def _must_be_givable(patient: Patient, action: str, due_on: date, to: Staff | None, *, by: Staff) -> None:
    if patient.died_on is not None:
        raise invalid("Pasien ini sudah meninggal.", "patient")
    if not action.strip():
        raise invalid("Tulis apa yang harus dilakukan.", "action")
    if len(action.strip()) > FollowUp._meta.get_field("action").max_length:
        raise invalid("Tindakan paling panjang 160 huruf.", "action")
    if due_on < by.facility.today():
        raise invalid("Batas waktu sudah lewat. Pilih hari ini atau sesudahnya.", "due_on")
    if to is not None and (to.facility_id != by.facility_id or not to.is_active):
        raise invalid("Pilih petugas puskesmas ini yang masih bertugas.", "to")


def _must_be_an_answer(outcome: str, note: str, measured: dict[str, Any] | None, at: datetime | None) -> None:
    if outcome not in TaskOutcome.values:
        raise invalid(f"Pilih hasil: {', '.join(TaskOutcome.labels)}.", "outcome")
    if len(note.strip()) > FollowUp._meta.get_field("note").max_length:
        raise invalid("Catatan paling panjang 300 huruf.", "note")
    if at is not None and at > timezone.now():
        raise invalid("Waktu kunjungan belum terjadi.", "at")
    for name, value in (measured or {}).items():
        if not isinstance(name, str) or isinstance(value, bool) or not isinstance(value, int | float | str):
            raise invalid("Pengukuran berupa nama dan angkanya, misalnya berat: 54,5.", "measured")

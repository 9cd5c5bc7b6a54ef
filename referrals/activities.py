"""Activities in the village: planning them, handing them to a kader, and writing down who came and what was found."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Posyandu, Pustu, Staff, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode

from .models import Activity, ActivityKind, VillageOfficer
from .refusals import AnswerConflict, already, invalid, must_be_allowed

P = Permission


@dataclass(frozen=True)
class Planned:
    """What is planned: its kind, place and day, how many are expected, and where it belongs.

    Without ``pustu`` the village's own Pustu or officer holds it; ``to`` names somebody, a kader too.
    """

    kind: str
    place: str
    on: date
    what: str = ""
    expected: int | None = None
    village: Village | None = None
    posyandu: Posyandu | None = None
    pustu: Pustu | None = None
    to: Staff | None = None


class Recorded(NamedTuple):
    """An activity with its result, and whether this call wrote it or an earlier sending did."""

    activity: Activity
    is_new: bool


def give(planned: Planned, *, by: Staff) -> Activity:
    """Plan an activity; the puskesmas plans for any village, an officer of a Pustu for their own Pustu."""
    village = planned.village or (planned.posyandu.village if planned.posyandu else None)
    pustu = planned.pustu or (by.pustu if by.role == RoleCode.PUSTU else _pustu_of(village))
    with transaction.atomic():
        _must_plan(by, pustu, village)
        _must_be_an_activity(planned, village, by=by)
        staff = planned.to
        if pustu is None and staff is None:
            staff = _officer_of(village) or by
        return Activity.objects.create(
            facility_id=by.facility_id,
            kind=planned.kind,
            what=planned.what.strip(),
            place=planned.place.strip(),
            on=planned.on,
            expected=planned.expected,
            village=village,
            posyandu=planned.posyandu,
            pustu=pustu,
            staff=staff,
            given_by=by,
            given_at=timezone.now(),
        )


def hand(activity: Activity, *, to: Staff, by: Staff) -> Activity:
    """Let a colleague or a kader hold it; the Pustu stays its owner."""
    with transaction.atomic():
        activity = _locked(activity, by=by)
        _must_be_planned(activity)
        if by.role == RoleCode.KADER or not _is_at_work_here(to, activity.facility_id):
            raise invalid("Pilih petugas atau kader puskesmas ini yang masih bertugas.", "to")
        activity.staff = to
        return _changed(activity)


def record(
    activity: Activity,
    *,
    by: Staff,
    came: int | None = None,
    result: str = "",
    why_not: str = "",
    done_by: Staff | None = None,
    done_on: date | None = None,
    base_version: int | None = None,
    answer_id: UUID | None = None,
) -> Recorded:
    """Write down what became of it: who came, or with ``why_not`` that it was not held.

    ``by`` types it, ``done_by`` held it, ``done_on`` is when (else the day planned). The same ``answer_id`` sent twice
    is stored once; a result typed over an older version is an AnswerConflict.
    """
    with transaction.atomic():
        activity = _locked(activity, by=by)
        if answer_id is not None and activity.answer_id == answer_id:
            return Recorded(activity, is_new=False)
        _must_match(activity, base_version)
        _must_be_planned(activity)
        on = done_on or activity.on
        _must_be_a_result(activity, came, result, why_not, on, done_by)
        activity.answer_id, activity.result = answer_id, result.strip()
        now = timezone.now()
        if why_not.strip():
            activity.miss(why=why_not.strip(), typed_by=by, typed_at=now)
        else:
            activity.hold(came=came, by=done_by or by, on=on, typed_by=by, typed_at=now)
        return Recorded(_changed(activity), is_new=True)


def cancel(activity: Activity, *, reason: str, by: Staff) -> Activity:
    """Take a planned activity back that nobody needs any more."""
    with transaction.atomic():
        activity = _locked(activity, by=by)
        _must_plan(by, activity.pustu, activity.village)
        _must_be_planned(activity)
        if not reason.strip():
            raise invalid("Tulis alasan membatalkan kegiatan.", "reason")
        activity.cancel(why=reason.strip()[:200])
        return _changed(activity)


def is_own(activity: Activity, staff: Staff) -> bool:
    """Tell whether an activity is this person's: a kader's own, a Pustu officer's of the Pustu, the puskesmas' all."""
    if activity.facility_id != staff.facility_id:
        return False
    if staff.role == RoleCode.KADER:
        return activity.staff_id == staff.pk
    if staff.role == RoleCode.PUSTU:
        return activity.staff_id == staff.pk or (
            activity.pustu_id is not None and activity.pustu_id == staff.pustu_id
        )
    return True


def _pustu_of(village: Village | None) -> Pustu | None:
    return village.pustu.order_by("name").first() if village else None


def _officer_of(village: Village | None) -> Staff | None:
    officer = VillageOfficer.objects.filter(village=village, staff__is_active=True).select_related("staff").first()
    return officer.staff if officer and village else None


def _is_at_work_here(staff: Staff, facility_id: int) -> bool:
    return staff.facility_id == facility_id and staff.is_active


def _locked(activity: Activity, *, by: Staff) -> Activity:
    """Lock an activity, for who holds it or for the puskesmas that types what came on paper."""
    if not by.can(P.FOLLOW_UP_GIVE):
        must_be_allowed(by, P.FOLLOW_UP_ANSWER, activity.facility_id)
    activity = Activity.objects.locked().get(pk=activity.pk)
    if not is_own(activity, by):
        raise invalid("Kegiatan ini bukan milik Anda.", "activity")
    return activity


def _changed(activity: Activity) -> Activity:
    activity.version += 1
    activity.save()
    return activity


def _must_plan(by: Staff, pustu: Pustu | None, village: Village | None) -> None:
    if by.role == RoleCode.PUSTU and pustu is not None and pustu.pk == by.pustu_id:
        if village is not None and not pustu.villages.filter(pk=village.pk).exists():
            raise invalid("Desa ini bukan wilayah Pustu Anda.", "village")
        return
    must_be_allowed(by, P.FOLLOW_UP_GIVE)


def _must_be_an_activity(planned: Planned, village: Village | None, *, by: Staff) -> None:
    if planned.kind not in ActivityKind.values:
        raise invalid("Pilih jenis kegiatan.", "kind")
    if planned.kind == ActivityKind.OTHER and not planned.what.strip():
        raise invalid("Tulis kegiatan apa.", "what")
    if not planned.place.strip():
        raise invalid("Tulis tempat kegiatan.", "place")
    for field, label in (("place", "Tempat"), ("what", "Nama kegiatan")):
        longest = Activity._meta.get_field(field).max_length
        if len(getattr(planned, field).strip()) > longest:
            raise invalid(f"{label} paling panjang {longest} huruf.", field)
    if planned.on < by.facility.today():
        raise invalid("Tanggal sudah lewat. Pilih hari ini atau sesudahnya.", "on")
    if planned.expected is not None and planned.expected < 0:
        raise invalid("Sasaran hadir tidak bisa kurang dari nol.", "expected")
    for place, field in ((village, "village"), (planned.pustu, "pustu")):
        if place is not None and place.facility_id != by.facility_id:
            raise invalid("Tempat ini milik puskesmas lain.", field)
    if planned.posyandu is not None and planned.posyandu.village_id != village.pk:
        raise invalid("Posyandu ini ada di desa lain.", "posyandu")
    if planned.to is not None and not _is_at_work_here(planned.to, by.facility_id):
        raise invalid("Pilih petugas puskesmas ini yang masih bertugas.", "to")


def _must_be_planned(activity: Activity) -> None:
    if not activity.is_planned:
        raise already(f"Kegiatan ini sudah “{activity.get_status_display().lower()}”.")


def _must_match(activity: Activity, base_version: int | None) -> None:
    if base_version is not None and base_version != activity.version:
        message = (
            f"Kegiatan ini sudah berubah di puskesmas (versi {activity.version}, isian Anda versi {base_version}). "
            "Buka lagi kegiatannya, lalu kirim ulang."
        )
        raise AnswerConflict(message, version=activity.version)


def _must_be_a_result(
    activity: Activity, came: int | None, result: str, why_not: str, on: date, done_by: Staff | None
) -> None:
    if why_not.strip() and came is not None:
        raise invalid("Isi jumlah yang hadir, atau sebab tidak terlaksana; tidak keduanya.", "why_not")
    if not why_not.strip():
        if came is None:
            raise invalid("Isi berapa yang hadir, nol bila tidak ada yang datang.", "came")
        if came < 0:
            raise invalid("Yang hadir tidak bisa kurang dari nol.", "came")
        if on > activity.facility.today():
            raise invalid("Kegiatan ini belum terjadi. Isi hasilnya sesudah dilaksanakan.", "done_on")
    for typed, field, label in ((result, "result", "Hasil"), (why_not, "why_not", "Sebab")):
        longest = Activity._meta.get_field(field).max_length
        if len(typed.strip()) > longest:
            raise invalid(f"{label} paling panjang {longest} huruf.", field)
    if done_by is not None and done_by.facility_id != activity.facility_id:
        raise invalid("Pilih pelaksana dari puskesmas ini.", "done_by")

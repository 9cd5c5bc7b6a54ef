"""Writing down a delivery: the mother's outcome, each child's, and a walk of its own for each liveborn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clusters.births import BornChild, Delivered, Helper
from clusters.registry import registry
from clusters.writing import corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.services import Identity, correct
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit

from .limits import limits_on
from .models import BirthCare, BirthPlace, ChildOutcome, Complication, DeliveredChild, DeliveryRecord, MotherOutcome

_APGAR = range(11)
HELPS_AS = {RoleCode.DOKTER: Helper.DOCTOR, RoleCode.BIDAN: Helper.MIDWIFE, RoleCode.PERAWAT: Helper.NURSE}


@dataclass(frozen=True)
class Newborn:
    """What was found of a newborn and given at birth, beside sex and weight."""

    birth_length: int | None = None
    apgar_1: int | None = None
    apgar_5: int | None = None
    given: Sequence[str] = ()


@dataclass(frozen=True)
class Delivery:
    """What is told of a delivery: the mother, and by order of birth what was found of each child."""

    mother_outcome: str
    attendant: Staff | None = None
    helped_by: str = ""  # after the attendant's role, unless told
    delivered_at: datetime | None = None  # now, unless told
    place: str = BirthPlace.WARD
    notes: str = ""
    complications: Sequence[str] = ()
    newborns: Mapping[int, Newborn] = field(default_factory=dict)


def deliver(entry: QueueEntry, told: Delivery, children: Sequence[movement.Child], *, by: Staff) -> DeliveryRecord:
    """Write down a delivery in the ward and open each liveborn's own visit; a stillbirth stays on this record."""
    now = timezone.now()
    _must_be_told(told, children, facility_id=by.facility_id, now=now)
    with transaction.atomic():
        visits = {visit.birth_order: visit for visit in movement.born(entry, children, by=by)}
        page = opened(entry.visit, by=by, permission=Permission.BIRTH_REGISTER, entry=entry)
        record = DeliveryRecord(**page.stamp(at=told.delivered_at), **_columns(told, told.delivered_at or now))
        record.save(force_insert=True)
        _write_children(record, children, visits, told.newborns)
        page.say(Kind.SOAP, data={"record": record.code, "exam": "delivery", "children": len(children)})
        registry.delivered(page, _as_told(record))
        return record


def _as_told(record: DeliveryRecord) -> Delivered:
    return Delivered(
        record=record.code,
        at=record.delivered_at,
        site=record.site,
        helper=record.helped_by,
        complicated=record.is_complicated,
        handled=record.was_handled,
        replaces=record.replaces.code if record.replaces_id else "",
        children=tuple(BornChild(one.visit_id, tuple(one.given)) for one in record.children.all() if one.visit_id),
    )


def correct_delivery(
    record: DeliveryRecord, told: Delivery, children: Sequence[movement.Child] = (), *, by: Staff, reason: str
) -> DeliveryRecord:
    """Put right what was written of a delivery and of the children named; the others go over as they were.

    A child of a further order is a further twin: it gets its record and its walk, while the mother is in the ward.
    """
    now = timezone.now()
    _must_be_told(told, children, facility_id=by.facility_id, now=now)
    with transaction.atomic():
        known = {child.order: child for child in record.children.select_related("visit__patient")}
        _must_stay_alive_or_not(known, children)
        further = [child for child in children if child.order not in known]
        visits = _born_further(record, further, after=len(known), by=by)
        columns = _columns(told, told.delivered_at or record.delivered_at)
        allowed = Permission.SOAP_WRITE
        after = corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam="delivery")
        changed = {child.order: child for child in children if child.order in known}
        for order, child in known.items():
            _carry_over(child, after, changed.get(order), told.newborns.get(order, Newborn()), by=by, reason=reason)
        _write_children(after, further, visits, told.newborns)
        page = opened(after.visit, by=by, permission=allowed, after_exit=True)
        registry.delivered(page, _as_told(after))
        return after


def _must_stay_alive_or_not(known: Mapping[int, DeliveredChild], children: Sequence[movement.Child]) -> None:
    for child in children:
        before = known.get(child.order)
        if before is not None and child.alive != (before.outcome == ChildOutcome.LIVE):
            message = f"Anak ke-{child.order} sudah tercatat {before.get_outcome_display().lower()}. "
            more = "Bila meninggal sesudah lahir, catat pada kunjungan bayinya." if before.visit_id else ""
            raise ValidationError({"children": [f"{message}{more}".strip()]})


def _born_further(
    record: DeliveryRecord, further: Sequence[movement.Child], *, after: int, by: Staff
) -> dict[int | None, Visit]:
    if not further:
        return {}
    entry = record.visit.entries.open().select_related("point", "visit").first()
    if entry is None:
        message = "Ibu sudah tidak di ruang bersalin. Daftarkan bayi berikutnya di loket, lalu tulis di catatan."
        raise MoveRefused("guard_refused", message)
    visits = movement.born(entry, further, by=by, after=after)
    return {visit.birth_order: visit for visit in visits}


def _carry_over(
    child: DeliveredChild,
    after: DeliveryRecord,
    told: movement.Child | None,
    newborn: Newborn,
    *,
    by: Staff,
    reason: str,
) -> None:
    if told is not None:
        if child.visit is not None and told.sex != child.sex:
            typed = replace(Identity.of(child.visit.patient), sex=told.sex)
            correct(child.visit.patient, typed, by=by, reason=reason)
        child.sex, child.birth_weight = told.sex, told.birth_weight
        for name, value in _found(newborn).items():
            setattr(child, name, value)
    child.pk, child.delivery = None, after
    child.save(force_insert=True)


def _columns(told: Delivery, delivered_at: datetime) -> dict:
    return {
        "delivered_at": delivered_at,
        "attendant": told.attendant,
        "helped_by": told.helped_by or HELPS_AS.get(told.attendant.role if told.attendant else "", ""),
        "place": told.place,
        "mother_outcome": told.mother_outcome,
        "complications": list(told.complications),
        "notes": told.notes.strip(),
    }


def _write_children(
    record: DeliveryRecord,
    children: Sequence[movement.Child],
    visits: Mapping[int, Visit],
    newborns: Mapping[int, Newborn],
) -> None:
    DeliveredChild.objects.bulk_create(
        DeliveredChild(
            **_found(newborns.get(child.order, Newborn())),
            delivery=record,
            order=child.order,
            outcome=ChildOutcome.LIVE if child.alive else ChildOutcome.STILLBORN,
            sex=child.sex,
            birth_weight=child.birth_weight,
            visit=visits.get(child.order),
        )
        for child in children
    )


def _found(newborn: Newborn) -> dict:
    return {
        "birth_length": newborn.birth_length,
        "apgar_1": newborn.apgar_1,
        "apgar_5": newborn.apgar_5,
        "given": list(newborn.given),
    }


def _must_be_told(told: Delivery, children: Sequence[movement.Child], *, facility_id: int, now: datetime) -> None:
    errors = {}
    if told.mother_outcome not in MotherOutcome.values:
        errors["mother_outcome"] = [f"Pilih keadaan ibu: {', '.join(MotherOutcome.labels).lower()}."]
    if told.place not in BirthPlace.values:
        errors["place"] = [f"Pilih tempat lahir: {', '.join(BirthPlace.labels).lower()}."]
    if told.attendant is None and told.helped_by not in Helper.values:
        errors["attendant"] = ["Pilih penolongnya."]
    if told.attendant is not None and told.attendant.facility_id != facility_id:
        errors["attendant"] = ["Penolong harus petugas puskesmas ini."]
    if told.delivered_at and told.delivered_at > now:
        errors["delivered_at"] = ["Jam lahir belum lewat. Periksa jamnya."]
    if not set(told.complications) <= set(Complication.values):
        errors["complications"] = [f"Pilih penyulit: {', '.join(Complication.labels).lower()}."]
    if told.mother_outcome == MotherOutcome.WELL and told.complications:
        errors["mother_outcome"] = ["Ada penyulit yang dipilih. Pilih keadaan ibu dengan komplikasi."]
    errors |= _wrong_with(told.newborns, on=now.date())
    least, most = limits_on(now.date())["birth_weight"]
    for child in children:
        if child.alive and child.sex not in ("L", "P"):
            errors["children"] = [f"Pilih jenis kelamin anak ke-{child.order}."]
        if child.birth_weight is not None and not least <= child.birth_weight <= most:
            message = f"Berat lahir anak ke-{child.order} di luar {least}–{most} gram. Tulis dalam gram."
            errors["children"] = [message]
    if errors:
        raise ValidationError(errors)


def _wrong_with(newborns: Mapping[int, Newborn], *, on: date) -> dict[str, list[str]]:
    shortest, longest = limits_on(on)["birth_length"]
    for order, newborn in newborns.items():
        if newborn.birth_length is not None and not shortest <= newborn.birth_length <= longest:
            return {"children": [f"Panjang lahir anak ke-{order} di luar {shortest}–{longest} cm."]}
        if any(score is not None and score not in _APGAR for score in (newborn.apgar_1, newborn.apgar_5)):
            return {"children": [f"APGAR anak ke-{order} antara 0 dan 10."]}
        if not set(newborn.given) <= set(BirthCare.values):
            return {"children": [f"Yang diberikan kepada anak ke-{order} tidak dikenal."]}
    return {}

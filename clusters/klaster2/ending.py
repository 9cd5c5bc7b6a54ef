"""The end of a pregnancy: heard from the delivery room, or told at a desk."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clusters.births import Delivered
from clusters.writing import Page, corrected, opened
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.states import Disposition

from .carrying import FEMALE
from .episode import weigh
from .models import Ending, Pregnancy, PregnancyEnd
from .pregnancy import woman_of

CODE = "pregnancy_end"
Told = Mapping[str, Any]


def end_pregnancy(entry: QueueEntry, told: Told, *, by: Staff) -> PregnancyEnd:
    """Write down how the open pregnancy of the woman in the room ended."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        pregnancy = Pregnancy.objects.of_person(woman_of(page)).open().last()
        if pregnancy is None:
            raise MoveRefused("guard_refused", "Ibu ini tidak punya kehamilan yang terbuka. Muat ulang halaman.")
        return write_end(page, pregnancy, told)


def write_end(page: Page, pregnancy: Pregnancy, told: Told) -> PregnancyEnd:
    """Write the paper of an end on a pregnancy, and its sentence."""
    record = PregnancyEnd(**page.stamp(), **told, pregnancy=pregnancy)
    record.save(force_insert=True)
    record.pregnancy = weigh(pregnancy)
    page.say(Kind.SOAP, data={"record": record.code, "exam": CODE})
    return record


def correct_end(record: PregnancyEnd, told: Told, *, by: Staff, reason: str) -> PregnancyEnd:
    """Put right how a pregnancy ended; a birth written down here is put right on its own record."""
    if record.delivery:
        message = "Persalinan ini dicatat di ruang bersalin. Perbaiki catatan persalinannya; di sini ikut berubah."
        raise MoveRefused("guard_refused", message)
    with transaction.atomic():
        after = _corrected(record, told, by=by, reason=reason)
        after.pregnancy = weigh(after.pregnancy)
        return after


def _corrected(record: PregnancyEnd, told: Told, *, by: Staff, reason: str) -> PregnancyEnd:
    allowed = Permission.SOAP_WRITE
    return corrected(record, dict(told), Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)


def hear_delivery(page: Page, told: Delivered) -> None:
    """End the pregnancy of a woman who gave birth here, in the transaction of the delivery's record.

    A woman whom nobody here saw before the birth gets a pregnancy that begins and ends with it, so that the weeks
    after have their row; what was put right of a birth is put right here too.
    """
    woman = page.visit.patient
    if woman is None or woman.sex != FEMALE:
        return
    columns = _columns(page, told)
    before = PregnancyEnd.objects.current().filter(delivery=told.replaces).first() if told.replaces else None
    if before is not None:
        _corrected(before, columns, by=page.by, reason="catatan persalinan diperbaiki")
        weigh(before.pregnancy)
        return
    pregnancy = carried_or_new(page, ended_on=columns["ended_on"])
    PregnancyEnd(**page.stamp(), **columns, pregnancy=pregnancy).save(force_insert=True)
    weigh(pregnancy)


def _columns(page: Page, told: Delivered) -> dict[str, Any]:
    return {
        "how": Ending.DELIVERY,
        "ended_on": page.visit.facility.local_date(told.at),
        "ended_at": told.at,
        "site": told.site,
        "helper": told.helper,
        "delivery": told.record,
        "complicated": told.complicated,
        "handled": told.handled,
    }


def carried_or_new(page: Page, *, ended_on: Any) -> Pregnancy:
    """Give the open pregnancy of the woman, or one that is known only by its end."""
    woman = woman_of(page)
    pregnancy = Pregnancy.objects.of_person(woman).open().last()
    if pregnancy is None:
        pregnancy = Pregnancy(facility_id=page.visit.facility_id, patient=woman, opened_on=ended_on)
        pregnancy.save(force_insert=True)
    return pregnancy


def hear_exit(visit: Visit, *, by: Staff, disposition: str, **how: object) -> None:
    """End the open pregnancy of a woman who died in a visit, in the transaction that closes it."""
    woman = visit.patient
    if disposition != Disposition.DIED or woman is None or woman.sex != FEMALE:
        return
    pregnancy = Pregnancy.objects.of_person(woman).open().last()
    if pregnancy is not None:
        page = Page(visit, None, by)
        stamp = page.stamp()
        PregnancyEnd(**stamp, pregnancy=pregnancy, how=Ending.DIED, ended_on=stamp["on"]).save(force_insert=True)
        weigh(pregnancy)

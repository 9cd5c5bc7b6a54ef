"""Bare figures handed in by Pustu, Posyandu or on a sheet: kept beside what is counted by name, never added to it."""

from datetime import date

from django.db import transaction
from django.http import Http404

from puskesmas.facility.models import Staff, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from .indicators import BY_CODE
from .locking import hold
from .models import EntryKind, PwsEntry
from .refusals import PwsRefused, may


def report(
    village: Village, indicator: str, *, month: date, number: int, origin: str, source: str, by: Staff
) -> PwsEntry:
    """Keep how many a village says it reached in one month; said again, the later one stands and the first is kept."""
    may(by, Permission.TARGET_WRITE)
    if village.facility_id != by.facility_id or not village.in_area:
        raise Http404("No such village here.")
    if indicator not in BY_CODE:
        raise Http404("No such indicator.")
    if origin not in EntryKind.values or origin == EntryKind.TARGET:
        raise PwsRefused("invalid", "Asal tidak dikenal.", [Refusal("invalid", "Pilih asal angkanya.", "origin")])
    if month > by.facility.today():
        words = "Bulan itu belum tiba. Pilih bulan yang sudah berjalan."
        raise PwsRefused("invalid", words, [Refusal("invalid", words)])
    with transaction.atomic():
        hold(by.facility_id)
        return PwsEntry.objects.create(
            facility=by.facility,
            village=village,
            month=month.replace(day=1),
            kind=origin,
            indicator=indicator,
            number=number,
            source=source.strip(),
            by=by,
        )

"""Setting how many people each village answers for, and the yearly numbers behind it; nothing is ever overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.http import Http404

from puskesmas.facility.models import Facility, Staff, Village
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from .locking import hold
from .models import Basis, EntryKind, PwsEntry, PwsRate, PwsTarget
from .projection import kinds_on, projected
from .refusals import PwsRefused, may

GOAL = "goal:"  # the name of a rate that is an indicator's yearly target
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Number:
    """How many people of a kind a village has, as somebody hands it in."""

    village: Village
    kind: str
    number: Decimal


def set_targets(numbers: Iterable[Number], *, year: int, basis: str, source: str, by: Staff) -> list[PwsTarget]:
    """Keep the numbers of a year as new versions, and give those that differ from what stood before.

    Each village changed is told to the ledger once, so that its year is counted again.
    """
    may(by, Permission.TARGET_WRITE)
    numbers = list(numbers)
    if any(one.village.facility_id != by.facility_id for one in numbers):
        raise Http404("No such village here.")
    if not source.strip():
        raise PwsRefused(
            "invalid",
            "Sumber sasaran belum diisi.",
            [Refusal("invalid", "Sumber belum diisi. Tulis dari mana angka ini, misalnya “Dinkes 2026”.", "source")],
        )
    with transaction.atomic():
        hold(by.facility_id)
        return _kept(numbers, year=year, basis=basis, source=source.strip(), by=by)


def project(*, year: int, rates: Mapping[str, Decimal], source: str, by: Staff) -> list[PwsTarget]:
    """Keep the district's rates of a year and compute each village's projection by the published formulas.

    Rates are fractions. A kind whose formula lacks something is left as it was; nothing is invented.
    """
    may(by, Permission.TARGET_WRITE)
    with transaction.atomic():
        for name, value in rates.items():
            set_rate(name, value, year=year, source=source, by=by)
        known = rates_in(by.facility, year)
        handed = in_force(by.facility, year)
        numbers = [
            Number(village, code, number)
            for village in Village.objects.filter(facility=by.facility, in_area=True)
            for code, number in _projections(village, year, known, handed)
        ]
        return set_targets(numbers, year=year, basis=Basis.PROJECTED, source=source, by=by)


def set_rate(name: str, value: Decimal, *, year: int, source: str, by: Staff) -> PwsRate:
    """Keep one yearly number of the district: a birth rate, a prevalence, or ``goal:K1`` in percent."""
    may(by, Permission.TARGET_WRITE)
    with transaction.atomic():
        hold(by.facility_id)
        last = PwsRate.objects.filter(facility=by.facility, year=year, name=name).order_by("-version").first()
        if last is not None and last.value == value and last.source == source:
            return last
        version = last.version + 1 if last else 1
        return PwsRate.objects.create(
            facility=by.facility, year=year, name=name, value=value, version=version, source=source, by=by
        )


def in_force(facility: Facility, year: int) -> dict[tuple[int, str, str], Decimal]:
    """Give the numbers that stand for a year, by village, kind and basis."""
    rows = (
        PwsTarget.objects.filter(facility=facility, year=year)
        .order_by("village_id", "kind", "basis", "-version")
        .distinct("village_id", "kind", "basis")
    )
    return {(row.village_id, row.kind, row.basis): row.number for row in rows}


def rates_in(facility: Facility, year: int) -> dict[str, Decimal]:
    """Give the yearly numbers that stand for a year, by name."""
    return PwsRate.objects.filter(facility=facility, year=year).newest()


def _projections(
    village: Village, year: int, rates: Mapping[str, Decimal], handed: Mapping[tuple[int, str, str], Decimal]
) -> Iterable[tuple[str, Decimal]]:
    kinds = kinds_on(date(year, 1, 1))
    counted = {
        code: number
        for code in kinds
        for basis in (Basis.REAL, Basis.PROJECTED)
        if (number := handed.get((village.pk, code, basis))) is not None
    }
    for code, kind in kinds.items():
        if not kind.has_formula:
            continue
        number = projected(code, population=village.population, rates=rates, kinds=kinds, counted=counted)
        if number is not None:
            yield code, number.quantize(_HUNDREDTH, ROUND_HALF_UP)


def _kept(numbers: list[Number], *, year: int, basis: str, source: str, by: Staff) -> list[PwsTarget]:
    standing = _last_versions(by.facility, year, basis)
    rows = []
    for one in numbers:
        last = standing.get((one.village.pk, one.kind))
        if last is not None and (last.number, last.source) == (one.number, source):
            continue
        rows.append(
            PwsTarget(
                facility=by.facility,
                village=one.village,
                year=year,
                kind=one.kind,
                basis=basis,
                number=one.number,
                version=last.version + 1 if last else 1,
                source=source,
                by=by,
            )
        )
    PwsTarget.objects.bulk_create(rows)
    villages = {row.village_id: row.village for row in rows}
    PwsEntry.objects.bulk_create(
        PwsEntry(facility=by.facility, village=village, month=date(year, 1, 1), kind=EntryKind.TARGET, by=by)
        for village in villages.values()
    )
    return rows


def _last_versions(facility: Facility, year: int, basis: str) -> dict[tuple[int, str], PwsTarget]:
    rows = PwsTarget.objects.filter(facility=facility, year=year, basis=basis)
    rows = rows.order_by("village_id", "kind", "-version").distinct("village_id", "kind")
    return {(row.village_id, row.kind): row for row in rows}

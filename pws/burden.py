"""Which illnesses weigh most: counted diagnoses by code, reasons for contact left out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from clusters.icd10 import diagnosis
from puskesmas.facility.models import Village

from .indicators.base import settings_of
from .models import PwsDisease

TEN = 10


@dataclass(frozen=True)
class Burden:
    """One illness with its cases; ``share`` is its length beside the largest, in percent."""

    code: str
    name: str
    new: int
    old: int
    share: int

    @property
    def cases(self) -> int:
        return self.new + self.old


def ten_largest(
    rows: QuerySet[PwsDisease], month: date, *, village: Village | None = None, since_january: bool = False
) -> list[Burden]:
    """Give the ten illnesses diagnosed most in a month, or since January, in a village or in all."""
    first = date(month.year, 1, 1) if since_january else month
    rows = rows.filter(month__range=(first, month))
    if village is not None:
        rows = rows.filter(village=village)
    left_out = Q()
    for letter in settings_of(month.year)["ten_largest_leaves_out"]:
        left_out |= Q(icd10__startswith=letter)
    summed = (
        rows.exclude(left_out)
        .order_by()
        .values("icd10")
        .annotate(new_cases=Sum("new"), old_cases=Sum("old"), cases=Sum(F("new") + F("old")))
        .order_by("-cases", "icd10")[:TEN]
    )
    found = list(summed)
    most = found[0]["cases"] if found else 1
    return [
        Burden(row["icd10"], _name(row["icd10"]), row["new_cases"], row["old_cases"], row["cases"] * 100 // most)
        for row in found
    ]


def _name(code: str) -> str:
    known = diagnosis(code)
    return known.name if known else code

"""What problems begin from: how a cell or an illness stands, what USG it proposes, and whether it moved since."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from clusters.models import Diagnosis
from puskesmas.facility.models import Facility, Village

from . import words
from .burden import Burden
from .grid import TOTAL, Cell, last_month_of
from .models import PwsDisease
from .status import Status
from .usg import Measured, Score, proposed

# The ages an illness is told by, in completed years: from, and what it is called.
_BANDS = ((0, "0–4"), (5, "5–17"), (18, "18–59"), (60, "60 ke atas"))


@dataclass(frozen=True)
class Moved:
    """How a plan's indicator stood when the plan was made, and how it stands now."""

    before: str
    now: str
    heading: str = ""


def red_cells(grid) -> list[Cell]:
    """Give the villages' cells that are jelek, the furthest behind first."""
    return [cell for cell in grid.worst if cell.status == Status.JELEK and cell.village != TOTAL]


def people_short(cell: Cell) -> int:
    """Give how many more persons would have reached the target of the month."""
    if cell.gap is None or cell.denominator is None or cell.gap <= 0:
        return 0
    return int((cell.gap * cell.denominator / 100).to_integral_value(rounding="ROUND_CEILING"))


def figures_of(cell: Cell) -> dict[str, Any]:
    """Give what a cell says, to be kept in a row: numbers as text, so that no digit is lost."""
    told = {
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "coverage": cell.coverage,
        "target": cell.target,
        "gap": cell.gap,
        "month_coverage": cell.month_coverage,
        "last_coverage": cell.last_coverage,
    }
    return {name: str(value) for name, value in told.items() if value is not None}


def figures_of_illness(burden: Burden, total: int, last_month: int | None) -> dict[str, Any]:
    """Give what a month says of an illness: its cases, those of all illnesses, and those of the month before."""
    told = {"new": burden.new, "old": burden.old, "all": total, "last": last_month}
    return {name: str(value) for name, value in told.items() if value is not None}


def usg_of(figures: dict[str, str], people: int, *, code: str, is_illness: bool, on: date) -> Score:
    """Give the USG that kept figures propose."""
    known = {name: Decimal(value) for name, value in figures.items()}
    if is_illness:
        cases = known.get("new", Decimal(0)) + known.get("old", Decimal(0))
        share = cases * 100 / known["all"] if known.get("all") else None
        last = known.get("last")
        grew = (cases - last) * 100 / last if last else None
        return proposed(Measured(share, int(cases), grew, is_illness=True), on=on)
    now, before = known.get("month_coverage"), known.get("last_coverage")
    fell = before - now if now is not None and before is not None else None
    return proposed(Measured(known.get("gap"), people, fell, code), on=on)


def in_words(figures: dict[str, str], *, is_illness: bool) -> str:
    """Say kept figures in a sentence."""
    known = {name: Decimal(value) for name, value in figures.items()}
    if is_illness:
        last = f", bulan lalu {words.heads(known['last'])}" if "last" in known else ""
        cases = known.get("new", 0) + known.get("old", 0)
        return f"{words.heads(cases)} kasus, {words.heads(known.get('new', 0))} baru{last}"
    if "coverage" not in known:
        return "angka belum ada"
    said = [f"{words.percent(known['coverage'])} persen dari target {words.percent(known.get('target'))}"]
    said.append(f"{words.heads(known['numerator'])} dari {words.heads(known.get('denominator'))}")
    if "month_coverage" in known and "last_coverage" in known:
        said.append(f"bulan ini {words.percent(known['month_coverage'])}, lalu {words.percent(known['last_coverage'])}")
    return "; ".join(said)


def moved(before: dict[str, str], cell: Cell | None) -> Moved | None:
    """Give how an indicator stood at the plan and how it stands, None where neither is a coverage."""
    if "coverage" not in before or cell is None or cell.coverage is None:
        return None
    then = Decimal(before["coverage"])
    better = (cell.coverage - then) * (-1 if cell.indicator.less_is_better else 1)
    heading = "membaik" if better > 0 else "memburuk" if better < 0 else "tetap"
    return Moved(words.percent(then), words.percent(cell.coverage), heading)


def cases_of(rows: QuerySet[PwsDisease], icd10: str, month: date, village: Village | None) -> tuple[Burden, int, Any]:
    """Give an illness of a month with the cases of all illnesses, and its own of the month before (January: None)."""
    rows = rows.filter(village=village) if village else rows
    of_month = list(rows.filter(month=month))
    own = [row for row in of_month if row.icd10 == icd10]
    burden = Burden(icd10, icd10, sum(row.new for row in own), sum(row.old for row in own), 100)
    last = last_month_of(month)
    before = sum(row.new + row.old for row in rows.filter(month=last, icd10=icd10)) if last else None
    return burden, sum(row.new + row.old for row in of_month), before


def by_age_and_sex(
    facility: Facility, icd10: str, month: date, village: Village | None
) -> list[tuple[str, int, int]]:
    """Give the cases of an illness in a month by age on the day of the diagnosis: the band, women, men."""
    last = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = Diagnosis.objects.standing().filter(facility=facility, on__gte=month, on__lt=last, icd10=icd10).order_by()
    if village is not None:
        rows = rows.filter(visit__patient__person__village=village)
    found = {name: [0, 0] for _from, name in _BANDS}
    who = ("visit__patient__person__birth_date", "visit__patient__person__sex", "on")
    for born, sex, on, cases in rows.values_list(*who).annotate(cases=Count("pk")):
        if born is None:
            continue
        years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        band = [name for start, name in _BANDS if years >= start][-1]
        found[band][0 if sex == "P" else 1] += cases
    return [(name, *found[name]) for _from, name in _BANDS]

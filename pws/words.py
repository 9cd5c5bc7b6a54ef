"""What PWS says in Indonesian: months, numbers with a comma, what a status means, and the question behind a number."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format

from .grid import OUTSIDE, TOTAL, Cell
from .indicators import Indicator
from .status import Status, Trend

LETTERS = {Status.BAIK: "B", Status.CUKUP: "C", Status.KURANG: "K", Status.JELEK: "J"}
ARROWS = {Trend.UP: "up", Trend.FLAT: "same", Trend.DOWN: "down"}
TREND_WORDS = {Trend.UP: "naik", Trend.FLAT: "tetap", Trend.DOWN: "turun", None: "belum ada"}
NONE = "–"


def month_name(month: date) -> str:
    """Give "Oktober 2026"."""
    return date_format(month, "F Y")


def day_name(day: date) -> str:
    """Give "3 Oktober 2026"."""
    return date_format(day, "j F Y")


def percent(value: Decimal | None) -> str:
    """Give a percentage with one decimal and a comma, and a dash for what has no denominator."""
    if value is None:
        return NONE
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP):.1f}".replace(".", ",")


def heads(value: Decimal | int | str | None) -> str:
    """Give a number of people with a point between thousands; half a person of a projection keeps its comma."""
    if value is None or value == "":  # a template gives "" for what is not there
        return NONE
    whole = int(value)
    text = f"{whole:,}".replace(",", ".")
    part = Decimal(value) - whole
    return f"{text},{str(part.quantize(Decimal('0.1'), ROUND_HALF_UP))[2:]}" if round(part, 1) else text


def meaning(cell: Cell) -> str:
    """Say what a cell shows, for a title and for who cannot see it."""
    if not cell.indicator.is_share:
        return f"{heads(cell.numerator)} sampai bulan ini"
    if cell.coverage is None:
        return "sasaran belum diisi" if cell.indicator.people else "belum ada yang dihitung"
    said = [cell.status.value if cell.status else "belum ada status"]
    said.append(f"{heads(cell.numerator)} dari {heads(cell.denominator)}")
    if cell.target is not None:
        said.append(f"target {percent(cell.target)}")
    said.append(f"bulan ini {TREND_WORDS[cell.trend]}" if cell.trend else "belum ada tren")
    if cell.is_over:
        said.append("lebih dari 100 persen, periksa sasaran")
    return ", ".join(said)


def question(indicator: Indicator, *, where: str, until: date, missing: bool) -> str:
    """Say in words which people a list of names holds."""
    span = f"1 Januari sampai {until.day} {month_name(until)}"
    if missing:
        return f"{indicator.due_words[:1].upper()}{indicator.due_words[1:]}: {where}, {span}."
    return f"{indicator.numerator[:1].upper()}{indicator.numerator[1:]}: {where}, {span}."


def living_in(name: str, village: str) -> str:
    """Say where the people of a row live."""
    if village == OUTSIDE:
        return "tinggal di luar wilayah kerja, atau belum diketahui"
    return "semua desa wilayah kerja" if village in ("", TOTAL) else f"berdomisili di {name}"

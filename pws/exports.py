"""The grid as a spreadsheet: one line for each village and indicator, with the columns of the PWS table."""

from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from . import words
from .grid import Cell, Grid
from .models import Basis

HEADS = (
    "Desa",
    "Indikator",
    "Nama indikator",
    "Sasaran atau pembagi",
    "Bulan ini",
    "Bulan lalu",
    "Kumulatif",
    "Kumulatif %",
    "Bulan ini %",
    "Bulan lalu %",
    "Target bulan ini %",
    "Tren",
    "Status",
    "Peringkat",
    "Angka laporan",
)


def grid_sheet(grid: Grid, facility: str) -> bytes:
    """Give the grid as xlsx; what has no denominator stays empty, never nought."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"PWS {grid.month:%Y-%m}")
    sheet.append([f"PWS {facility}, kumulatif sampai {words.month_name(grid.month)}"])
    sheet.append([f"Sasaran: {Basis(grid.basis).label}"])
    sheet.append([_bold(sheet, head) for head in HEADS])
    for row in [*grid.rows, *([grid.outside] if grid.outside else []), grid.total]:
        for cell in row.cells:
            if cell.village == "luar" and cell.indicator.residents_only:
                continue
            sheet.append(_line(row.name, cell))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _line(village: str, cell: Cell) -> list[object]:
    return [
        _safe(village),
        cell.indicator.code,
        cell.indicator.title,
        cell.denominator,
        cell.this_month,
        cell.last_month,
        cell.numerator,
        _tenth(cell.coverage),
        _tenth(cell.month_coverage),
        _tenth(cell.last_coverage),
        _tenth(cell.target),
        words.TREND_WORDS[cell.trend] if cell.trend else None,
        cell.status.value if cell.status else None,
        cell.rank,
        cell.reported,
    ]


def _tenth(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _safe(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text


def _bold(sheet, text: str):
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell

"""Targets in a spreadsheet: the sheet people fill in, and reading it back with every error named by row and column."""

import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from clusters.wording import number as typed_number
from puskesmas.facility.models import Village
from puskesmas.facility.refusals import Refusal

from .projection import PeopleKind, kinds_on
from .refusals import PwsRefused
from .targets import Number

CODE, VILLAGE = "Kode wilayah", "Desa"
MOST_ROWS, MOST_BYTES = 500, 2_000_000
MOST_ERRORS = 50
_HUNDREDTH, _TOO_MUCH = Decimal("0.01"), Decimal(10_000_000)


def blank(villages: list[Village], *, year: int) -> bytes:
    """Give the sheet to fill in: a row a village, a column a kind of people."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"Sasaran {year}"
    labels = [kind.label for kind in kinds_on(date(year, 1, 1)).values()]
    sheet.append([CODE, VILLAGE, *labels])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for village in villages:
        sheet.append([village.kemendagri_code, village.name])
    sheet.freeze_panes = "C2"
    for column, label in enumerate([CODE, VILLAGE, *labels], start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(14, len(label) + 2)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(file: BinaryIO, villages: list[Village], *, year: int) -> list[Number]:
    """Give the numbers of a filled-in sheet; refuses the whole file, naming every row that cannot be taken."""
    rows = _rows(file)
    wrong: list[Refusal] = []
    heads = [_text(head) for head in (rows[0] if rows else [])]
    columns = _columns(heads, kinds_on(date(year, 1, 1)), wrong)
    by_code = {village.kemendagri_code: village for village in villages}
    numbers: list[Number] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(rows[1:], start=2):
        if not any(_text(cell) for cell in row):
            continue
        village = _village(row, heads, by_code, seen, line, wrong)
        for column, kind in columns.items():
            cell = row[column] if column < len(row) else None
            if village is None or not _text(cell):
                continue
            value = _value(cell)
            if value is None:
                wrong.append(_refusal(line, f"kolom {kind.label}: “{_text(cell)}” bukan jumlah. Tulis angka saja."))
            else:
                numbers.append(Number(village, kind.code, value))
    if not (numbers or wrong):
        wrong.append(_refusal(0, "Tidak ada angka di berkas ini. Isi lembar contoh, lalu kirim lagi."))
    if wrong:
        raise PwsRefused("invalid", f"{len(wrong)} baris belum bisa diterima; tidak ada yang disimpan.", wrong)
    return numbers


def _rows(file: BinaryIO) -> list[tuple[Any, ...]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = list(sheet.iter_rows(max_row=MOST_ROWS, max_col=60, values_only=True))
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError):
        words = "Berkas tidak terbaca sebagai lembar kerja xlsx. Simpan ulang sebagai .xlsx, lalu kirim lagi."
        raise PwsRefused("invalid", words, [Refusal("invalid", words, "file")]) from None
    return rows


def _columns(heads: list[str], kinds: Mapping[str, PeopleKind], wrong: list[Refusal]) -> dict[int, PeopleKind]:
    known = {kind.label.casefold(): kind for kind in kinds.values()} | dict(kinds)
    if CODE.casefold() not in [head.casefold() for head in heads]:
        wrong.append(_refusal(1, f"kolom “{CODE}” tidak ada. Pakai lembar contoh."))
    found: dict[int, PeopleKind] = {}
    for column, head in enumerate(heads):
        kind = known.get(head.casefold())
        if kind is None:
            if head and head.casefold() not in (CODE.casefold(), VILLAGE.casefold()):
                wrong.append(_refusal(1, f"kolom “{head}” tidak dikenal. Pakai nama kolom dari lembar contoh."))
        elif kind in found.values():
            wrong.append(_refusal(1, f"kolom “{head}” ada dua kali. Hapus salah satunya."))
        else:
            found[column] = kind
    return found


def _village(
    row: tuple[Any, ...],
    heads: list[str],
    by_code: Mapping[str, Village],
    seen: dict[str, int],
    line: int,
    wrong: list[Refusal],
) -> Village | None:
    where = [at for at, head in enumerate(heads) if head.casefold() == CODE.casefold()]
    if not where:
        return None
    code = _text(row[where[0]] if where[0] < len(row) else "")
    village = by_code.get(code)
    if village is None:
        said = f"kode wilayah “{code}” bukan desa wilayah kerja" if code else "kode wilayah kosong"
        wrong.append(_refusal(line, f"{said}. Salin kodenya dari lembar contoh."))
    elif code in seen:
        wrong.append(_refusal(line, f"{village.name} sudah ada di baris {seen[code]}. Hapus salah satunya."))
        return None
    else:
        seen[code] = line
    return village


def _value(cell: Any) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    try:
        value = Decimal(str(cell)) if isinstance(cell, int | float) else typed_number(_text(cell))
    except InvalidOperation:
        return None
    if value is None or not value.is_finite() or not 0 <= value < _TOO_MUCH:
        return None
    return value.quantize(_HUNDREDTH)


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _refusal(line: int, words: str) -> Refusal:
    return Refusal("invalid", f"Baris {line}: {words}" if line else words, "file")

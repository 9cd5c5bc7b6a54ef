"""PWS on paper that is kept: the grid, one indicator with its drawings, the cascades and a list of names, as PDF.

The drawings are the same pictures as on the screen. A status is a letter, a tone and a pattern, so that a sheet
copied in black and white still says what it says.
"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from . import words
from .grid import Cell, Grid
from .models import Basis
from .picture import INK, INK_2, LOOKS, RULE, Disc, Picture, Words

FONT, BOLD = "Helvetica", "Helvetica-Bold"
SHEET = landscape(A4)
MARGIN = 12 * mm
ROOM = SHEET[0] - 2 * MARGIN
COLUMNS = 11  # indicators side by side on one sheet
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=13, leading=17, textColor=HexColor(INK))
SUB = ParagraphStyle("sub", fontName=FONT, fontSize=9, leading=12, textColor=HexColor(INK_2), spaceAfter=6)
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=8.5, leading=10.5, textColor=HexColor(INK))
NAME = ParagraphStyle("name", parent=TEXT, fontName=BOLD)
END = ParagraphStyle("end", parent=TEXT, alignment=2)
# The tone and pattern of a status: fill, stripes leaning right (1), left (-1) or none, and the colour of what is said.
TONES = {
    "B": ("#e3f2e8", 0, "#0d5424"),
    "C": ("#f3f5f7", 1, "#2f3b46"),
    "K": ("#fff6dc", -1, "#5e3d00"),
    "J": ("#c8102e", 0, "#ffffff"),
    "Z": ("#ffffff", 0, INK_2),
}


class Drawn(Flowable):
    """A picture on paper, as wide as there is room."""

    def __init__(self, picture: Picture, room: float = ROOM) -> None:
        super().__init__()
        self.picture = picture
        self.times = min(room / picture.width, 1.0)
        self.width, self.height = picture.width * self.times, picture.height * self.times

    def draw(self) -> None:
        canvas, high = self.canv, self.picture.height
        canvas.scale(self.times, self.times)
        for mark in self.picture.marks:
            look = LOOKS[mark.look]
            if look.fill:
                canvas.setFillColor(HexColor(look.fill))
            if isinstance(mark, Words):
                canvas.setFont(BOLD if look.bold else FONT, look.size)
                put = {"start": canvas.drawString, "middle": canvas.drawCentredString, "end": canvas.drawRightString}
                put[mark.anchor](mark.x, high - mark.y, printable(mark.text))
                continue
            if look.stroke:
                canvas.setStrokeColor(HexColor(look.stroke))
                canvas.setLineWidth(look.width)
            canvas.setDash(*([list(look.dash)] if look.dash else [[]]))
            ink = {"stroke": int(bool(look.stroke)), "fill": int(bool(look.fill))}
            if isinstance(mark, Disc):
                canvas.circle(mark.x, high - mark.y, mark.r, **ink)
                continue
            path = canvas.beginPath()
            for at, (x, y) in enumerate(mark.points):
                (path.lineTo if at else path.moveTo)(x, high - y)
            if mark.closed:
                path.close()
            canvas.drawPath(path, **ink)


class Stand(Flowable):
    """One cell of the grid: its letter, its number, where it is heading, on its tone and pattern."""

    def __init__(self, cell: Cell, width: float, height: float = 15) -> None:
        super().__init__()
        self.cell, self.width, self.height = cell, width, height

    def draw(self) -> None:
        canvas, cell = self.canv, self.cell
        letter = words.LETTERS.get(cell.status, "")
        fill, stripes, ink = TONES[letter or "Z"]
        canvas.saveState()
        clip = canvas.beginPath()
        clip.rect(0, 0, self.width, self.height)
        canvas.clipPath(clip, stroke=0, fill=0)
        canvas.setFillColor(HexColor(fill))
        canvas.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if stripes:
            canvas.setStrokeColor(HexColor("#c3cbd3" if stripes > 0 else "#e6b84a"))
            canvas.setLineWidth(0.7)
            for x in range(-20, int(self.width) + 20, 5):
                a, b = (0, self.height) if stripes > 0 else (self.height, 0)
                canvas.line(x, a, x + self.height, b)
        canvas.setFillColor(HexColor(ink))
        canvas.setFont(BOLD, 8.5)
        canvas.drawString(3, 4.5, letter)
        canvas.drawRightString(self.width - 12, 4.5, _number(cell))
        canvas.setStrokeColor(HexColor(ink))
        canvas.setLineWidth(1.2)
        _arrow(canvas, cell.trend, self.width - 6, self.height / 2)
        canvas.restoreState()


def grid_pdf(grid: Grid, *, facility: str, printed: date) -> bytes:
    """Give the village grid as PDF, so many indicators a sheet; what has no denominator is a dash."""
    story: list[Flowable] = []
    basis = Basis(grid.basis).label.lower()
    for first in range(0, len(grid.indicators), COLUMNS):
        shown = slice(first, first + COLUMNS)
        if story:
            story.append(PageBreak())
        story.append(Paragraph(f"PWS kumulatif sampai {words.month_name(grid.month)}, persen", HEAD))
        story.append(Paragraph(f"{escape(facility)}. Sasaran {basis}. Desa terburuk di atas.", SUB))
        name_wide = 34 * mm
        wide = (ROOM - name_wide) / COLUMNS
        heads = [
            Paragraph(f"<b>{escape(cell.indicator.short)}</b><br/>{_target(cell)}", TEXT)
            for cell in grid.total.cells[shown]
        ]
        rows = [*grid.rows, *([grid.outside] if grid.outside else []), grid.total]
        lines = [[Paragraph(escape(row.name), NAME), *(Stand(c, wide - 4) for c in row.cells[shown])] for row in rows]
        widths = [name_wide, *([wide] * len(heads))]
        story.append(_table([["", *heads], *lines], widths, total=True, tight=True))
        story.append(Spacer(0, 4 * mm))
        story.append(Paragraph(LEGEND, SUB))
    return _pdf(story, title=f"PWS {grid.month:%Y-%m}", foot=f"{facility}, dicetak {words.day_name(printed)}")


LEGEND = (
    "B baik: mencapai target dan tidak turun. K kurang: mencapai target, bulan ini turun. C cukup: di bawah target, "
    "bulan ini naik. J jelek: di bawah target dan tidak naik. ! lebih dari 100 persen, periksa sasaran. "
    "– tanpa sasaran."
)


def indicator_pdf(
    *,
    title: str,
    sub: str,
    pictures: Sequence[Picture | None],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    facility: str,
    printed: date,
) -> bytes:
    """Give drawings and the table behind them as PDF."""
    story: list[Flowable] = [Paragraph(escape(title), HEAD), Paragraph(escape(sub), SUB)]
    for picture in pictures:
        if picture is not None:
            story += [Drawn(picture), Spacer(0, 4 * mm)]
    story.append(_words_table(heads, rows, total=True))
    return _pdf(story, title=title, foot=f"{facility}, dicetak {words.day_name(printed)}")


def names_pdf(
    *, title: str, question: str, heads: Sequence[str], rows: Sequence[Sequence[str]], facility: str, foot: str
) -> bytes:
    """Give a list of names as PDF, with the question it answers and who printed it."""
    story = [Paragraph(escape(title), HEAD), Paragraph(escape(question), SUB), _words_table(heads, rows)]
    return _pdf(story, title=title, foot=f"{facility}, {foot}")


def printable(text: str) -> str:
    """Give a text in the letters the paper's own face has; another letter is a question mark."""
    return text.replace("−", "-").encode("cp1252", "replace").decode("cp1252")


def _words_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool = False) -> LongTable:
    """Give a table of words: the first column a name, a column of numbers on its right edge."""
    ends = [at for at in range(1, len(heads)) if rows and all(_is_number(row[at]) for row in rows)]
    lines: list[list[Flowable]] = [
        [Paragraph(escape(one), END if at in ends else TEXT) for at, one in enumerate(heads)]
    ]
    for row in rows:
        styles = [NAME if not at else END if at in ends else TEXT for at in range(len(row))]
        lines.append([Paragraph(escape(printable(one)), style) for one, style in zip(row, styles, strict=True)])
    first = ROOM * 0.24
    widths = [first, *([(ROOM - first) / (len(heads) - 1)] * (len(heads) - 1))]
    return _table(lines, widths, total=total)


def _is_number(text: str) -> bool:
    return text == words.NONE or text.rstrip("!").replace(".", "").replace(",", "").isdigit()


def _table(lines: list[list[object]], widths: list[float], *, total: bool = False, tight: bool = False) -> LongTable:
    style: list[tuple] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(RULE)),
        ("TOPPADDING", (0, 0), (-1, -1), 1 if tight else 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1 if tight else 2),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    if total:
        style.append(("LINEABOVE", (0, -1), (-1, -1), 1.5, HexColor(INK)))
    return LongTable(lines, colWidths=widths, repeatRows=1, style=style, hAlign="LEFT")


def _pdf(story: list[Flowable], *, title: str, foot: str) -> bytes:
    out = BytesIO()

    def number(canvas, document) -> None:
        canvas.setFont(FONT, 8)
        canvas.setFillColor(HexColor(INK_2))
        canvas.drawString(MARGIN, 7 * mm, printable(foot))
        canvas.drawRightString(SHEET[0] - MARGIN, 7 * mm, f"halaman {document.page}")

    sheet = SimpleDocTemplate(
        out, pagesize=SHEET, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=14 * mm,
        title=title, author="Alur", lang="id",
    )  # fmt: skip
    sheet.build(story, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


def _number(cell: Cell) -> str:
    shown = words.percent(cell.coverage) if cell.indicator.is_share else words.heads(cell.numerator)
    return f"{shown}!" if cell.is_over else shown


def _target(cell: Cell) -> str:
    if not cell.indicator.is_share:
        return "jumlah"
    return "tanpa target" if cell.target is None else f"target {words.percent(cell.target)}"


def _arrow(canvas, trend, x: float, y: float) -> None:
    if trend is None:
        return
    if trend == "flat":
        canvas.line(x - 3, y + 1.5, x + 3, y + 1.5)
        canvas.line(x - 3, y - 1.5, x + 3, y - 1.5)
        return
    tip = 4 if trend == "up" else -4
    canvas.line(x, y - tip, x, y + tip)
    for side in (-2.5, 2.5):
        canvas.line(x + side, y + tip / 4, x, y + tip)

"""PWS as PDF: the grid, one indicator with its drawings, and a list of names, all by the filters of the address."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.wording import age_in_words

from .. import access, paper, words
from ..asking import Asked, asked
from ..bars import picture_of
from ..drawing import drawn
from ..grid import TOTAL, Cell
from ..indicators import ALL
from ..month_line import month_line
from ..monthly import grid_of, months_of_year
from .naming import asked_names

P = Permission
MOST_NAMES = 500
HEADS = ("Desa", "Sasaran", "Bulan ini", "Bulan lalu", "Kumulatif", "Persen", "Target", "Tren", "Status", "Peringkat")


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def grid(request):
    """Give the village grid of a month as PDF."""
    wanted = _asked(request)
    facility = facility_of(request.user)
    sheet = paper.grid_pdf(grid_of(request.user, wanted), facility=facility.name, printed=facility.today())
    return _file(sheet, f"pws-{wanted.month:%Y-%m}")


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def indicator(request):
    """Give one indicator's graph, month line and table as PDF."""
    wanted = _asked(request)
    facility = facility_of(request.user)
    shown = grid_of(request.user, wanted.without_cluster)
    of = wanted.indicator or ALL[0]
    chosen = shown.cell(wanted.village, of.code)
    place = shown.name_of(chosen) if chosen else shown.total.name
    line = months_of_year(request.user, wanted if chosen else wanted.everywhere, [of])[of.code]
    graph = drawn(shown, of.code)
    whole = shown.cell(TOTAL, of.code)
    rows = [_line(shown.name_of(cell), cell) for cell in [*shown.column(of.code), whole] if cell is not None]
    sheet = paper.indicator_pdf(
        title=f"{of.title}, kumulatif sampai {words.month_name(wanted.month)}",
        sub=f"{of.numerator}. Garis bulan: {place}. {of.source}.",
        pictures=[picture_of(graph, of.cluster) if graph else None, month_line(line, place=place)],
        heads=HEADS,
        rows=rows,
        facility=facility.name,
        printed=facility.today(),
    )
    return _file(sheet, f"pws-{of.code}-{wanted.month:%Y-%m}")


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ, P.PWS_NAMES_READ)
def names(request):
    """Give a list of names as PDF; that it was taken along is written down for each person on it."""
    listed = asked_names(request, size=MOST_NAMES)
    if listed.found is None:
        raise Http404("Only their number is known.")
    facility = facility_of(request.user)
    heads = ["Nama", "RM", "Desa, dusun", "Usia", *([] if listed.missing else ["Tercapai"])]
    rows = [
        [
            one.patient.name,
            one.patient.record_number_label,
            one.patient.domicile_label or words.NONE,
            age_in_words(one.patient.age_on(listed.until)),
            *([] if listed.missing else [words.day_name(one.reached_on)]),
        ]
        for one in listed.found.rows
    ]
    count = listed.found.count
    kept = f"{len(rows)} dari {count} orang" if count > len(rows) else f"{count} orang"
    word = "belum" if listed.missing else "sudah"
    printed = timezone.localtime(timezone.now(), facility.zone)
    sheet = paper.names_pdf(
        title=f"{listed.indicator.short}, {word}: {listed.place} ({kept})",
        question=listed.question,
        heads=heads,
        rows=rows,
        facility=facility.name,
        foot=f"dicetak {request.staff.name}, {words.day_name(printed.date())} {printed:%H.%M}. Rahasia jabatan.",
    )
    return _file(sheet, f"pws-{listed.indicator.code}-{word}-{listed.until:%Y-%m}")


def _asked(request) -> Asked:
    return asked(request, access.figures_for(request.user), facility_of(request.user).today())


def _line(name: str, cell: Cell) -> list[str]:
    return [
        name,
        words.heads(cell.denominator),
        words.heads(cell.this_month),
        words.heads(cell.last_month),
        words.heads(cell.numerator),
        words.percent(cell.coverage) + ("!" if cell.is_over else ""),
        words.percent(cell.target),
        words.TREND_WORDS[cell.trend],
        f"{words.LETTERS[cell.status]} {cell.status.value}" if cell.status else words.NONE,
        words.heads(cell.rank),
    ]


def _file(sheet: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer

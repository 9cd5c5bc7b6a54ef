"""The village grid: every indicator of every village in one month, read from what was counted and nothing else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from puskesmas.facility.models import Village

from .indicators import Indicator
from .models import Basis, PwsFigure
from .status import Goals, Status, Trend, coverage, cumulative_target, is_over, status, trend

TOTAL, OUTSIDE = "total", "luar"
_WORST_FIRST = (Status.JELEK, Status.KURANG, Status.CUKUP, Status.BAIK)


@dataclass(frozen=True)
class Cell:
    """One indicator in one village at the end of a month; coverages in percent, unrounded, None without denominator."""

    village: str  # its code, TOTAL or OUTSIDE
    indicator: Indicator
    numerator: int = 0
    denominator: Decimal | None = None
    coverage: Decimal | None = None
    this_month: int = 0
    last_month: int | None = None
    month_coverage: Decimal | None = None
    last_coverage: Decimal | None = None
    target: Decimal | None = None
    trend: Trend | None = None
    status: Status | None = None
    reported: int | None = None
    rank: int | None = None
    counted: bool = False  # whether anything was counted at all
    missing: int = 0  # villages of a total that have no denominator

    @property
    def is_over(self) -> bool:
        return is_over(self.coverage)

    @property
    def gap(self) -> Decimal | None:
        """How far below the target, in points; negative above it."""
        if self.coverage is None or self.target is None:
            return None
        return (self.coverage - self.target) * (1 if self.indicator.less_is_better else -1)


@dataclass
class Row:
    """One village of the grid, with a cell for each indicator."""

    code: str
    name: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def badness(self) -> tuple:
        """Sorts the worst village first: by the statuses it has most of, then by how far it lags."""
        held = [cell.status for cell in self.cells]
        lag = sum((cell.gap for cell in self.cells if cell.gap is not None and cell.gap > 0), Decimal(0))
        return (*(-held.count(one) for one in _WORST_FIRST[:3]), -lag, self.name)


@dataclass
class Grid:
    """A month of a puskesmas: its villages, those outside where they count, and the whole."""

    month: date
    basis: str
    indicators: list[Indicator]
    rows: list[Row]
    outside: Row | None
    total: Row

    def cell(self, village: str, indicator: str) -> Cell | None:
        """Give one cell by the codes of its village and its indicator."""
        for row in [*self.rows, *([self.outside] if self.outside else []), self.total]:
            if row.code == village:
                return next((cell for cell in row.cells if cell.indicator.code == indicator), None)
        return None

    def column(self, indicator: str) -> list[Cell]:
        """Give the villages' cells of one indicator, the furthest on first, those without a coverage last."""
        cells = [cell for row in self.rows for cell in row.cells if cell.indicator.code == indicator]
        return sorted(cells, key=lambda cell: (cell.coverage is None, -(cell.coverage or 0), self.name_of(cell)))

    def name_of(self, cell: Cell) -> str:
        """Give the name of a cell's village."""
        if cell.village == TOTAL:
            return self.total.name
        return next((row.name for row in [*self.rows, self.outside] if row and row.code == cell.village), "")

    @property
    def worst(self) -> list[Cell]:
        """The cells that lag most behind their target, the worst first."""
        lagging = [cell for row in self.rows for cell in row.cells if cell.status == Status.JELEK]
        return sorted(lagging, key=lambda cell: -(cell.gap or 0))


def assembled(
    figures: QuerySet[PwsFigure],
    villages: Iterable[Village],
    indicators: Collection[Indicator],
    *,
    month: date,
    basis: str,
    goals: Goals,
    rates: Mapping[str, Decimal],
) -> Grid:
    """Give the grid of a month in one statement, whatever was counted; ``rates`` may hold targets of the district."""
    villages = list(villages)
    found = _figures(figures, villages, indicators, month)
    reader = Reader(found, indicators, month, basis, goals, rates)
    rows = [Row(village.code, village.name, reader.cells(village.pk, village.code)) for village in villages]
    ranks = _ranks(rows)
    for row in rows:
        row.cells = [replace(cell, rank=ranks.get((row.code, cell.indicator.code))) for cell in row.cells]
    outside = None
    if any(not indicator.residents_only for indicator in indicators):
        outside = Row(OUTSIDE, "Luar wilayah", reader.cells(None, OUTSIDE))
    rows.sort(key=lambda row: row.badness)
    total = Row(TOTAL, "Puskesmas", [reader.total(rows, outside, at) for at in range(len(indicators))])
    return Grid(month, basis, list(indicators), rows, outside, total)


def last_month_of(month: date) -> date | None:
    """Give the month before in the same year; January has none."""
    return date(month.year, month.month - 1, 1) if month.month > 1 else None


Found = dict[tuple[int | None, str, date], PwsFigure]


def _figures(
    figures: QuerySet[PwsFigure], villages: list[Village], indicators: Collection[Indicator], month: date
) -> Found:
    months = [one for one in (month, last_month_of(month)) if one]
    of_the_area = Q(village__isnull=True) | Q(village__in=[village.pk for village in villages])
    rows = figures.filter(of_the_area, month__in=months, indicator__in=[one.code for one in indicators])
    return {(row.village_id, row.indicator, row.month): row for row in rows}


class Reader:
    """Reads cells out of the figures of a month and the one before."""

    def __init__(
        self,
        found: Found,
        indicators: Collection[Indicator],
        month: date,
        basis: str,
        goals: Goals,
        rates: Mapping[str, Decimal],
    ) -> None:
        self.found, self.indicators, self.month = found, list(indicators), month
        self.basis, self.goals, self.rates = basis, goals, rates

    def cells(self, village: int | None, code: str) -> list[Cell]:
        """Give a village's cells in the order of the indicators."""
        return [self._cell(village, code, indicator) for indicator in self.indicators]

    def total(self, rows: list[Row], outside: Row | None, at: int) -> Cell:
        """Give the puskesmas' cell: of a sasaran the villages that have one, of visits those from outside too."""
        cells = [row.cells[at] for row in rows]
        indicator = self.indicators[at]
        if outside is not None and not indicator.residents_only:
            cells.append(outside.cells[at])
        whole = [cell for cell in cells if cell.denominator or not indicator.is_share]
        return self._judged(
            Cell(
                village=TOTAL,
                indicator=indicator,
                numerator=sum(cell.numerator for cell in whole),
                denominator=sum((cell.denominator for cell in whole if cell.denominator), Decimal(0)) or None,
                this_month=sum(cell.this_month for cell in whole),
                last_month=sum(cell.last_month or 0 for cell in whole) if last_month_of(self.month) else None,
                missing=len(cells) - len(whole) if indicator.people else 0,
            ),
            of_month=self._below_all(indicator, self.month),
            of_last=self._below_all(indicator, last_month_of(self.month)),
        )

    def _cell(self, village: int | None, code: str, indicator: Indicator) -> Cell:
        now = self.found.get((village, indicator.code, self.month))
        before_month = last_month_of(self.month)
        before = self.found.get((village, indicator.code, before_month)) if before_month else None
        if now is None or (village is None and indicator.residents_only):
            return Cell(code, indicator, target=self.target(indicator))
        return self._judged(
            Cell(
                village=code,
                indicator=indicator,
                numerator=now.cumulative,
                denominator=self._people(indicator, now),
                this_month=now.numerator,
                last_month=before.numerator if before else None,
                reported=now.reported,
                counted=True,
            ),
            of_month=self._below(indicator, now),
            of_last=self._below(indicator, before),
        )

    def _judged(self, cell: Cell, *, of_month: Decimal | None, of_last: Decimal | None) -> Cell:
        """Give a cell with its coverages read against the target of the month."""
        reached = coverage(cell.numerator, cell.denominator)
        now, before = coverage(cell.this_month, of_month), coverage(cell.last_month, of_last)
        heading = trend(now, before, month=self.month.month)
        target = self.target(cell.indicator)
        judged = status(
            reached,
            target,
            heading,
            flat_below=self.goals.flat_below,
            less_is_better=cell.indicator.less_is_better,
        )
        return replace(
            cell,
            coverage=reached,
            month_coverage=now,
            last_coverage=before,
            target=target,
            trend=heading,
            status=judged,
        )

    def target(self, indicator: Indicator) -> Decimal | None:
        """Give what should be reached by the end of the month, in percent."""
        of_the_year = self.rates.get(f"goal:{indicator.code}", self.goals.percent.get(indicator.code))
        if of_the_year is None or not indicator.is_share:
            return None
        return cumulative_target(of_the_year, self.month.month) if indicator.grows else of_the_year

    def _people(self, indicator: Indicator, figure: PwsFigure) -> Decimal | None:
        """Give out of how many the year so far is."""
        if indicator.people:
            people = self._sasaran(figure)
            return people * self.month.month if people and indicator.each_month else people
        return None if figure.cumulative_out_of is None else Decimal(figure.cumulative_out_of)

    def _sasaran(self, figure: PwsFigure) -> Decimal | None:
        return figure.real if self.basis == Basis.REAL else figure.projected

    def _below(self, indicator: Indicator, figure: PwsFigure | None) -> Decimal | None:
        """Give out of how many the month alone is."""
        if figure is None:
            return None
        if indicator.people:
            return self._sasaran(figure)
        return None if figure.out_of is None else Decimal(figure.out_of)

    def _below_all(self, indicator: Indicator, month: date | None) -> Decimal | None:
        """Give out of how many the month is in the whole puskesmas."""
        below = [
            self._below(indicator, figure)
            for (village, code, at), figure in self.found.items()
            if (code, at) == (indicator.code, month) and (village is not None or not indicator.residents_only)
        ]
        return sum((one for one in below if one), Decimal(0)) or None


def _ranks(rows: list[Row]) -> dict[tuple[str, str], int]:
    """Give each village's place in each indicator, by coverage; equals share a place."""
    by_indicator: dict[str, list[Cell]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.coverage is not None:
                by_indicator.setdefault(cell.indicator.code, []).append(cell)
    ranks: dict[tuple[str, str], int] = {}
    for code, cells in by_indicator.items():
        best = sorted((cell.coverage for cell in cells), reverse=not cells[0].indicator.less_is_better)
        for cell in cells:
            ranks[cell.village, code] = best.index(cell.coverage) + 1
    return ranks

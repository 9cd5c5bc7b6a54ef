"""The head's page: the village grid, one indicator as a graph, and what stands behind a cell."""

from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import facility_of, staff_with
from puskesmas.facility.permissions import Permission

from .. import access, exports
from ..asking import CLUSTERS, Asked, asked, months_of
from ..drawing import drawn
from ..forms import ReportForm
from ..grid import OUTSIDE, TOTAL, Cell, Grid
from ..indicators import ALL
from ..month_line import month_line
from ..monthly import grid_of, months_of_year
from ..projection import kinds_on
from .naming import listed
from .signs import sign_of

P = Permission
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_WORST = 8


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def dashboard(request):
    """Show which village falls behind on what, the worst first; a cell that is chosen opens its names."""
    return shown(request)


def shown(request, *, reported: ReportForm | None = None, status: int = 200):
    """Give the head's page, with the form of a bare figure as it was typed."""
    wanted, grid = _asked_grid(request)
    cell = grid.cell(wanted.village, wanted.chosen) if wanted.indicator else None
    drawn_of = wanted.indicator or _telling(grid)
    context = {
        "grid": grid,
        "asked": wanted,
        "cell": cell,
        "place": grid.name_of(cell) if cell else "",
        "names": listed(request, grid, cell, wanted) if cell else None,
        "graph": drawn(grid, drawn_of.code, chosen=wanted.village) if drawn_of else None,
        "drawn_of": drawn_of,
        "worst": [(grid.name_of(one), one) for one in grid.worst[:SHOWN_WORST]],
        "run": access.last_run_for(request.user),
        "report": _report_form(request, cell, reported),
        **_choices(request, wanted),
        "sign": sign_of(request.staff, current="PWS", title="PWS"),
    }
    return render(request, "pws/dashboard.html", context, status=status)


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def indicator(request):
    """Show one indicator as PWS has always been shown: the sorted bars, the table and the months of the year."""
    wanted, grid = _asked_grid(request)
    of = wanted.indicator or ALL[0]
    chosen = grid.cell(wanted.village, of.code)
    place = grid.name_of(chosen) if chosen else grid.total.name
    months = months_of_year(request.user, replace(wanted, village=wanted.village if chosen else ""), [of])[of.code]
    context = {
        "grid": grid,
        "asked": wanted,
        "indicator": of,
        "place": place,
        "month_cells": [(date(wanted.month.year, at, 1), cell) for at, cell in enumerate(months, 1)],
        "month_line": month_line(months, place=place),
        "people": kinds_on(wanted.month)[of.people].label if of.people else "",
        "cells": [(grid.name_of(cell), cell) for cell in grid.column(of.code)],
        "whole": grid.cell(TOTAL, of.code),
        "graph": drawn(grid, of.code, chosen=wanted.village),
        "indicators": wanted.indicators,
        **_choices(request, wanted),
        "sign": sign_of(request.staff, current="PWS", title=of.title),
    }
    return render(request, "pws/indicator.html", context)


@require_safe
@never_cache
@staff_with(P.DASHBOARD_READ)
def download(request):
    """Give the grid as a spreadsheet, with the filters of the address."""
    wanted, grid = _asked_grid(request)
    answer = HttpResponse(exports.grid_sheet(grid, request.staff.facility.name), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="pws-{wanted.month:%Y-%m}.xlsx"'
    return answer


def _asked_grid(request) -> tuple[Asked, Grid]:
    figures = access.figures_for(request.user)
    wanted = asked(request, figures, facility_of(request.user).today())
    return wanted, grid_of(request.user, wanted)


def _report_form(request, cell: Cell | None, typed: ReportForm | None) -> ReportForm | None:
    """Give the form of a bare figure, where one village was chosen and the person may hand it in."""
    if cell is None or cell.village in (TOTAL, OUTSIDE) or not request.staff.can(P.TARGET_WRITE):
        return None
    return typed or ReportForm()


def _telling(grid: Grid):
    """Give the indicator the graph shows when none was chosen: that of the worst cell, else the first with a share."""
    if grid.worst:
        return grid.worst[0].indicator
    return next((one for one in grid.indicators if one.is_share), None)


def _choices(request, wanted: Asked) -> dict:
    today = facility_of(request.user).today()
    return {
        "months": months_of(wanted.month, today),
        "clusters": CLUSTERS,
        "is_present": wanted.month == today.replace(day=1),
        "today": today,
        "may_name": request.staff.can(P.PROBLEM_WRITE),
        "may_see_names": request.staff.can(P.PWS_NAMES_READ),
    }

"""The area's indicators by village and month."""

import re
from datetime import date

from rest_framework import serializers

from puskesmas.facility.access import staff_of
from puskesmas.facility.permissions import Permission
from pws import access
from pws.asking import Asked
from pws.grid import Cell
from pws.monthly import grid_of
from pws.status import goals_on

from .fields import Body, MaybeText
from .operations import Endpoint, Shape, reads
from .patients import NamedShape

_MONTH = re.compile(r"20\d{2}-(0[1-9]|1[0-2])")
TRENDS = ["up", "flat", "down"]
STATUSES = ["baik", "kurang", "cukup", "jelek"]


class IndicatorRowShape(serializers.Serializer):
    """One indicator in one village: coverage is null without a denominator."""

    village = serializers.CharField()
    indicator = serializers.CharField()
    numerator = serializers.IntegerField()
    denominator = serializers.FloatField(allow_null=True)  # a projection is no whole number of people
    coverage = serializers.FloatField(allow_null=True)
    month_coverage = serializers.FloatField(allow_null=True)
    target = serializers.FloatField(allow_null=True)
    trend = serializers.ChoiceField(choices=TRENDS, allow_null=True)
    status = serializers.ChoiceField(choices=STATUSES, allow_null=True)


class IndicatorsShape(Shape):
    """A month: the villages of the working area, and what is counted in each."""

    month = serializers.CharField()
    villages = NamedShape(many=True)
    rows = IndicatorRowShape(many=True)


class MonthWords(Body):
    """Which month; without one the present month."""

    month = MaybeText(max_length=7)

    def validate_month(self, month):
        """A year and a month."""
        if month and not _MONTH.fullmatch(month):
            raise serializers.ValidationError("Tulis bulan sebagai TTTT-BB, misalnya 2024-05.", code="invalid")
        return month


class Indicators(Endpoint):
    """The indicators."""

    @reads(IndicatorsShape, Permission.AGGREGATE_READ, asks=MonthWords)
    def get(self, *, month=""):
        """The villages of the working area; a row stands only where something is counted."""
        user = self.request.user
        here = staff_of(user).facility
        month = month or (f"{here.today():%Y-%m}" if here else "")
        villages = access.area_for(user)
        return {"month": month, "villages": villages, "rows": _rows(user, month) if villages else []}


def _rows(user, month: str) -> list[dict]:
    """Give every village's cells of a month, measured against the sasaran the puskesmas declares."""
    day = date.fromisoformat(f"{month}-01")
    grid = grid_of(user, Asked(day, goals_on(day).basis))
    return [_row(cell) for row in grid.rows for cell in row.cells if cell.counted]


def _row(cell: Cell) -> dict:
    return {
        "village": cell.village,
        "indicator": cell.indicator.code,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "coverage": cell.coverage,
        "month_coverage": cell.month_coverage,
        "target": cell.target,
        "trend": cell.trend,
        "status": cell.status,
    }

"""The area's indicators by village and month."""

import re

from rest_framework import serializers

from puskesmas.facility.access import staff_of, villages_for
from puskesmas.facility.permissions import Permission

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
    denominator = serializers.IntegerField(allow_null=True)
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
        return {
            "month": month or (f"{here.today():%Y-%m}" if here else ""),
            "villages": villages_for(user).filter(in_area=True),
            "rows": [],
        }

"""What the desk shows of a child above the exams: the growth chart with its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from clusters.reading import Reading

from .child_access import growths_of
from .growing import CODE
from .growth_chart import Point, chart
from .models import GrowthRecord
from .who_tables import LAST_DAY


@dataclass(frozen=True)
class Charts:
    """The charts of a child, and every measuring behind them, the latest first."""

    drawn: Sequence[tuple[str, SafeString]]
    records: Sequence[GrowthRecord]


def growth(reading: Reading) -> Charts | None:
    """Give the growth of the child on the desk; nothing where this room neither asks for it nor wrote it."""
    asked = any(kind.code == CODE for kind in reading.kinds) or CODE in reading.examined
    if not asked or reading.patient is None or not reading.sees_record:
        return None
    records = growths_of(reading.user, reading.patient)
    if not records:
        return None
    young = [record for record in records if 0 <= record.read_days <= LAST_DAY]
    drawn = []
    for index, column in (("waz", "weight"), ("haz", "stature_read")):
        points = [Point(one.read_days, float(getattr(one, column))) for one in young if getattr(one, column)]
        if points:
            made = chart(index, reading.patient.sex, points)
            drawn.append((made.title, mark_safe(made.svg)))  # numbers and fixed words only
    return Charts(drawn, list(reversed(records)))

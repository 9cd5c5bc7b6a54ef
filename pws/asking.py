"""What the address asks for: month, basis of the sasaran, cluster, indicator and village; nonsense asks for nothing."""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet

from .grid import last_month_of
from .indicators import ALL, BY_CODE, Indicator
from .models import Basis, PwsFigure
from .status import goals_on

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
BASES = {"riil": Basis.REAL, "proyeksi": Basis.PROJECTED}
_BASIS_WORDS = {basis: word for word, basis in BASES.items()}
CLUSTERS = {"k2": "Klaster 2", "k3": "Klaster 3", "k4": "Klaster 4", "k1": "Kunjungan"}
DONE, MISSING = "sudah", "belum"


@dataclass(frozen=True)
class Asked:
    """The filters of a page of PWS, all of them in its address."""

    month: date
    basis: str
    cluster: str = ""
    chosen: str = ""
    village: str = ""

    @property
    def indicators(self) -> list[Indicator]:
        return [one for one in ALL if not self.cluster or one.cluster == self.cluster]

    @property
    def indicator(self) -> Indicator | None:
        return BY_CODE.get(self.chosen)

    @property
    def query(self) -> str:
        """The filters as they stand in an address."""
        words = {
            "bulan": f"{self.month:%Y-%m}",
            "sasaran": _BASIS_WORDS[self.basis],
            "klaster": self.cluster,
            "pilih": self.chosen,
            "desa": self.village,
        }
        return urlencode({name: word for name, word in words.items() if word})

    @property
    def without_cluster(self) -> "Asked":
        """The same question of every cluster's indicators."""
        return replace(self, cluster="")

    @property
    def everywhere(self) -> "Asked":
        """The same question of the whole puskesmas."""
        return replace(self, village="")

    def but(self, **changes) -> str:
        """Give the address' filters with some of them changed."""
        return replace(self, **changes).query


def asked(request, figures: QuerySet[PwsFigure], today: date) -> Asked:
    """Read the filters; without a month the last whole one that has figures, else the present one."""
    given = request.GET
    found = _MONTH.fullmatch(given.get("bulan", ""))
    month = date(int(found[1]), int(found[2]), 1) if found else _usual(figures, today)
    cluster, chosen = given.get("klaster", ""), given.get("pilih", "")
    return Asked(
        month=month,
        basis=BASES.get(given.get("sasaran", ""), goals_on(month).basis),
        cluster=cluster if cluster in CLUSTERS else "",
        chosen=chosen if chosen in BY_CODE else "",
        village=given.get("desa", "")[:12],
    )


def months_of(month: date, today: date) -> list[date]:
    """Give the months one may choose: those of this year so far and of the year before, the latest first."""
    last = max(month, today.replace(day=1))
    return [
        date(year, number, 1)
        for year in (last.year, last.year - 1)
        for number in range(12 if year < last.year else last.month, 0, -1)
    ]


def _usual(figures: QuerySet[PwsFigure], today: date) -> date:
    present = today.replace(day=1)
    whole = last_month_of(present) or date(today.year - 1, 12, 1)
    return whole if figures.filter(month=whole, numerator__gt=0).exists() else present

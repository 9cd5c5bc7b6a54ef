"""One pregnancy as a book: the line of its contacts, the table of values, the weeks after, and what was put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clusters.models import Versioned
from clusters.wording import spoken
from puskesmas.visits.access import entries_for

from .access import after_for, ends_for, told_for, triples_for
from .booklet import Row, measured_at, rows_of
from .gestation import age_in_days, age_words, trimester
from .models import Ending, PostnatalRecord, Pregnancy, PregnancyEnd, PregnancyRecord, TripleElimination
from .watching import gain_wanted, risks
from .windows import Birth, Seen, window_of

SLOTS = 6


@dataclass(frozen=True)
class Station:
    """One contact on the line: its sign, the day it was made, and whether it is the next to come."""

    sign: str
    on: date | None
    is_next: bool = False
    missed: bool = False


@dataclass(frozen=True)
class After:
    """One contact after the birth with what was measured at its visit."""

    record: PostnatalRecord
    window: int
    measured: Mapping[str, Any]

    @property
    def label(self) -> str:
        """KF1 to KF4; a contact beside every window is one more."""
        return f"KF{self.window}" if self.window else "tambahan"

    @property
    def pressure(self) -> str:
        systolic, diastolic = self.measured.get("systolic"), self.measured.get("diastolic")
        return f"{systolic}/{diastolic}" if systolic else ""


@dataclass(frozen=True)
class Put:
    """A paper that was put right: what it is, its versions, why, and the address of all of them."""

    name: str
    kind: str
    record: Versioned
    entry: str


@dataclass(frozen=True)
class Book:
    """Everything the page of a pregnancy shows."""

    pregnancy: Pregnancy
    told: PregnancyRecord | None
    end: PregnancyEnd | None
    rows: Sequence[Row]
    after: Sequence[After]
    tests: Sequence[TripleElimination]
    entries: Mapping[int, str]
    today: date

    @property
    def patient(self):
        return self.pregnancy.patient

    @property
    def desk(self) -> str:
        """Where she was seen last: the code of that place in line."""
        return self.entries[max(self.entries)] if self.entries else ""

    @property
    def on(self) -> date:
        """The day the page speaks of: today, or the end."""
        return self.pregnancy.ended_on or self.today

    @property
    def days(self) -> int | None:
        return age_in_days(self.pregnancy.dated_from, self.on)

    @property
    def age(self) -> str:
        """How far the pregnancy is, or was when it ended."""
        return age_words(self.days)

    @property
    def trimester(self) -> int | None:
        return trimester(self.days, on=self.on)

    @property
    def who(self) -> str:
        return self.patient.display_name(self.today)

    @property
    def who_more(self) -> str:
        """Age, record number and domicile."""
        parts = (self.patient.age_label(self.today), f"RM {self.patient.record_number_label}")
        return " · ".join([*parts, self.patient.domicile_label] if self.patient.domicile_label else parts)

    @property
    def findings(self) -> list[str]:
        """What the last contact gave to look at."""
        return self.rows[-1].findings if self.rows else []

    @property
    def risks(self) -> list[str]:
        """What she brings along into the pregnancy."""
        if self.told is None:
            return []
        years = self.patient.age_on(self.told.on).years
        found = risks(
            on=self.told.on,
            years=years,
            para=self.told.para,
            last_birth_year=self.told.last_birth_year,
            height=self._height,
        )
        return [*found, *self.told.history]

    @property
    def _height(self) -> Decimal | None:
        heights = [row.measured["height"] for row in self.rows if "height" in row.measured]
        return heights[-1] if heights else None

    @property
    def gain(self) -> str:
        """How much she has gained since before, beside what is wanted by the end; nothing where it was not weighed."""
        weights = [row.weight for row in self.rows if row.weight is not None]
        before = self.told.weight_before if self.told is not None else None
        if not weights or before is None:
            return ""
        wanted = gain_wanted(before, self._height, on=self.on)
        span = f", anjuran {spoken(wanted[0])}–{spoken(wanted[1])} kg sampai lahir" if wanted else ""
        change = weights[-1] - before
        return f"{'naik' if change >= 0 else 'turun'} {spoken(abs(change))} kg dari {spoken(before)} kg{span}"

    @property
    def line(self) -> list[Station]:
        """The contacts before the birth and after it, in their order."""
        return [*self._before, *self._births, *self._after]

    @property
    def _before(self) -> list[Station]:
        made = {row.place.slot: row.record.on for row in self.rows if row.place.slot}
        upcoming = max(made, default=0) + 1
        found = []
        for slot in range(1, SLOTS + 1):
            on = made.get(slot)
            waits = on is None and self.pregnancy.is_open
            found.append(Station(f"K{slot}", on, waits and slot == upcoming, on is None and slot < upcoming))
        return found

    @property
    def _births(self) -> list[Station]:
        ended = self.end is not None and self.end.how != Ending.DELIVERY
        sign = self.end.get_how_display() if ended and self.end is not None else "Lahir"
        return [Station(sign, self.pregnancy.ended_on)]

    @property
    def _after(self) -> list[Station]:
        one = self.pregnancy
        days = [one.kf1_on, one.kf2_on, one.kf3_on, one.kf4_on]
        if self.end is None or self.end.how != Ending.DELIVERY:
            return [] if self.end is not None else [Station(f"KF{n}", None) for n in range(1, 5)]
        made = [n for n, on in enumerate(days, start=1) if on]
        return [Station(f"KF{n}", on, missed=on is None and n < max(made, default=0)) for n, on in enumerate(days, 1)]

    @property
    def put_right(self) -> list[Put]:
        """The papers that stand in a later version."""
        papers = [
            *(("Data kehamilan", "pregnancy", one) for one in [self.told] if one is not None),
            *(("Pemeriksaan kehamilan", "anc", row.record) for row in self.rows),
            *(("Tripel eliminasi", "triple", one) for one in self.tests),
            *(("Akhir kehamilan", "pregnancy_end", one) for one in [self.end] if one is not None),
            *(("Pemeriksaan nifas", "postnatal", one.record) for one in self.after),
        ]
        return [
            Put(name, kind, record, self.entries.get(record.visit_id, ""))
            for name, kind, record in papers
            if record.version > 1
        ]


def book_of(user, pregnancy: Pregnancy) -> Book:
    """Read a pregnancy whole, in as many statements as it has kinds of paper."""
    rows = rows_of(user, pregnancy)
    told = told_for(user).filter(pregnancy=pregnancy).first()
    end = ends_for(user).filter(pregnancy=pregnancy).last()
    seen = list(after_for(user).filter(pregnancy=pregnancy))
    tests = list(triples_for(user).filter(pregnancy=pregnancy))
    papers = [row.record for row in rows] + seen + tests + [one for one in (told, end) if one is not None]
    visits = {one.visit_id for one in papers}
    measured = measured_at(user, [one.visit_id for one in seen])
    birth = end.birth if end is not None else Birth(pregnancy.opened_on)
    after = [After(one, window_of(birth, Seen(one.on, one.seen_at)), measured.get(one.visit_id, {})) for one in seen]
    entries = dict(entries_for(user).filter(visit__in=visits).order_by("pk").values_list("visit_id", "code"))
    return Book(pregnancy, told, end, rows, after, tests, entries, pregnancy.patient.today)

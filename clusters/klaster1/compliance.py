"""How far the SOP was kept over a period: each item of the daftar tilik by month, and the waits beside their targets.

A period with more visits than the sample holds is read evenly: every n-th visit in the order they came, so that the
same period always gives the same sample. The auditor's answer counts where there is one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Avg, Count, ExpressionWrapper, F, Max, Q, QuerySet
from django.db.models import DurationField as Stretch

from puskesmas.facility.places import Place
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.sop_values import Sop

from . import checklist
from .auditing import happening
from .checklist import TIDAK, TIDAK_BERLAKU, YA

SAMPLE = 100


@dataclass
class Kept:
    """One item of a daftar tilik over a period, with how often it was kept in each month."""

    no: int
    text: str
    rooms: str
    answers: Counter = field(default_factory=Counter)
    by_month: dict[date, Counter] = field(default_factory=lambda: defaultdict(Counter))

    def share(self, counted: Mapping[str, int] | None = None) -> int | None:
        """Give how many percent of the visits it applies to kept it; None where it applied to none."""
        counted = self.answers if counted is None else counted
        applied = counted.get(YA, 0) + counted.get(TIDAK, 0)
        return counted.get(YA, 0) * 100 // applied if applied else None

    @property
    def percent(self) -> int | None:
        return self.share()

    @property
    def yes(self) -> int:
        return self.answers[YA]

    @property
    def no_answers(self) -> int:
        return self.answers[TIDAK]

    @property
    def not_applicable(self) -> int:
        return self.answers[TIDAK_BERLAKU]


@dataclass(frozen=True)
class Period:
    """A period as it was audited: how many visits there were, how many were read, and what they answer."""

    visits: int
    read: int
    months: list[date]
    items: list[Kept]

    @property
    def percent(self) -> int | None:
        """The compliance over all items, in percent."""
        yes, no = (sum(getattr(one, name) for one in self.items) for name in ("yes", "no_answers"))
        return yes * 100 // (yes + no) if yes + no else None

    @property
    def rows(self) -> list[tuple[Kept, list[int | None]]]:
        """Each item with its percentage in each month of the period."""
        return [(one, [one.share(one.by_month.get(month, {})) for month in self.months]) for one in self.items]


@dataclass(frozen=True)
class Wait:
    """How long people waited at one place before they were called, in minutes."""

    place: str
    people: int
    average: int
    longest: int
    target: int | None
    over: int

    @property
    def percent_over(self) -> int | None:
        return self.over * 100 // self.people if self.target is not None and self.people else None


def audited(visits: QuerySet[Visit]) -> Period:
    """Read the daftar tilik of the ended visits of a period, or of an even sample of them, in four statements."""
    ended = visits.filter(closed_at__isnull=False).order_by("opened_at", "pk")
    ids = list(ended.values_list("pk", flat=True))
    step = max(-(-len(ids) // SAMPLE), 1)
    rows = ended.filter(pk__in=ids[::step]).select_related("profile")
    rows = list(rows.prefetch_related("events__point", "check_overrides"))
    sops: dict[int, Sop] = {}
    items: dict[int, Kept] = {}
    months: set[date] = set()
    for visit in rows:
        sop = sops.setdefault(visit.profile_id, visit.profile.sop)
        months.add(visit.on.replace(day=1))
        for no, text, answer in _answers(visit, sop):
            kept = items.setdefault(no, Kept(no, text, _rooms(sop, no)))
            kept.answers[answer] += 1
            kept.by_month[visit.on.replace(day=1)][answer] += 1
    return Period(len(ids), len(rows), sorted(months), [items[no] for no in sorted(items)])


def waits(entries: QuerySet[QueueEntry], targets: Mapping[str, int]) -> list[Wait]:
    """Give the waits of a period by place in one statement, the most often too long first; returns are left out."""
    stretch = ExpressionWrapper(F("called_at") - F("queued_at"), output_field=Stretch())
    too_long = Q(pk__isnull=True)
    for place, minutes in targets.items():
        too_long |= Q(point__place=place, waited__gt=timedelta(minutes=minutes))
    rows = (
        entries.exclude(state=EntryState.VOIDED)
        .filter(called_at__isnull=False, is_return=False)
        .order_by()
        .annotate(waited=stretch)
        .values("point__place")
        .annotate(people=Count("pk"), mean=Avg("waited"), most=Max("waited"), over=Count("pk", filter=too_long))
    )
    found = [
        Wait(
            Place(row["point__place"]).label,
            row["people"],
            _minutes(row["mean"]),
            _minutes(row["most"]),
            targets.get(row["point__place"]),
            row["over"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (-(one.percent_over or 0), -one.longest, one.place))


def _answers(visit: Visit, sop: Sop) -> Iterable[tuple[int, str, str]]:
    """Give each item's number, text and the answer that stands."""
    events = sorted(visit.events.all(), key=lambda one: one.seq)
    happened = [happening(event, event.point.place if event.point else "") for event in events]
    overrides = {one.no: one.answer for one in sorted(visit.check_overrides.all(), key=lambda one: one.pk)}
    for item in checklist.answers(sop, happened, checklist.ever_held(happened, visit.facts)):
        yield int(item.clause), item.text, overrides.get(int(item.clause), item.answer)


def _rooms(sop: Sop, no: int) -> str:
    """Give the rooms whose sentences prove an item."""
    asked = next(one for one in sop.checks if int(one.no) == no)
    return ", ".join(sorted({Place(proof.place).label for proof in asked.evidence if proof.place}))


def _minutes(stretch: timedelta) -> int:
    return max(round(stretch.total_seconds() / 60), 0)

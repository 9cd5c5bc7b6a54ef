"""What the papers of a pregnancy add up to, written on its own row in the transaction of each paper."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from clusters.births import is_at_facility, is_skilled

from . import windows
from .booklet import contact_of
from .contacts import reached
from .gestation import Dated, rules_on
from .models import AntenatalRecord, Ending, PostnatalRecord, Pregnancy, PregnancyEnd, PregnancyRecord


def weigh(pregnancy: Pregnancy) -> Pregnancy:
    """Read the papers of a pregnancy as they stand and write down what they come to; safe to do again."""
    with transaction.atomic():
        row = Pregnancy.objects.select_for_update(of=("self",)).get(pk=pregnancy.pk)
        contacts = list(AntenatalRecord.objects.current().filter(pregnancy=row).order_by("on", "pk"))
        _date(row)
        _count(row, contacts)
        _add_tablets(row, contacts)
        end = PregnancyEnd.objects.current().filter(pregnancy=row).order_by("pk").last()
        after = list(PostnatalRecord.objects.current().filter(pregnancy=row).order_by("seen_at", "pk"))
        _end(row, end)
        _look_for_trouble(row, [*contacts, *after], end)
        _follow_up(row, end, after)
        row.save()
        return row


def _date(row: Pregnancy) -> None:
    told = PregnancyRecord.objects.current().filter(pregnancy=row).first()
    found = Dated() if told is None else told.dated
    row.dating, row.dated_from, row.due_on = found.by, found.first_day, found.due_on


def _count(row: Pregnancy, contacts: Sequence[AntenatalRecord]) -> None:
    found = reached(map(contact_of, contacts), row.dated_from)
    row.k1_on, row.k1_pure_on, row.k4_on, row.k6_on = found.k1_on, found.k1_pure_on, found.k4_on, found.k6_on


def _add_tablets(row: Pregnancy, contacts: Sequence[AntenatalRecord]) -> None:
    row.tablets, row.ttd_on = 0, None
    for one in contacts:
        row.tablets += one.tablets
        if row.ttd_on is None and row.tablets >= rules_on(one.on)["tablets_needed"]:
            row.ttd_on = one.on


def _end(row: Pregnancy, end: PregnancyEnd | None) -> None:
    row.ended_on, row.ended_how = (end.ended_on, end.how) if end else (None, "")
    if end is not None:
        row.opened_on = min(row.opened_on, end.ended_on)
    row.birth_skilled = is_skilled(end.helper, end.ended_on) if end else None
    row.birth_at_facility = is_at_facility(end.site, end.ended_on) if end else None


def _look_for_trouble(
    row: Pregnancy, seen: Sequence[AntenatalRecord | PostnatalRecord], end: PregnancyEnd | None
) -> None:
    found = [one.on for one in seen if one.troubles]
    handled = list(found)  # a contact cannot tell of a trouble without what was done about it
    if end is not None and end.complicated:
        found.append(end.ended_on)
        handled += [end.ended_on] * end.handled
    row.complication_on, row.complication_handled_on = min(found, default=None), min(handled, default=None)


def _follow_up(row: Pregnancy, end: PregnancyEnd | None, after: Sequence[PostnatalRecord]) -> None:
    days: list[date | None] = [None] * 4
    if end is not None and end.how == Ending.DELIVERY:
        days = windows.reached(end.birth, [windows.Seen(one.on, one.seen_at) for one in after])
    row.kf1_on, row.kf2_on, row.kf3_on, row.kf4_on = days
    row.kf_on = max(day for day in days if day) if all(days) else None

"""What the papers of a pregnancy add up to, written on its own row in the transaction of each paper."""

from collections.abc import Sequence

from django.db import transaction

from .booklet import contact_of
from .contacts import reached
from .gestation import Dated, rules_on
from .models import AntenatalRecord, Pregnancy, PregnancyRecord


def weigh(pregnancy: Pregnancy) -> Pregnancy:
    """Read the papers of a pregnancy as they stand and write down what they come to; safe to do again."""
    with transaction.atomic():
        row = Pregnancy.objects.select_for_update(of=("self",)).get(pk=pregnancy.pk)
        contacts = list(AntenatalRecord.objects.current().filter(pregnancy=row).order_by("on", "pk"))
        _date(row)
        _count(row, contacts)
        _add_tablets(row, contacts)
        _look_for_trouble(row, contacts)
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


def _look_for_trouble(row: Pregnancy, contacts: Sequence[AntenatalRecord]) -> None:
    found = [one.on for one in contacts if one.troubles]
    row.complication_on = row.complication_handled_on = min(found, default=None)

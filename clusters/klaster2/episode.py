"""What the papers of a pregnancy add up to, written on its own row in the transaction of each paper."""

from django.db import transaction

from .gestation import Dated
from .models import Pregnancy, PregnancyRecord


def weigh(pregnancy: Pregnancy) -> Pregnancy:
    """Read the papers of a pregnancy as they stand and write down what they come to; safe to do again."""
    with transaction.atomic():
        row = Pregnancy.objects.select_for_update(of=("self",)).get(pk=pregnancy.pk)
        _date(row)
        row.save()
        return row


def _date(row: Pregnancy) -> None:
    told = PregnancyRecord.objects.current().filter(pregnancy=row).first()
    found = Dated() if told is None else told.dated
    row.dating, row.dated_from, row.due_on = found.by, found.first_day, found.due_on

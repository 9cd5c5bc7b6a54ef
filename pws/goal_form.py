"""What is typed about the targets of indicators: a percentage each, for a year, with where they come from."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms

from clusters.wording import number as typed_number

from .forms import YearForm
from .goals import Goal
from .words import percent


class Percent(forms.CharField):
    """A share of all with comma or point, above nought and up to a hundred; nothing typed changes nothing."""

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        share = typed_number(typed)
        if share is None or not 0 < share <= 100:
            raise forms.ValidationError("Tulis persen di atas 0 sampai 100, misalnya 95 atau 87,5.")
        return share


class GoalsForm(YearForm):
    """The yearly target of every indicator of one year."""

    def __init__(self, *args, goals: Sequence[Goal], today: date, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        self.goals = goals
        for goal in goals:
            box = forms.TextInput(attrs={"inputmode": "decimal"})
            shown = percent(goal.own).removesuffix(",0") if goal.own is not None else ""
            self.fields[goal.indicator.code] = Percent(
                label=goal.indicator.title, required=False, max_length=6, widget=box, initial=shown
            )

    @property
    def percents(self) -> dict[str, Decimal]:
        """The targets that were typed, by indicator."""
        codes = [goal.indicator.code for goal in self.goals]
        return {code: value for code in codes if (value := self.cleaned_data.get(code)) is not None}

    @property
    def rows(self) -> list[tuple[Goal, forms.BoundField]]:
        """Each indicator with its field."""
        return [(goal, self[goal.indicator.code]) for goal in self.goals]

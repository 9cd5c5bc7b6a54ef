"""An instrument as a form: its items in order, grouped as the file groups them, and why it is not asked today."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from django import forms

from referrals.models.appointment import PlaceKind

from ..asking import NOT_ANSWERED, asked
from ..instrument import Asks, Instrument, Item
from ..wording import spoken
from .fields import day, line, short


class InstrumentForm(forms.Form):
    """The items somebody is asked; numbers with comma or point, the rest by one key each."""

    def __init__(self, *args, instrument: Instrument, sensitive: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.asked = asked(instrument, sensitive=sensitive)
        for item in self.asked:
            self.fields[item.key] = _field(item)

    @property
    def groups(self) -> Iterator[tuple[str, list]]:
        """Give the items as the file groups them, each with its bound field."""
        numbered = [(n, item, self[item.key]) for n, item in enumerate(self.asked, start=1)]
        for group, rows in groupby(numbered, key=lambda row: row[1].group):
            yield group, list(rows)

    @classmethod
    def initial_of(cls, answers: Mapping[str, str]) -> dict[str, Any]:
        """Give the answers of a result as the form shows them."""
        return {key: value.replace(".", ",") for key, value in answers.items()}


def _field(item: Item) -> forms.Field:
    if item.asks == Asks.NUMBER:
        field = short(item.words, unit=item.unit, help_text=item.hint)
        field.required = False  # the rules of the instrument say what must be answered, with their own words
        if item.least is not None and item.most is not None and not item.hint:
            field.help_text = f"{spoken(item.least)}–{spoken(item.most)}"
        return field
    return forms.ChoiceField(
        label=item.words,
        required=item.required,
        choices=[(one.value, one.words) for one in item.choices],
        widget=forms.RadioSelect,
        help_text=item.hint,
        error_messages={"required": NOT_ANSWERED},
    )


class PutOffForm(forms.Form):
    """Why an instrument is not asked today, and when and where it will be."""

    reason = line("Alasan", longest=200, missing="Tulis alasannya, misalnya pasien kesakitan.")
    planned_on = day("Dijadwalkan", required=False, help_text="Kosongkan bila pasien menolak.")
    planned_place = forms.ChoiceField(label="Tempat", required=False, choices=PlaceKind.choices)

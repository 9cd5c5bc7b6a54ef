"""A contact with a newborn: when, how the child is, and what was given."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from clusters.forms.fields import moment, short, to_the_minute, words
from clusters.forms.kind import ExamForm
from clusters.wording import number, spoken

from ..child_access import born_at
from ..models import CareGiven, Cord, Danger, Feeding, Handled, Prick
from ..newborn import rules_on

NOT_CHOSEN = ("", "–")
MEASURED = {"weight": "gram", "length": "cm", "head": "cm", "temperature": "°C"}


def _choice(label: str, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[NOT_CHOSEN, *choices])


class NewbornForm(ExamForm):
    """What was seen of a newborn at one contact."""

    seen_at = moment("Diperiksa pukul")
    born_at = moment("Lahir pukul", required=False)
    weight = short("Berat", unit="gram")
    length = short("Panjang", unit="cm")
    head = short("Lingkar kepala", unit="cm")
    temperature = short("Suhu", unit="°C")
    cord = _choice("Tali pusat", Cord.choices)
    feeding = _choice("Menyusu", Feeding.choices)
    vit_k = _choice("Vitamin K1", CareGiven.choices)
    eyes = _choice("Salep mata", CareGiven.choices)
    hb0 = _choice("HB0", CareGiven.choices)
    shk = _choice("SHK", Prick.choices)
    danger = forms.MultipleChoiceField(
        label="Tanda bahaya", required=False, choices=Danger.choices, widget=forms.CheckboxSelectMultiple
    )
    handled = forms.ChoiceField(label="Komplikasi", choices=Handled.choices, initial=Handled.NONE)
    notes = words("Catatan", rows=1, required=False, longest=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_at"].initial = to_the_minute(self.reading.entry.started_at or timezone.now())
        if self.record is None and self.reading.patient is not None:
            self.fields["born_at"].initial = to_the_minute(born_at(self.reading.user, self.reading.patient))

    def clean(self):
        """Read the numbers in their units."""
        typed = super().clean()
        for name in MEASURED:
            typed[name] = self._number(name, typed.get(name))
        return typed

    def _number(self, name: str, typed: Any) -> Decimal | int | None:
        if not typed:
            return None
        rules = rules_on(self.reading.visit.on)
        span = rules["temperature"]["hard"] if name == "temperature" else rules[name]
        least, most = (Decimal(str(bound)) for bound in span)
        value = number(typed)
        whole = name == "weight"
        if value is None or not least <= value <= most or (whole and value % 1):
            self.add_error(name, f"Tulis dalam {MEASURED[name]}, antara {spoken(least)} dan {spoken(most)}.")
            return None
        return int(value) if whole else value.quantize(Decimal("0.1"))

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give a contact as it was written."""
        found = super().initial_of(record)
        return found | {name: spoken(Decimal(found[name])) for name in MEASURED if found[name] is not None}

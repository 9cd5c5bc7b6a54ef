"""The MTBS chart on the desk: danger signs first, then what is complained of, then what is looked at in every child."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms

from clusters.forms.fields import short, words
from clusters.forms.kind import ExamForm
from clusters.wording import number, spoken

from ..mtbs import complaints_on, rules_on
from ..sick_children import NUMBERS

_VITALS = ("respiration", "spo2", "temperature", "upper_arm")
_SPANS = {"respiration": (5, 150), "spo2": (40, 100), "temperature": (30, 43), "upper_arm": (5, 40)}
_MOST_DAYS = 180
_WITH_TENTHS = ("temperature", "upper_arm")
_WORDS = {"respiration": "napas {}×/menit", "spo2": "SpO₂ {} %", "temperature": "suhu {} °C", "upper_arm": "LiLA {} cm"}


class MtbsForm(ExamForm):
    """What is seen of a sick child; what it is called follows from the chart."""

    complaints = forms.MultipleChoiceField(label="Keluhan", required=False, widget=forms.CheckboxSelectMultiple)
    respiration = short("Napas", unit="×/menit")
    spo2 = short("SpO₂", unit="%")
    temperature = short("Suhu", unit="°C")
    upper_arm = short("LiLA", unit="cm")
    diarrhoea_days = short("Diare sudah", unit="hari")
    fever_days = short("Demam sudah", unit="hari")
    ear_days = short("Cairan telinga sudah", unit="hari")
    treatment = words("Tindakan dan pengobatan", rows=1, required=False, longest=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        on = self.reading.visit.on
        self.fields["complaints"].choices = list(complaints_on(on).items())
        self.topics = [topic for topic in rules_on(on)["topic"] if topic["signs"]]
        for topic in self.topics:
            self.fields[f"signs_{topic['code']}"] = forms.MultipleChoiceField(
                label=topic["name"],
                required=False,
                choices=[tuple(sign) for sign in topic["signs"]],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def always(self) -> list[Any]:
        """The signs that are looked for in every child."""
        return [self[f"signs_{topic['code']}"] for topic in self.topics if topic.get("always")]

    @property
    def complained(self) -> list[dict[str, Any]]:
        """The signs of each complaint, open where it is complained of."""
        chosen = self["complaints"].value() or []
        return [
            {"field": (bound := self[f"signs_{topic['code']}"]), "open": topic["code"] in chosen or bound.value()}
            for topic in self.topics
            if not topic.get("always")
        ]

    @cached_property
    def measured_today(self) -> dict[str, Decimal]:
        """What the measuring point found today; it stands where nothing is typed."""
        if self.record is not None:
            return {}
        today = [one for one in self.reading.measurements if one.visit_id == self.reading.visit_pk]
        found = {name: next((v for one in today if (v := getattr(one, name)) is not None), None) for name in _VITALS}
        return {name: Decimal(value) for name, value in found.items() if value is not None}

    @property
    def measured_words(self) -> str:
        """What the measuring point found, in words."""
        return ", ".join(_WORDS[name].format(spoken(value)) for name, value in self.measured_today.items())

    def clean(self):
        """Read the numbers, and take what was measured today where nothing is typed."""
        typed = super().clean()
        for name in NUMBERS:
            typed[name] = self._number(name, typed.get(name) or "")
            if typed[name] is None and name not in self.errors and name in self.measured_today:
                typed[name] = self.measured_today[name]
        return typed

    def _number(self, name: str, typed: str) -> Decimal | int | None:
        if not typed:
            return None
        least, most = _SPANS.get(name, (0, _MOST_DAYS))
        value = number(typed)
        if value is None or not least <= value <= most or (name not in _WITH_TENTHS and value % 1):
            self.add_error(name, f"Tulis angka antara {least} dan {most}.")
            return None
        return value.quantize(Decimal("0.1")) if name in _WITH_TENTHS else int(value)

    def told(self) -> dict[str, Any]:
        """Give the child as the verb keeps it."""
        typed = self.cleaned_data
        signs = [sign for topic in self.topics for sign in typed[f"signs_{topic['code']}"]]
        numbers = {name: typed[name] for name in NUMBERS}
        return {"complaints": typed["complaints"], "signs": signs, "treatment": typed["treatment"], **numbers}

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give a sick child as it was written."""
        found = super().initial_of(record)
        found |= {name: spoken(Decimal(found[name])) for name in NUMBERS if found[name] is not None}
        topics = (topic for topic in rules_on(record.on)["topic"] if topic["signs"])
        seen = set(record.signs)
        signs = {f"signs_{one['code']}": [code for code, _ in one["signs"] if code in seen] for one in topics}
        return found | signs

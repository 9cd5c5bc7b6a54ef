"""What is typed at the door of a house, on a phone."""

import re

from django import forms

from ..lab_values import number_in
from ..models import TaskOutcome

_PRESSURE = re.compile(r"^\s*(\d{2,3})\s*/\s*(\d{2,3})\s*$")
# What may be measured at the door: the name it is kept under, its label and the values a living person can have.
MEASURES = {"weight": ("Berat, kg", 0.5, 250), "temperature": ("Suhu, °C", 30, 44)}


class TaskAnswerForm(forms.Form):
    """What was found, with what was measured by those who measure."""

    outcome = forms.ChoiceField(
        label="Hasil kunjungan",
        choices=TaskOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih hasil kunjungan."},
    )
    pressure = forms.CharField(
        label="TD", required=False, widget=forms.TextInput({"inputmode": "text", "placeholder": "120/80"})
    )
    weight = forms.CharField(label="Berat, kg", required=False, widget=forms.TextInput({"inputmode": "decimal"}))
    temperature = forms.CharField(label="Suhu, °C", required=False, widget=forms.TextInput({"inputmode": "decimal"}))
    note = forms.CharField(label="Catatan", max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    answer_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, measures: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not measures:
            for name in ("pressure", *MEASURES):
                del self.fields[name]

    def clean_pressure(self):
        """Read 118/74."""
        typed = self.cleaned_data["pressure"].strip()
        if not typed:
            return ""
        found = _PRESSURE.match(typed)
        if found is None or not int(found[2]) < int(found[1]) <= 300:
            raise forms.ValidationError("Tulis seperti 120/80.")
        return f"{int(found[1])}/{int(found[2])}"

    def clean_weight(self):
        return self._number("weight")

    def clean_temperature(self):
        return self._number("temperature")

    def measured(self) -> dict:
        """Give what was measured, by name; call it after ``is_valid``."""
        names = ("pressure", *MEASURES)
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in ("", None)}

    def _number(self, name: str) -> float | None:
        typed = self.cleaned_data[name].strip()
        if not typed:
            return None
        number = number_in(typed)
        _label, low, high = MEASURES[name]
        if number is None or not low <= number <= high:
            raise forms.ValidationError(f"Tulis angka {low} sampai {high}, misalnya 36,5.".replace(".", ",", 1))
        return float(number)

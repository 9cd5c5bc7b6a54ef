"""What is typed on the bench: results by test, the reason a result follows later, who was told of a critical value."""

from collections.abc import Iterable

from django import forms

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import ROLES

from ..models import LabOrder, LabOrderItem, ResultKind

MOST_RADIOS = 5
READS_RESULTS = [code for code, role in ROLES.items() if Permission.LAB_READ in role.permissions and code != "lab"]


class ResultForm(forms.Form):
    """One field for each test of an order that has no value yet; what stays empty is filled in later."""

    def __init__(self, order: LabOrder, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for item in order.items.all():
            if not item.has_value:
                self.fields[item.test.code] = _field_for(item)

    def results(self) -> dict[str, str]:
        """Give what was typed, by test code; call it after ``is_valid``."""
        return {code: typed for code, typed in self.cleaned_data.items() if typed.strip()}


class CorrectForm(forms.Form):
    """The right value of one test that was given wrong, and why."""

    test = forms.ChoiceField(label="Pemeriksaan yang keliru", choices=())
    value = forms.CharField(label="Hasil yang benar", max_length=200, help_text="Ditulis seperti di lembar hasil.")
    reason = forms.CharField(
        label="Alasan perbaikan",
        max_length=200,
        help_text="Misalnya: tertukar dengan sampel lain. Nilai semula tetap terbaca.",
    )

    def __init__(self, order: LabOrder, *args, **kwargs):
        super().__init__(*args, auto_id="p_%s", **kwargs)
        given = [item for item in order.items.all() if item.has_value]
        self.fields["test"].choices = [(item.test.code, f"{item.test.name}: {item.value_label}") for item in given]


class LaterForm(forms.Form):
    """Why a result will come another day."""

    reason = forms.CharField(
        label="Alasan hasil menyusul",
        max_length=200,
        required=False,
        help_text="Misalnya: TCM selesai besok. Pasien tidak ditahan; peminta mendapat hasilnya di kotak masuk.",
    )


class CriticalForm(forms.Form):
    """Who was told of a critical value."""

    told = forms.ChoiceField(label="Disampaikan langsung kepada", choices=())

    def __init__(self, order: LabOrder, colleagues: Iterable[Staff], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {one.code: one for one in colleagues}
        self.fields["told"].choices = [(one.code, f"{one.name}, {one.office.label}") for one in self.people.values()]
        self.initial.setdefault("told", order.ordered_by.code)


def _field_for(item: LabOrderItem) -> forms.Field:
    test = item.test
    if test.kind == ResultKind.CHOICE:
        choices = [(choice, choice) for choice in test.choices]
        if len(choices) > MOST_RADIOS:
            return forms.ChoiceField(label=test.name, choices=[("", "Belum ada"), *choices], required=False)
        return forms.ChoiceField(label=test.name, choices=choices, required=False, widget=forms.RadioSelect)
    if test.kind == ResultKind.NUMERIC:
        number = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(label=test.name, required=False, widget=number)
    return forms.CharField(label=test.name, max_length=200, required=False)

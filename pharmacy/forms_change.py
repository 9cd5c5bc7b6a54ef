"""A prescription written anew: its lines as they stand, rows for more, and why."""

from django import forms
from django.forms import formset_factory

from .forms import WeightField
from .lines import MOST_LINES, Line
from .models import Meal
from .refusals import LONGEST_REASON

_WHOLE = {"invalid": "Tulis angka bulat.", "min_value": "Paling sedikit 1."}


class LineForm(forms.Form):
    """One drug; a row whose drug is emptied is left out."""

    drug = forms.ChoiceField(label="Obat", required=False)
    dose = forms.CharField(label="Sekali pakai", required=False, max_length=40)
    frequency = forms.CharField(label="Aturan", required=False, max_length=40)
    days = forms.IntegerField(label="Hari", required=False, min_value=1, error_messages=_WHOLE)
    quantity = forms.IntegerField(label="Jumlah", required=False, min_value=1, error_messages=_WHOLE)
    meal = forms.ChoiceField(label="Makan", required=False, choices=[("", "–"), *Meal.choices])
    note = forms.CharField(label="Catatan", required=False, max_length=120)

    def __init__(self, *args, drugs, **kwargs):
        super().__init__(*args, **kwargs)
        self.drugs = drugs
        self.fields["drug"].choices = [("", "–"), *((code, str(drug)) for code, drug in drugs.items())]

    @property
    def line(self) -> Line | None:
        """The row as a line; none where no drug is chosen."""
        typed = self.cleaned_data
        if not typed.get("drug"):
            return None
        return Line(
            drug=self.drugs[typed["drug"]],
            dose=typed["dose"],
            frequency=typed["frequency"],
            days=typed["days"] or 1,
            quantity=typed["quantity"] or 0,
            meal=typed["meal"],
            note=typed["note"],
        )


LinesFormSet = formset_factory(LineForm, extra=2, max_num=MOST_LINES, validate_max=True)


class WhyForm(forms.Form):
    """Why it is changed, and a child's weight."""

    reason = forms.CharField(
        label="Alasan mengubah resep",
        max_length=LONGEST_REASON,
        error_messages={"required": "Tulis alasan mengubah resep."},
    )
    weight_kg = WeightField(label="Berat badan", required=False, max_length=7)

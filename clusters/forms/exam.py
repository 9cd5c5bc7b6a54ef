"""Who is in the room, what was found, what it is called, and what is to be fetched for it."""

from collections.abc import Sequence
from decimal import Decimal

from django import forms
from django.forms import formset_factory

from pharmacy.models import Drug
from pharmacy.models.item import Meal
from pharmacy.services import Line

from .. import icd10
from ..models import Case, Identifier
from ..wording import number
from .fields import line, short

LINES_AT_ONCE = 4


class IdentityForm(forms.Form):
    """By what the patient in the room was recognised."""

    identifiers = forms.MultipleChoiceField(
        label="Cocok",
        widget=forms.CheckboxSelectMultiple,
        choices=Identifier.choices,
        error_messages={"required": "Cocokkan paling sedikit dua identitas, misalnya nama dan tanggal lahir."},
    )


class AllergyForm(forms.Form):
    """Something the patient must not be given."""

    substance = line("Zat", longest=80, missing="Tulis nama obat atau makanannya.")
    reaction = line("Reaksi", required=False)


class SoapForm(forms.Form):
    """The four parts of an examination."""

    subjective = forms.CharField(label="Subjektif", required=False, widget=forms.Textarea({"rows": 2}))
    objective = forms.CharField(label="Objektif", required=False, widget=forms.Textarea({"rows": 2}))
    assessment = forms.CharField(label="Asesmen", required=False, widget=forms.Textarea({"rows": 1}))
    plan = forms.CharField(label="Plan", required=False, widget=forms.Textarea({"rows": 1}))

    @property
    def says_something(self) -> bool:
        """Whether anything was typed."""
        return any(self.cleaned_data.values())


class DiagnosisForm(forms.Form):
    """One illness by code or everyday name."""

    code = line("Tambah diagnosis", longest=80, missing="Tulis kode atau nama penyakit, lalu pilih dari daftar.")
    case = forms.ChoiceField(label="Kasus", choices=Case.choices, required=False, initial=Case.NEW)
    is_main = forms.BooleanField(label="Utama", required=False)

    def clean_code(self) -> str:
        """Give the code behind what was picked or typed: "E11.9 Kencing manis", or a name that fits one illness."""
        typed = self.cleaned_data["code"].strip()
        if known := icd10.diagnosis(typed.split(" ", 1)[0]):
            return known.code
        found = icd10.search(typed, limit=4)
        if len(found) == 1:
            return found[0].code
        if not found:
            raise forms.ValidationError(f"“{typed}” tidak ditemukan. Cari dengan kode ICD-10 atau nama penyakit.")
        raise forms.ValidationError(f"Pilih salah satu: {'; '.join(str(one) for one in found[:3])}.")


class LineForm(forms.Form):
    """One drug of a prescription."""

    drug = forms.CharField(label="Obat", required=False, max_length=140)
    dose = forms.CharField(label="Sekali pakai", required=False, max_length=40)
    frequency = forms.CharField(label="Aturan", required=False, max_length=40)
    days = forms.IntegerField(label="Hari", required=False, min_value=1, max_value=180)
    quantity = forms.IntegerField(label="Jumlah", required=False, min_value=1, max_value=1000)
    meal = forms.ChoiceField(label="Makan", required=False, choices=[("", "–"), *Meal.choices])
    note = forms.CharField(label="Catatan", required=False, max_length=120)

    def __init__(self, *args, drugs: Sequence[Drug] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.drugs = {words.casefold(): drug for drug in drugs for words in (drug.code, str(drug))}
        for name, placeholder in (("dose", "1 tablet"), ("frequency", "3x1"), ("days", "3"), ("quantity", "10")):
            self.fields[name].widget.attrs["placeholder"] = placeholder
        self.fields["drug"].widget.attrs |= {"list": "drugs", "autocomplete": "off", "placeholder": "Nama obat"}
        for name in ("days", "quantity"):
            self.fields[name].error_messages["invalid"] = "Tulis angka."
            self.fields[name].error_messages["min_value"] = "Paling sedikit 1."
            self.fields[name].error_messages["max_value"] = "Terlalu banyak. Periksa angkanya."

    def clean_drug(self):
        """Give the drug behind what was typed or picked."""
        typed = self.cleaned_data["drug"].strip()
        if not typed:
            return None
        if found := self.drugs.get(typed.casefold()):
            return found
        raise forms.ValidationError("Obat ini tidak ada dalam daftar. Pilih dari daftar yang muncul.")

    @property
    def line(self) -> Line | None:
        """The drug as a line of the prescription; none where the row stayed empty."""
        typed = self.cleaned_data
        if not typed.get("drug"):
            return None
        return Line(
            drug=typed["drug"],
            dose=typed["dose"],
            frequency=typed["frequency"],
            days=typed["days"] or 1,
            quantity=typed["quantity"] or 0,
            meal=typed["meal"],
            note=typed["note"],
        )


LinesFormSet = formset_factory(LineForm, extra=LINES_AT_ONCE, max_num=20, validate_max=True)


class WeightForm(forms.Form):
    """The weight a child's dose is reckoned by."""

    weight_kg = short("Berat badan", unit="kg")

    def clean_weight_kg(self) -> Decimal | None:
        """Give the weight as a number."""
        typed = self.cleaned_data["weight_kg"]
        if not typed:
            return None
        if (value := number(typed)) is None:
            raise forms.ValidationError("Berat badan harus angka, seperti 12,5.")
        return value

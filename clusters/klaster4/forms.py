"""What klaster 4 types: an investigation, and each step of an episode."""

from django import forms

from clusters.forms.fields import day, line, moment, words
from puskesmas.patients.models.patient import Sex

from .models import Finding, Regimen, Response, TbOutcome, TbResult, TbTest

_PICK = {"required": "Pilih salah satu."}
_NUMBER = {"invalid": "Tulis angka.", "min_value": "Tulis angka.", "required": "Tulis angka."}


def _count(label: str, *, required: bool = False, most: int = 9999) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=0,
        max_value=most,
        error_messages=_NUMBER | {"max_value": "Terlalu banyak. Periksa angkanya."},
    )


class InvestigationForm(forms.Form):
    """One epidemiological investigation."""

    investigated_at = moment("Waktu penyelidikan")
    place = line("Tempat", missing="Tulis tempatnya, misalnya rumah kasus atau sekolah.")
    visited = _count("Rumah atau orang diperiksa")
    more_cases = _count("Kasus tambahan")
    source = line("Dugaan sumber", required=False, longest=200)
    responses = forms.MultipleChoiceField(
        label="Tindakan", required=False, choices=Response.choices, widget=forms.CheckboxSelectMultiple
    )
    finding = forms.ChoiceField(
        label="Kesimpulan", choices=Finding.choices, widget=forms.RadioSelect, error_messages=_PICK
    )
    notes = words("Catatan", rows=2, required=False, longest=2000)


class CorrectionForm(InvestigationForm):
    """The same, put right with a reason."""

    reason = line("Alasan perbaikan", longest=200, missing="Tulis alasannya.")


class DropForm(forms.Form):
    """Why a case is none."""

    reason = line("Alasan", longest=200, missing="Tulis alasannya.")


class SampleForm(forms.Form):
    """When sputum was taken."""

    on = day("Dahak diambil")


class ResultForm(forms.Form):
    """What was found, and how."""

    test = forms.ChoiceField(label="Pemeriksaan", choices=TbTest.choices, error_messages=_PICK)
    result = forms.ChoiceField(label="Hasil", choices=TbResult.choices, widget=forms.RadioSelect, error_messages=_PICK)
    on = day("Tanggal hasil")


class TreatForm(forms.Form):
    """When treatment began, with what."""

    regimen = forms.ChoiceField(label="Paduan", choices=Regimen.choices, widget=forms.RadioSelect, error_messages=_PICK)
    on = day("Mulai obat")


class FinishForm(forms.Form):
    """How an episode ended."""

    outcome = forms.ChoiceField(
        label="Hasil akhir", choices=TbOutcome.choices, widget=forms.RadioSelect, error_messages=_PICK
    )
    on = day("Tanggal")


class ContactForm(forms.Form):
    """Somebody who lived with a patient or spent much time with them."""

    name = line("Nama", longest=100, missing="Tulis namanya.")
    sex = forms.ChoiceField(label="Jenis kelamin", choices=Sex.choices, error_messages=_PICK)
    years = _count("Umur, tahun", required=True, most=120)
    household = forms.BooleanField(label="Serumah", required=False, initial=True)
    on = day("Didata")


class ContactScreeningForm(forms.Form):
    """What was found of a contact."""

    contact = forms.ChoiceField(label="Kontak", error_messages=_PICK)
    symptomatic = forms.TypedChoiceField(
        label="Bergejala",
        choices=[("ya", "Ya"), ("tidak", "Tidak")],
        coerce=lambda value: value == "ya",
        widget=forms.RadioSelect,
        error_messages=_PICK,
    )
    on = day("Diperiksa")
    tpt_on = day("Mulai TPT", required=False)

    def __init__(self, *args, contacts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contact"].choices = [(one.code, f"{one.name}, {one.years} tahun") for one in contacts]

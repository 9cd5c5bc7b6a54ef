"""Who an unknown patient is, as far as a bedside can tell: a name, a sex, an age; the counter completes the rest."""

from datetime import date

from django import forms

from puskesmas.patients import identity
from puskesmas.patients.models.patient import Sex
from puskesmas.patients.typed import Identity

from .fields import day, line

OLDEST = 130


class SearchForm(forms.Form):
    """Whatever names a person: a name, NIK, record number, card or phone."""

    q = line("Nama, NIK, nomor RM, BPJS, atau HP", required=False, longest=100)


class StrangerForm(forms.Form):
    """Somebody who has no record here yet."""

    name = line("Nama", longest=120, missing="Nama belum diisi. Tulis seperti kata keluarga.")
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Jenis kelamin belum dipilih."},
    )
    birth_date = day("Tanggal lahir", required=False)
    years = forms.IntegerField(
        label="atau perkiraan umur",
        required=False,
        min_value=0,
        max_value=OLDEST,
        error_messages={"invalid": "Tulis umur dengan angka.", "max_value": f"Umur paling tinggi {OLDEST} tahun."},
    )
    nik = line("NIK", required=False, longest=24)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_nik(self):
        """Refuse what cannot be a NIK."""
        number = identity.digits(self.cleaned_data["nik"])
        if number and (errors := identity.nik_errors(number)):
            raise forms.ValidationError(errors)
        return number

    def clean(self):
        """Ask for a birth date, or an age to reckon it from."""
        typed = super().clean()
        if (
            not typed.get("birth_date")
            and typed.get("years") is None
            and not {"birth_date", "years"} & set(self.errors)
        ):
            self.add_error("birth_date", "Isi tanggal lahir, atau perkiraan umurnya.")
        return typed

    def typed(self) -> Identity:
        """Give the identity as it was typed."""
        given = self.cleaned_data
        born, estimated = given["birth_date"], False
        if born is None:
            born, estimated = date(self.today.year - given["years"], 1, 1), True
        return Identity(given["name"], given["sex"], born, birth_date_estimated=estimated, nik=given["nik"])

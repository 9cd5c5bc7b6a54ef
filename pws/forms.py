"""What is typed about the sasaran of a year."""

from datetime import date
from decimal import Decimal

from django import forms

from clusters.wording import number as typed_number

from .models import Basis, EntryKind
from .projection import kinds_on
from .spreadsheet import MOST_BYTES

# What the district sets, as people know it: out of how many it is counted.
RATES = {
    "cbr": ("Angka kelahiran kasar (CBR)", "per 1.000 penduduk", Decimal(1000)),
    "imr": ("Angka kematian bayi", "per 1.000 kelahiran hidup", Decimal(1000)),
    "prevalence_hypertension": ("Prevalensi hipertensi, 15 tahun ke atas", "persen", Decimal(100)),
    "prevalence_diabetes": ("Prevalensi diabetes, 15 tahun ke atas", "persen", Decimal(100)),
}


class Rate(forms.CharField):
    """One rate with comma or point, kept as a fraction."""

    def __init__(self, label: str, unit: str, per: Decimal):
        super().__init__(
            label=label, required=False, max_length=8, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        )
        self.unit, self.per = unit, per

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        number = typed_number(typed)
        if number is None or number > self.per:
            raise forms.ValidationError(f"Tulis angka {self.unit}, misalnya 19,5.")
        return number / self.per


class YearForm(forms.Form):
    """A year, and where its numbers come from."""

    year = forms.TypedChoiceField(label="Tahun", coerce=int)
    source = forms.CharField(label="Sumber", max_length=120, help_text="Misalnya “Dinkes 2026” atau “BPS 2025”.")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, year) for year in (today.year + 1, today.year, today.year - 1)]
        self.fields["year"].initial = today.year


class ImportForm(YearForm):
    """A filled-in sheet of numbers of one basis."""

    basis = forms.ChoiceField(label="Dasar", choices=Basis.choices, initial=Basis.REAL)
    file = forms.FileField(
        label="Berkas xlsx", widget=forms.FileInput(attrs={"accept": ".xlsx"}), help_text="Pakai lembar contoh."
    )
    field_order = ["year", "basis", "file", "source"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Berkas lebih dari 2 MB. Kirim lembar sasaran saja.")
        return file


class ProjectForm(YearForm):
    """The district's rates, by which every village is projected."""

    field_order = ["year", *RATES, "source"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (label, unit, per) in RATES.items():
            self.fields[name] = Rate(label, unit, per)
        self.order_fields(self.field_order)

    @property
    def rates(self) -> dict[str, Decimal]:
        """The rates that were typed, as fractions."""
        return {name: value for name in RATES if (value := self.cleaned_data.get(name)) is not None}

    @property
    def rate_fields(self) -> list[tuple]:
        """Each rate's field with its unit."""
        return [(self[name], RATES[name][1]) for name in RATES]


class ReportForm(forms.Form):
    """A bare figure of one village, month and indicator."""

    number = forms.IntegerField(label="Jumlah bulan ini", min_value=0, max_value=100_000)
    origin = forms.ChoiceField(label="Asal", choices=[one for one in EntryKind.choices if one[0] != EntryKind.TARGET])
    source = forms.CharField(label="Menurut", max_length=120, help_text="Misalnya “Laporan Pustu Belidak”.")


def kind_choices(year: int) -> list[tuple[str, str]]:
    """Give the kinds of people of a year, with their names."""
    return [(code, kind.label) for code, kind in kinds_on(date(year, 1, 1)).items()]

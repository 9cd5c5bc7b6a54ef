"""What is typed about the shelves: a delivery, a count, what was broken."""

from django import forms

from .models import FundSource
from .refusals import LONGEST_REASON
from .stock import MOST

_WHOLE = {"required": "Tulis jumlahnya.", "invalid": "Tulis jumlah dengan angka bulat."}


class ReceiveForm(forms.Form):
    """One delivery of one batch."""

    drug = forms.ChoiceField(label="Obat", error_messages={"required": "Pilih obat yang diterima."})
    batch = forms.CharField(
        label="Nomor batch", max_length=40, error_messages={"required": "Tulis nomor batch pada kemasan."}
    )
    expiry = forms.DateField(
        label="Kedaluwarsa",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Tulis tanggal kedaluwarsa.", "invalid": "Tulis tanggal, misalnya 31-12-2026."},
    )
    source = forms.ChoiceField(label="Sumber dana", choices=FundSource.choices)
    quantity = forms.IntegerField(label="Jumlah", min_value=1, max_value=MOST, error_messages=_WHOLE)
    document = forms.CharField(label="Nomor dokumen", required=False, max_length=60)

    def __init__(self, *args, drugs, **kwargs):
        super().__init__(*args, **kwargs)
        self.drugs = {drug.code: drug for drug in drugs}
        choices = [(code, f"{drug}, {drug.unit}") for code, drug in self.drugs.items()]
        self.fields["drug"].choices = [("", "Pilih obat"), *choices]


class CountForm(forms.Form):
    """What was counted on the shelf, and why it differs."""

    counted = forms.IntegerField(label="Hasil hitung", min_value=0, max_value=MOST, error_messages=_WHOLE)
    reason = forms.CharField(
        label="Alasan penyesuaian",
        max_length=LONGEST_REASON,
        help_text="Misalnya stok opname bulan ini.",
        error_messages={"required": "Tulis alasan perubahan stok."},
    )


class DiscardForm(forms.Form):
    """How much is broken or expired."""

    quantity = forms.IntegerField(label="Jumlah dikeluarkan", min_value=1, max_value=MOST, error_messages=_WHOLE)
    reason = forms.CharField(
        label="Alasan dikeluarkan",
        max_length=LONGEST_REASON,
        help_text="Misalnya kemasan pecah, kedaluwarsa.",
        error_messages={"required": "Tulis alasan perubahan stok."},
    )

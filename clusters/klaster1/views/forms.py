"""What is typed at the window: how somebody pays, why money goes back, and what lay in the drawer."""

from django import forms

from puskesmas.visits.facts import Fact
from referrals.lab_values import number_in

from ..bill import rupiah
from ..models import Answer, Method


class RupiahField(forms.CharField):
    """Money as hands type it here: 20000, 20.000 or Rp 20.000."""

    def __init__(self, **kwargs):
        money = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": money, **kwargs})

    def clean(self, value):
        typed = super().clean(value).lower().removeprefix("rp").strip().removesuffix(",-")
        if not typed:
            return None
        number = number_in(typed)
        if number is None or number < 0 or number != int(number) or number >= 10**9:
            raise forms.ValidationError("Tulis jumlah rupiah tanpa sen, misalnya 20.000.")
        return int(number)


class KeyedRadios(forms.RadioSelect):
    """Choices pressed by their place in line: 1, 2, 3."""

    def create_option(self, name, value, label, selected, index, **more):
        option = super().create_option(name, value, label, selected, index, **more)
        option["attrs"] |= {"data-key": str(index + 1), "data-key-label": label, "data-key-bar": "no"}
        return option


class PayForm(forms.Form):
    """How somebody pays, and what they handed over."""

    method = forms.ChoiceField(
        label="Cara bayar",
        choices=Method.choices,
        initial=Method.TUNAI,
        widget=KeyedRadios,
        error_messages={"required": "Pilih cara bayar."},
    )
    received = RupiahField(label="Uang diterima", required=False, help_text="Kosong berarti uang pas.")
    amount = forms.IntegerField(widget=forms.HiddenInput)  # the bill as it was read; another one is refused

    def clean(self):
        """Refuse less money than is due."""
        typed = super().clean()
        received, amount = typed.get("received"), typed.get("amount")
        if typed.get("method") != Method.TUNAI:
            typed["received"] = None
        elif received is not None and amount is not None and received < amount:
            self.add_error("received", f"Kurang {rupiah(amount - received)} dari tagihan {rupiah(amount)}.")
        return typed


class ReverseForm(forms.Form):
    """Why money goes back."""

    reason = forms.CharField(
        label="Alasan pembatalan",
        max_length=200,
        required=False,
        help_text="Tercetak pada kuitansi pembatalan, misalnya: salah cara bayar.",
    )


class CorrectForm(forms.Form):
    """Who pays after all, on a visit that has ended."""

    payer = forms.ChoiceField(
        label="Penjamin yang benar",
        choices=[(Fact.JKN.value, "JKN"), (Fact.UMUM.value, "Umum")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih JKN atau umum."},
    )
    reason = forms.CharField(label="Alasan perbaikan", max_length=200, required=False)


class CloseForm(forms.Form):
    """What lay in the drawer."""

    counted = RupiahField(
        label="Uang tunai di laci",
        help_text="Hitung uangnya dahulu, tanpa uang kembalian awal.",
        error_messages={"required": "Hitung uang di laci, lalu tulis jumlahnya."},
    )
    reason = forms.CharField(label="Alasan selisih", max_length=200, required=False)


class OverrideForm(forms.Form):
    """What an auditor answers otherwise, and why."""

    no = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label="Jawaban auditor", choices=Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="Alasan", max_length=200, required=False)

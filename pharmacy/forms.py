"""What is typed on a prescription's page: the checks of a telaah, questions and reasons, who was recognised by what."""

from decimal import Decimal, InvalidOperation

from django import forms

from .checks import LONGEST_NOTE, Answer, checklist
from .models import Identifier
from .refusals import LONGEST_REASON

YES_NO = [("yes", "Ya"), ("no", "Tidak")]


class WeightField(forms.CharField):
    """A weight in kilograms, written with a comma as well as with a point."""

    def clean(self, value):
        """Give the weight as a decimal, None when nothing was written."""
        words = super().clean(value).strip()
        if not words:
            return None
        try:
            return Decimal(words.replace(",", ".")).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise forms.ValidationError("Tulis berat dalam kilogram, misalnya 12,5.") from None


class ReviewForm(forms.Form):
    """Ya or Tidak to each check with its note, a weight found out here, and why it goes on all the same."""

    weight_kg = WeightField(
        label="Berat badan", required=False, max_length=7, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    override_reason = forms.CharField(
        label="Alasan tetap diteruskan",
        required=False,
        max_length=LONGEST_REASON,
        help_text="Misalnya penulis resep sudah dihubungi dan memastikan.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for check in checklist().checks:
            self.fields[f"ok_{check.key}"] = forms.ChoiceField(
                label=check.asks, choices=YES_NO, required=False, widget=forms.RadioSelect
            )
            self.fields[f"note_{check.key}"] = forms.CharField(
                label="Yang tidak sesuai", required=False, max_length=LONGEST_NOTE
            )

    def groups(self) -> list[dict]:
        """Give the checks by group, each with its answer and its note."""
        return [
            {
                "label": label,
                "checks": [
                    {"check": check, "ok": self[f"ok_{check.key}"], "note": self[f"note_{check.key}"]}
                    for check in checks
                ],
            }
            for label, checks in checklist().grouped()
        ]

    def answers(self, *, rest_in_order: bool = False) -> dict[str, Answer]:
        """Give what was answered; with ``rest_in_order`` what was left open is a Ya."""
        given = {}
        for key in checklist().keys:
            said = self.cleaned_data.get(f"ok_{key}", "")
            if said or rest_in_order:
                given[key] = Answer(ok=said != "no", note=self.cleaned_data.get(f"note_{key}", "").strip())
        return given

    def put(self, refused) -> None:
        """Put each sentence of a refusal beside its check; what speaks against going on asks for a reason."""
        against = False
        for reason in refused.reasons:
            field = _FIELDS.get(reason.code, "ok_{}").format(reason.field)
            if reason.code in _AGAINST:
                against = True
            elif field in self.fields:
                self.add_error(field, reason.message)
            else:
                self.add_error(reason.field if reason.field in self.fields else None, reason.message)
        if against:
            self.add_error("override_reason", "Tulis alasan diteruskan, atau tahan resep dan tanya penulisnya.")


_FIELDS = {"note_required": "note_{}", "too_long": "note_{}"}
_AGAINST = {"allergy", "child_without_weight", "patient_unknown", "not_in_order"}


class QuestionForm(forms.Form):
    """What the pharmacist asks the one who wrote it."""

    reason = forms.CharField(
        label="Yang ditanyakan kepada penulis resep",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        error_messages={"required": "Tulis yang ditanyakan kepada penulis resep."},
    )


class AnswerForm(forms.Form):
    """What the one who wrote it answers."""

    answer = forms.CharField(
        label="Jawaban untuk apoteker",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis jawaban untuk apoteker."},
    )


class CancelForm(forms.Form):
    """Why nobody gets this."""

    reason = forms.CharField(
        label="Alasan membatalkan resep",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
        error_messages={"required": "Tulis alasan membatalkan resep."},
    )


class NotHadForm(forms.Form):
    """Why the patient does not get one drug."""

    reason = forms.CharField(
        label="Alasan obat tidak diberikan",
        max_length=LONGEST_REASON,
        help_text="Misalnya stok habis, atau pasien masih punya.",
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages={"required": "Tulis alasan obat tidak diberikan."},
    )


class TakeBackForm(forms.Form):
    """How much came back, and why."""

    quantity = forms.IntegerField(
        label="Jumlah dikembalikan",
        min_value=1,
        widget=forms.NumberInput(attrs={"autofocus": True}),
        error_messages={"required": "Tulis jumlahnya.", "invalid": "Tulis jumlah dengan angka bulat."},
    )
    reason = forms.CharField(
        label="Alasan dikembalikan",
        max_length=LONGEST_REASON,
        error_messages={"required": "Tulis alasan obat dikembalikan."},
    )


class HandOverForm(forms.Form):
    """By what the patient was recognised, and whether the label was explained."""

    identifiers = forms.MultipleChoiceField(
        label="Tanda pengenal yang dicocokkan",
        choices=Identifier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    explained = forms.BooleanField(label="Etiket sudah diterangkan", required=False)

    def __init__(self, *args, shown: list[dict], may_explain: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.shown = shown
        self.fields["explained"].disabled = not may_explain

    def choices(self) -> list[dict]:
        """Give the identifiers this patient has, each with what it should say."""
        ticked = self["identifiers"].value() or []
        return [{**one, "checked": one["value"] in ticked} for one in self.shown]

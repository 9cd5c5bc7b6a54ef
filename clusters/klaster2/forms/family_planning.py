"""A contact about family planning: the method, what speaks against it, what it did, and when she comes back."""

from typing import Any

from django import forms

from clusters.forms.fields import day, line, words
from clusters.forms.kind import ExamForm

from ..family_planning import conditions_on, methods_on
from ..models import MethodGiven, SideEffect, UserKind

NOT_CHOSEN = ("", "–")


class FamilyPlanningForm(ExamForm):
    """What was agreed and given."""

    method = forms.ChoiceField(label="Cara KB", error_messages={"required": "Pilih caranya."})
    user_kind = forms.ChoiceField(
        label="Peserta",
        choices=[NOT_CHOSEN, *UserKind.choices],
        error_messages={"required": "Pilih: baru, ganti cara, ulang, atau pascasalin."},
    )
    given = forms.ChoiceField(
        label="Tindakan",
        choices=[NOT_CHOSEN, *MethodGiven.choices],
        error_messages={"required": "Pilih tindakannya."},
    )
    previous = forms.ChoiceField(label="Cara sebelumnya", required=False)
    given_on = day("Diberikan tanggal", required=False)
    next_on = day("Kembali tanggal", required=False)
    lmp = day("Haid terakhir", required=False)
    batch = line("Nomor batch", required=False, longest=30)
    conditions = forms.MultipleChoiceField(
        label="Kondisi yang perlu ditimbang", required=False, widget=forms.CheckboxSelectMultiple
    )
    side_effects = forms.MultipleChoiceField(
        label="Efek samping", required=False, choices=SideEffect.choices, widget=forms.CheckboxSelectMultiple
    )
    consent = forms.BooleanField(label="Persetujuan tindakan ditandatangani", required=False)
    confirmed = forms.BooleanField(label="Dokter setuju walau kategori 3 atau 4", required=False)
    notes = words("Catatan", rows=1, required=False, longest=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        on = self.reading.visit.on
        self.methods = methods_on(on)
        choices = [NOT_CHOSEN, *((one.code, one.name) for one in self.methods.values())]
        self.fields["method"].choices = choices
        self.fields["previous"].choices = choices
        self.fields["conditions"].choices = list(conditions_on(on).items())
        self._begin()

    def _begin(self) -> None:
        """Begin where the contact before left off: she comes back with the drug, or as her booking says."""
        before = self.reading.examined.get("kb") or ()
        if before:
            last = before[-1]
            for name in ("method", "user_kind", "previous", "conditions", "consent", "lmp"):
                self.fields[name].initial = getattr(last, name)
            return
        booked = set(self.reading.booked_here)
        fitting = [one.code for one in self.methods.values() if one.service in booked]
        if len(fitting) == 1:
            self.fields["method"].initial = fitting[0]

    @property
    def comes_back_for_it(self) -> bool:
        """Whether the drug was to be fetched first, so that this is the procedure."""
        before = self.reading.examined.get("kb") or ()
        return bool(before) and before[-1].given == MethodGiven.FETCH

    def clean(self):
        """Ask which method was used before by one who changes; a procedure is one that has a method to give."""
        typed = super().clean()
        if typed.get("user_kind") == UserKind.SWITCH and not typed.get("previous"):
            self.add_error("previous", "Pilih cara sebelumnya.")
        method = self.methods.get(typed.get("method", ""))
        if typed.get("given") == MethodGiven.FETCH and method is not None and not method.procedure:
            self.add_error("given", f"{method.name} tidak memerlukan tindakan sesudah obat diambil.")
        return typed

    def told(self) -> dict[str, Any]:
        """Give the contact as the verb keeps it."""
        return dict(self.cleaned_data)

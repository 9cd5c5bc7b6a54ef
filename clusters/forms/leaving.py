"""Leaving the building, and being born in it."""

from django import forms
from django.forms import formset_factory

from puskesmas.patients.models.patient import Sex
from puskesmas.visits.movement import Child, NotGiven
from puskesmas.visits.states import Disposition

from .fields import day, words
from .sending import PlaceMixin

MOST_CHILDREN = 4
_FROM_A_ROOM = [one for one in Disposition.choices if one[0] not in (Disposition.CANCELLED, Disposition.NO_SHOW)]
_LIGHTEST, _HEAVIEST = 300, 7000  # grams


class ExitForm(forms.Form):
    """How a visit ends."""

    disposition = forms.ChoiceField(
        label="Cara keluar", widget=forms.RadioSelect, choices=_FROM_A_ROOM, initial=Disposition.HOME
    )
    reason = words("Alasan", required=False, longest=200)


class NotGivenForm(PlaceMixin):
    """A service not given today, with the place and day agreed for it."""

    service = forms.ChoiceField(label="Layanan", required=False)
    on = day("Tanggal", required=False)

    field_order = ["service", "on", "place_kind", "place"]

    def clean(self):
        """Ask for the day of what was not given."""
        typed = super().clean()
        if typed.get("service") and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", "Pilih tanggal yang disepakati.")
        return typed

    @property
    def not_given(self) -> NotGiven | None:
        """The promise; none where the row stayed empty."""
        typed = self.cleaned_data
        if not typed.get("service"):
            return None
        return NotGiven(typed["service"], typed["place_kind"], typed["place"], typed["on"])


NotGivenFormSet = formset_factory(NotGivenForm, extra=2, max_num=6)


class ChildForm(forms.Form):
    """One child of a birth."""

    sex = forms.ChoiceField(label="Jenis kelamin", required=False, choices=[("", "–"), *Sex.choices])
    birth_weight = forms.IntegerField(
        label="Berat lahir, gram",
        required=False,
        min_value=_LIGHTEST,
        max_value=_HEAVIEST,
        error_messages={
            "invalid": "Tulis dalam gram, seperti 3100.",
            "min_value": f"Berat lahir antara {_LIGHTEST} dan {_HEAVIEST} gram.",
            "max_value": f"Berat lahir antara {_LIGHTEST} dan {_HEAVIEST} gram.",
        },
    )
    alive = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("alive", "Lahir hidup"), ("stillborn", "Lahir mati")]
    )

    def clean(self):
        """Ask for the sex of a child whose weight was typed."""
        typed = super().clean()
        if typed.get("birth_weight") and not typed.get("sex"):
            self.add_error("sex", "Pilih jenis kelamin.")
        return typed

    def child(self, order: int) -> Child:
        """Give the child in its order of birth."""
        typed = self.cleaned_data
        return Child(order, typed["sex"], typed["birth_weight"], alive=typed["alive"] != "stillborn")


ChildFormSet = formset_factory(ChildForm, extra=MOST_CHILDREN, max_num=MOST_CHILDREN)

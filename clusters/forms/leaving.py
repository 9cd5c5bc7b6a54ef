"""Leaving the building, and what is promised for another day."""

from django import forms
from django.forms import formset_factory

from puskesmas.visits.movement import NotGiven
from puskesmas.visits.states import Disposition

from .fields import day, words
from .sending import PlaceMixin

_FROM_A_ROOM = [one for one in Disposition.choices if one[0] not in (Disposition.CANCELLED, Disposition.NO_SHOW)]


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

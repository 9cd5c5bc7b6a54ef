"""The immunization card on the desk: what is due is ticked with its batch; any other dose is told below."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms

from clusters.forms.fields import day, line
from clusters.forms.kind import ExamForm

from ..child_access import doses_of
from ..immunization import Card, Standing, card_of
from ..models import DoseStatus, GivenAt, Immunization
from ..schedule import Schedule, schedule_on
from ..wording import verdict_in_words

NOT_CHOSEN = ("", "–")
WITHIN_DAY = [NOT_CHOSEN, ("True", "Ya"), ("False", "Tidak")]
AT_BIRTH = "HB0"
_BATCH = 30


class ImmunizationForm(ExamForm):
    """What was given today of what is due, and one dose told of from elsewhere or not given."""

    dose = forms.ChoiceField(label="Dosis", required=False, error_messages={"required": "Pilih dosisnya."})
    status = forms.ChoiceField(
        label="Keadaan", choices=[choice for choice in DoseStatus.choices if choice[0] != DoseStatus.MISTAKEN]
    )
    given_on = day("Diberikan tanggal", required=False)
    place = forms.ChoiceField(label="Tempat", choices=GivenAt.choices, initial=GivenAt.ELSEWHERE)
    batch = line("Nomor batch", required=False, longest=_BATCH)
    expires_on = day("Kedaluwarsa", required=False)
    within_day = forms.TypedChoiceField(
        label="HB0 dalam 24 jam",
        required=False,
        choices=WITHIN_DAY,
        coerce=lambda value: value == "True",
        empty_value=None,
    )
    why = line("Alasan tidak diberikan", required=False, longest=200)
    confirmed = forms.BooleanField(label="Tetap dicatat walau tidak sah", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].initial = DoseStatus.GIVEN
        self.fields["dose"].choices = [NOT_CHOSEN, *self._doses()]
        if self.record is not None:
            self.fields["dose"].required = True
            self.fields["status"].choices = DoseStatus.choices
            return
        for due in self.card.due if self.card else ():
            name = _name(due.dose.key)
            self.fields[f"give_{name}"] = forms.BooleanField(label=_named(due.name, due.dose), required=False)
            batch = line(f"Batch {_named(due.name, due.dose)}", required=False, longest=_BATCH)
            batch.widget.attrs["placeholder"] = "nomor batch"
            self.fields[f"batch_{name}"] = batch

    @cached_property
    def schedule(self) -> Schedule:
        """The schedule in force on the day of the visit."""
        return schedule_on(self.reading.visit.on)

    def _doses(self) -> list[tuple[str, str]]:
        antigens = self.schedule.antigens
        return [(dose.key, _named(antigens[dose.antigen].name, dose)) for dose in self.schedule.doses()]

    @cached_property
    def doses(self) -> list[Immunization]:
        """Every dose the child has had, as they stand."""
        patient = self.reading.patient
        return doses_of(self.reading.user, patient) if patient else []

    @cached_property
    def card(self) -> Card | None:
        """The card of the child on the day of the visit; none while nobody knows whose it is."""
        patient = self.reading.patient
        if patient is None:
            return None
        given = [row.as_given for row in self.doses]
        return card_of(patient.birth_date, patient.sex, given, on=self.reading.visit.on)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The card antigen by antigen; of what is not due yet only vaccines somebody began or will begin soon."""
        found: dict[str, dict[str, Any]] = {}
        for one in self.card.lines if self.card else ():
            row = found.setdefault(one.dose.antigen, {"name": one.name, "lines": []})
            row["lines"].append(one)
        return [row for row in found.values() if any(one.standing != Standing.LATER for one in row["lines"])]

    @property
    def due_rows(self) -> list[dict[str, Any]]:
        """What is due, each with its tick and its batch."""
        due = self.card.due if self.card and self.record is None else ()
        names = [(one, _name(one.dose.key)) for one in due]
        return [{"line": one, "give": self[f"give_{name}"], "batch": self[f"batch_{name}"]} for one, name in names]

    @property
    def told_of(self) -> bool:
        """Whether anything was typed of a dose told of, so that its part stands open."""
        return any(self[name].errors or self[name].value() for name in ("dose", "given_on", "batch", "why"))

    @property
    def invalid(self) -> list[dict[str, Any]]:
        """Doses that do not count, each with the reason in words."""
        judged = self.card.invalid if self.card else ()
        return [{"given": one.given, "words": verdict_in_words(one)} for one in judged]

    def clean(self):
        """Ask for the batch of what is ticked, and for the dose where one is told of."""
        typed = super().clean()
        for row in self.due_rows:
            name = _name(row["line"].dose.key)
            if typed.get(f"give_{name}") and not typed.get(f"batch_{name}"):
                self.add_error(f"batch_{name}", "Tulis nomor batch vaksinnya.")
            if typed.get(f"batch_{name}") and not typed.get(f"give_{name}"):
                self.add_error(f"give_{name}", "Centang bila diberikan, atau kosongkan batchnya.")
        if self.says_something and not self.errors and not self._told(typed):
            self.add_error("dose", "Centang yang diberikan, atau pilih dosisnya.")
        return typed

    def told(self) -> list[dict[str, Any]]:
        """Give each dose told."""
        return self._told(self.cleaned_data)

    def _told(self, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
        on = self.reading.visit.on
        told = []
        for row in self.due_rows:
            dose = row["line"].dose
            if typed.get(f"give_{_name(dose.key)}"):
                given = {"antigen": dose.antigen, "dose": dose.number, "batch": typed[f"batch_{_name(dose.key)}"]}
                told.append(_EMPTY | given | {"given_on": on, "place": GivenAt.HERE})
        if typed.get("dose"):
            antigen, number = typed["dose"].rsplit(" ", 1)
            named = {name: typed[name] for name in _EMPTY if name in typed and name != "dose"}
            told.append(_EMPTY | named | {"antigen": antigen, "dose": int(number)})
        return told

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give a dose as it was written."""
        return super().initial_of(record) | {"dose": record.key}


_EMPTY: dict[str, Any] = {
    "antigen": "",
    "dose": 0,
    "status": DoseStatus.GIVEN,
    "given_on": None,
    "place": GivenAt.HERE,
    "batch": "",
    "expires_on": None,
    "within_day": None,
    "why": "",
    "confirmed": False,
}


def _name(key: str) -> str:
    return key.replace(" ", "_")


def _named(name: str, dose) -> str:
    return name if dose.antigen in (AT_BIRTH, "BCG", "JE") else f"{name} {dose.number}"

"""What is typed at an adult's visit for chronic disease and at a visit of somebody old."""

from decimal import Decimal
from typing import Any

from django import forms

from clusters.forms.fields import line, short, words
from clusters.forms.kind import ExamForm
from clusters.wording import number, spoken

from .. import rules
from ..models import CarePlan, Concern, GlucoseKind, GlucoseMethod, Smoking

_NONE = ("", "–")
_YES_NO = ((True, "Ya"), (False, "Tidak"))
_FROM_LAB = {"GDS": GlucoseKind.GDS, "GDP": GlucoseKind.GDP, "HBA1C": GlucoseKind.HBA1C}
_CHOLESTEROL = "CHOL"


def _said(value: Any) -> bool | None:
    return None if value in (None, "") else value in (True, "True")


def _maybe(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, required=False, choices=[_NONE, *_YES_NO], coerce=_said, empty_value=None
    )


class PtmForm(ExamForm):
    """Blood sugar, cholesterol, smoking and medicine; pressure, weight and waist come from what was measured."""

    glucose = short("Gula darah", unit="mg/dL", help_text="HbA1c dalam persen.")
    glucose_kind = forms.ChoiceField(label="Jenis", required=False, choices=[_NONE, *GlucoseKind.choices])
    glucose_method = forms.ChoiceField(label="Alat", required=False, choices=[_NONE, *GlucoseMethod.choices])
    cholesterol = short("Kolesterol total", unit="mg/dL")
    smoking = forms.ChoiceField(label="Merokok", required=False, choices=[_NONE, *Smoking.choices])
    medicine_taken = _maybe("Minum obat teratur")
    educated = forms.BooleanField(label="Edukasi diberikan", required=False)
    notes = words("Catatan", rows=1, required=False, longest=1000)

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        if self.record is None:
            for name, value in self._from_lab().items():
                self.fields[name].initial = value

    def _from_lab(self) -> dict[str, str]:
        """Give what the laboratory found on this visit, as first values."""
        found: dict[str, str] = {}
        for item in (item for paper in self.reading.lab for item in paper.items if item.number is not None):
            if kind := _FROM_LAB.get(item.test.code):
                found |= {"glucose": spoken(item.number.normalize()), "glucose_kind": kind.value}
            elif item.test.code == _CHOLESTEROL:
                found["cholesterol"] = spoken(item.number.normalize())
        return found

    @property
    def judged(self) -> list[str]:
        """What was measured with its class, for the eye beside the form."""
        today = [one for one in self.reading.measurements if one.visit_id == self.reading.visit_pk]
        merged: dict[str, Any] = {}
        for one in reversed(today):
            merged |= one.values
        found = []
        if merged.get("systolic"):
            named = rules.pressure(
                merged["systolic"], merged["diastolic"], on=self.reading.visit.on, age=self.reading.age
            )
            found.append(f"{merged['systolic']}/{merged['diastolic']} mmHg{f': {named.words}' if named else ''}")
        if merged.get("waist") and self.reading.patient:
            central = rules.is_centrally_obese(merged["waist"], self.reading.patient.sex, on=self.reading.visit.on)
            found.append(f"lingkar perut {spoken(merged['waist'])} cm{': obesitas sentral' if central else ''}")
        return found

    def clean_glucose(self) -> Decimal | None:
        """Give the blood sugar as a number."""
        return self._number("glucose")

    def clean_cholesterol(self) -> int | None:
        """Give the cholesterol as a whole number."""
        value = self._number("cholesterol")
        if value is not None and value != value.to_integral_value():
            raise forms.ValidationError("Kolesterol ditulis tanpa koma.")
        return None if value is None else int(value)

    def _number(self, name: str) -> Decimal | None:
        typed = self.cleaned_data[name]
        if not typed:
            return None
        if (value := number(typed)) is None:
            raise forms.ValidationError("Tulis angka, seperti 126 atau 6,5.")
        return value.quantize(Decimal("0.1")) if name == "glucose" else value

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give the fields as a record has them, numbers with a comma."""
        typed = super().initial_of(record)
        for name in ("glucose", "cholesterol"):
            typed[name] = "" if typed[name] is None else spoken(Decimal(typed[name]))
        return typed


class ElderlyForm(ExamForm):
    """What SKILAS ticked, falls, who is at home, and the care agreed; the ADL comes from its instrument."""

    concerns = forms.MultipleChoiceField(
        label="SKILAS, yang bermasalah", required=False, choices=Concern.choices, widget=forms.CheckboxSelectMultiple
    )
    fell = _maybe("Jatuh dalam setahun terakhir")
    lives_alone = _maybe("Tinggal sendiri")
    care_plan = forms.ChoiceField(
        label="Perawatan selanjutnya",
        choices=CarePlan.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih perawatannya."},
    )
    notes = words("Catatan", rows=1, required=False, longest=1000)


class CloseForm(forms.Form):
    """Why somebody is followed no more."""

    how = forms.ChoiceField(
        label="Alasan", choices=[], widget=forms.RadioSelect, error_messages={"required": "Pilih alasannya."}
    )
    because = line("Keterangan", required=False, longest=200)

    def __init__(self, *args, endings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = endings

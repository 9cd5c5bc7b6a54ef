"""What is measured of a child, typed as people write it: 8,4 and 74."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms

from clusters.forms.fields import short
from clusters.forms.kind import ExamForm
from clusters.wording import number, spoken

from ..growth import Class, rules_on, vitamin_a_due
from ..models import Capsule

NOT_CHOSEN = ("", "–")
POSITIONS = [NOT_CHOSEN, ("lying", "Berbaring"), ("standing", "Berdiri")]
YES_NO = [NOT_CHOSEN, ("yes", "Ya"), ("no", "Tidak")]
MEASURED = ("weight", "stature", "head", "upper_arm")
_OF_VITALS = {"weight": "weight", "stature": "height", "head": "head_circumference", "upper_arm": "upper_arm"}
_UNITS = {"weight": "kg", "stature": "cm", "head": "cm", "upper_arm": "cm"}
_PLACES = {"weight": Decimal("0.01"), "stature": Decimal("0.1"), "head": Decimal("0.1"), "upper_arm": Decimal("0.1")}
_BREAST_MILK_MONTHS = 6


class GrowthForm(ExamForm):
    """What was measured of a child today, and the capsule given."""

    use_measured = forms.BooleanField(label="Pakai pengukuran hari ini", required=False)
    weight = short("Berat badan", unit="kg")
    stature = short("Panjang atau tinggi badan", unit="cm")
    position = forms.ChoiceField(label="Diukur", required=False, choices=POSITIONS)
    head = short("Lingkar kepala", unit="cm")
    upper_arm = short("LiLA", unit="cm")
    gestation_weeks = forms.IntegerField(
        label="Umur kehamilan saat lahir, bila diketahui",
        required=False,
        min_value=20,
        max_value=45,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Tulis dalam minggu, antara 20 dan 45."),
    )
    oedema = forms.BooleanField(label="Edema di kedua punggung kaki", required=False)
    vitamin_a = forms.ChoiceField(label="Vitamin A diberikan", required=False, choices=[NOT_CHOSEN, *Capsule.choices])
    only_breast_milk = forms.ChoiceField(label="ASI saja sejak lahir", required=False, choices=YES_NO)
    confirmed = forms.BooleanField(label="Sudah diukur ulang, nilainya benar", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.measured_today:
            del self.fields["use_measured"]
        if self.reading.age is None or self.reading.age.months >= _BREAST_MILK_MONTHS:
            del self.fields["only_breast_milk"]

    @cached_property
    def measured_today(self) -> dict[str, Decimal]:
        """What the measuring point found today, under the names of this form."""
        if self.record is not None:
            return {}
        today = [one for one in self.reading.measurements if one.visit_id == self.reading.visit_pk]
        found = {}
        for name, vital in _OF_VITALS.items():
            value = next((getattr(one, vital) for one in today if getattr(one, vital) is not None), None)
            if value is not None:
                found[name] = value
        return found

    @property
    def measured_words(self) -> str:
        """What the measuring point found, in words: "8,4 kg, 74 cm"."""
        return ", ".join(f"{spoken(value)} {_UNITS[name]}" for name, value in self.measured_today.items())

    @property
    def capsule_due(self) -> Class | None:
        """The capsule of vitamin A the child is due this month."""
        age = self.reading.age
        return vitamin_a_due(age, self.reading.visit.on) if age else None

    def clean(self):
        """Read the numbers; a stature says how it was taken."""
        typed = super().clean()
        if typed.get("use_measured"):
            typed |= {name: value for name, value in self.measured_today.items() if not typed.get(name)}
        for name in MEASURED:
            typed[name] = self._number(name, typed.get(name))
        if typed["stature"] is not None and not typed.get("position"):
            self.add_error("position", "Pilih berbaring atau berdiri.")
        said = [typed[name] for name in MEASURED if typed[name] is not None]
        if self.says_something and not (said or typed.get("oedema") or typed.get("vitamin_a") or self.errors):
            self.add_error("weight", "Isi paling sedikit satu pengukuran.")
        return typed

    def _number(self, name: str, typed: Any) -> Decimal | None:
        if typed in (None, ""):
            return None
        least, most = (Decimal(str(bound)) for bound in rules_on(self.reading.visit.on)["measured"][name])
        value = typed if isinstance(typed, Decimal) else number(typed)
        if value is None or not least <= value <= most:
            self.add_error(name, f"Tulis dalam {_UNITS[name]}, antara {spoken(least)} dan {spoken(most)}.")
            return None
        return value.quantize(_PLACES[name])

    def told(self) -> dict[str, Any]:
        """Give the values as the verb keeps them."""
        typed = self.cleaned_data
        answer = {"yes": True, "no": False}.get(typed.get("only_breast_milk", ""))
        told = {name: typed[name] for name in (*MEASURED, "gestation_weeks", "oedema", "vitamin_a", "confirmed")}
        lying = {"lying": True, "standing": False}.get(typed.get("position", ""))
        return told | {"lying": lying, "only_breast_milk": answer}

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give a measuring as it was written."""
        found = super().initial_of(record)
        found |= {name: spoken(found[name]) for name in MEASURED if found[name] is not None}
        position = {True: "lying", False: "standing", None: ""}[record.lying]
        answer = {True: "yes", False: "no", None: ""}[record.only_breast_milk]
        return found | {"position": position, "only_breast_milk": answer}

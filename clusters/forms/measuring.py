"""Measurements, triage and the screening point's questions."""

from django import forms

from ..models import Colour
from ..screening_topics import FOLLOW_UP_HINT
from ..triage import signs_on
from ..vitals import CONSCIOUSNESS, PRESSURE
from .fields import short, words

# Both numbers are typed in one box, so what is wrong with either stands beside it.
_BOX = {"systolic": PRESSURE, "diastolic": PRESSURE}
_SMALL_CHILD_YEARS = 5


class VitalsForm(forms.Form):
    """What is measured, typed as people write it: 120/80 and 36,5."""

    blood_pressure = short("Tekanan darah", unit="mmHg")
    pulse = short("Nadi", unit="×/menit")
    respiration = short("Napas", unit="×/menit")
    temperature = short("Suhu", unit="°C")
    spo2 = short("SpO₂", unit="%")
    weight = short("Berat badan", unit="kg")
    height = short("Tinggi badan", unit="cm")
    waist = short("Lingkar perut", unit="cm")
    upper_arm = short("LiLA", unit="cm")
    head_circumference = short("Lingkar kepala", unit="cm")
    pain = short("Nyeri 0–10")
    consciousness = forms.ChoiceField(label="Kesadaran", required=False, choices=[("", "–"), *CONSCIOUSNESS.items()])
    confirmed = forms.BooleanField(label="Sudah diperiksa ulang, nilainya benar", required=False)

    def __init__(self, *args, age=None, **kwargs):
        super().__init__(*args, **kwargs)
        if age is not None and age.years >= _SMALL_CHILD_YEARS:
            self.fields.pop("head_circumference")
        if age is not None and age.years < _SMALL_CHILD_YEARS:
            self.fields.pop("waist")
        self.is_unusual = False

    @property
    def measured(self) -> dict[str, str]:
        """What was typed, without what was left empty."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "confirmed"}

    @property
    def boxes(self):
        """The fields of values, in the order of the hand."""
        return [self[name] for name in self.fields if name != "confirmed"]

    def put_errors(self, told: dict) -> None:
        """Put each sentence beside its box; a rare value asks to be looked at once more."""
        for field, errors in told.items():
            box = _BOX.get(field, field)
            for error in errors:
                self.is_unusual |= getattr(error, "code", "") == "unusual"
                if error not in self.errors.get(box, []):
                    self.add_error(box if box in self.fields else None, error)


class TriageForm(forms.Form):
    """How urgent a patient is, by which signs."""

    colour = forms.ChoiceField(
        label="Warna",
        choices=Colour.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih warna triase."},
    )
    signs = forms.MultipleChoiceField(label="Tanda", required=False, widget=forms.CheckboxSelectMultiple)
    reason = words("Alasan, bila lebih ringan daripada tandanya", required=False, rows=1, longest=200)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signs"].choices = [
            (Colour(colour).label, list(signs.items())) for colour, signs in signs_on(on).items() if signs
        ]


class ScreeningForm(forms.Form):
    """What the screening point asked, found, and hands to the room that examines."""

    asked = forms.MultipleChoiceField(
        label="Yang ditanyakan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu hal yang ditanyakan."},
    )
    found = words("Yang ditemukan", required=False, longest=1000)
    follow_up = words("Catatan untuk ruang pemeriksaan", required=False, longest=1000, help_text=FOLLOW_UP_HINT)

    def __init__(self, *args, topics, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(topic, topic) for topic in topics]

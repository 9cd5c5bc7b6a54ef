"""Sending a patient somewhere: the laboratory, another room, another facility, home with a task or a promise."""

from django import forms

from referrals.models import Consent, PlaceKind, ReferralKind

from .fields import day, line, words

RETURN, ONWARD, HAND_ON = "return", "onward", "hand_on"
LONGEST_CONDITION = 300  # vital signs and findings, as long as the letter keeps


class LabForm(forms.Form):
    """What is asked of the laboratory."""

    tests = forms.MultipleChoiceField(
        label="Pemeriksaan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu pemeriksaan laboratorium."},
    )
    question = words("Pertanyaan klinis", required=False, longest=200)

    def __init__(self, *args, tests, **kwargs):
        super().__init__(*args, **kwargs)
        groups: dict[str, list] = {}
        for test in tests:
            groups.setdefault(test.get_group_display(), []).append((test.code, test.name))
        self.fields["tests"].choices = list(groups.items())


class InternalForm(forms.Form):
    """What is asked of another room."""

    places = forms.MultipleChoiceField(
        label="Ke mana",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih sedikitnya satu unit tujuan."},
    )
    then = forms.ChoiceField(
        label="Sesudah itu",
        widget=forms.RadioSelect,
        initial=RETURN,
        choices=[
            (RETURN, "Kembali ke sini, tempat di antrean disimpan"),
            (ONWARD, "Lanjut menurut SOP dari unit terakhir"),
            (HAND_ON, "Diteruskan: pemeriksaan pindah ke unit itu"),
        ],
    )
    question = words("Yang ditanyakan", missing="Tulis apa yang ditanyakan kepada unit tujuan.")

    def __init__(self, *args, rooms, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = rooms

    def clean(self):
        """Ask for one room where the exam goes on."""
        typed = super().clean()
        if typed.get("then") == HAND_ON and len(typed.get("places", [])) > 1:
            self.add_error("places", "Pilih satu unit saja bila pemeriksaan diteruskan di sana.")
        return typed


class OutwardForm(forms.Form):
    """A letter to another facility or office."""

    kind = forms.ChoiceField(
        label="Jenis", widget=forms.RadioSelect, choices=ReferralKind.choices, initial=ReferralKind.FKRTL
    )
    receiver = line("Penerima", missing="Tulis fasilitas atau instansi penerima.")
    department = line("Poli atau bagian", required=False, longest=80)
    diagnosis = line("Diagnosis kerja", required=False, longest=200, help_text="Kode ICD-10 boleh ditulis di depannya.")
    reason = words("Alasan merujuk", missing="Tulis alasan merujuk.")
    condition = words("Keadaan saat dirujuk", required=False, longest=LONGEST_CONDITION)
    therapy = words("Terapi yang sudah diberikan", required=False)
    escort = line("Pendamping dan kendaraan", required=False)
    consent = forms.ChoiceField(
        label="Disetujui oleh",
        widget=forms.RadioSelect,
        choices=Consent.choices,
        error_messages={"required": "Catat siapa yang menyetujui rujukan."},
    )
    due_on = day("Diharapkan kembali", required=False)


class FollowUpForm(forms.Form):
    """A task for whoever looks after the patient at home."""

    action = line("Yang perlu dilakukan", longest=160, missing="Tulis yang perlu dilakukan, misalnya ukur tensi.")
    due_on = day("Paling lambat")
    reason = words("Alasan", required=False)


class PlaceMixin(forms.Form):
    """Where something promised will be given."""

    place_kind = forms.ChoiceField(label="Tempat", choices=PlaceKind.choices, required=False)
    place = forms.ChoiceField(label="Pustu atau Posyandu", required=False)

    def __init__(self, *args, services, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", "–"), *((one.code, one.name) for one in services)]
        self.fields["place"].choices = [("", "–"), *places]


class AppointForm(PlaceMixin):
    """A service promised for another day."""

    service = forms.ChoiceField(label="Layanan", error_messages={"required": "Pilih layanannya."})
    on = day("Tanggal")
    reason = line("Alasan", required=False, longest=200)

    field_order = ["service", "on", "place_kind", "place", "reason"]


class AnswerForm(forms.Form):
    """What a room answers to the one that asked."""

    answer = words("Jawaban", longest=500, missing="Tulis jawaban untuk unit yang merujuk.")


class ReasonForm(forms.Form):
    """Why something is done that the SOP does not say by itself."""

    reason = words("Alasan", longest=200, missing="Tulis alasannya.")

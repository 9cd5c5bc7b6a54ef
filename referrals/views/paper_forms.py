"""What is typed on referrals, replies, appointments, late results and loose ends."""

from django import forms

from ..models import Consent, LooseEnd, Outcome, OutwardReferral, RefusedBy
from ..replies import Monitoring


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs):
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": "Pilih tanggal yang ada di kalender."},
            **kwargs,
        )


def _words(model, field: str, **kwargs) -> forms.CharField:
    """Give a field as long as its column; the verb says what may not be empty."""
    longest = model._meta.get_field(field).max_length
    return forms.CharField(**{"max_length": longest, "required": False} | kwargs)


class AnswerForm(forms.Form):
    """What a room answers to the one that asked."""

    answer = forms.CharField(
        label="Jawaban", max_length=500, required=False, widget=forms.Textarea({"rows": 5, "data-focus": ""})
    )


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(label="Alasan", max_length=200, required=False)


class SendForm(forms.Form):
    """Who agreed to a referral, and who goes along."""

    consent = forms.ChoiceField(
        label="Disetujui oleh", choices=Consent.choices, required=False, widget=forms.RadioSelect
    )
    escort = _words(OutwardReferral, "escort", label="Pendamping dan kendaraan")


class RefuseForm(forms.Form):
    """Who said no to a referral, and why."""

    who = forms.ChoiceField(label="Ditolak oleh", choices=RefusedBy.choices, required=False, widget=forms.RadioSelect)
    reason = _words(OutwardReferral, "refused_reason", label="Alasan penolakan")


class ReplyForm(forms.Form):
    """What the receiver wrote back."""

    diagnosis = _words(OutwardReferral, "reply_diagnosis", label="Diagnosis")
    therapy = _words(OutwardReferral, "reply_therapy", label="Terapi", widget=forms.Textarea({"rows": 2}))
    advice = _words(OutwardReferral, "reply_advice", label="Anjuran", widget=forms.Textarea({"rows": 2}))
    control_on = DayField(label="Kontrol tanggal", required=False)
    monitoring = forms.ChoiceField(
        label="Pemantauan sesudahnya",
        choices=Monitoring.choices,
        initial=Monitoring.HERE,
        required=False,
        widget=forms.RadioSelect,
    )


class MoveForm(forms.Form):
    """Another day for a promise, and why."""

    on = DayField(label="Tanggal baru", required=False)
    reason = forms.CharField(label="Alasan dipindah", max_length=200, required=False)


class SettleForm(forms.Form):
    """How a loose end was tied up."""

    note = _words(LooseEnd, "settled_note", label="Bagaimana dituntaskan")


class DecisionForm(forms.Form):
    """What is to be done about a result that came late."""

    outcome = forms.ChoiceField(label="Keputusan", choices=Outcome.choices, required=False, widget=forms.RadioSelect)
    advice = forms.CharField(label="Anjuran", max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    service = forms.ChoiceField(label="Layanan", choices=(), required=False)
    action = forms.CharField(label="Yang harus dilakukan", max_length=160, required=False)
    on = DayField(label="Tanggal", required=False)

    def __init__(self, services, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.services = {one.code: one for one in services}
        named = [(code, service.name) for code, service in self.services.items()]
        self.fields["service"].choices = [("", "Pilih layanan"), *named]

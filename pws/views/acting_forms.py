"""What is typed about problems, their priority, plans, tasks and activities."""

from django import forms

from referrals.models import ActivityKind
from referrals.models.appointment import PlaceKind
from referrals.views.paper_forms import DayField

from ..models import Origin

_FIVE = list(enumerate(("1 sangat kecil", "2 kecil", "3 sedang", "4 besar", "5 sangat besar"), 1))


class ProblemForm(forms.Form):
    """A problem in a sentence, and why it is so; who names it, where the person may choose."""

    origin = forms.ChoiceField(label="Diusulkan oleh")
    elsewhere = forms.CharField(label="Nama faskes lain", max_length=120, required=False)
    title = forms.CharField(label="Masalah", max_length=160)
    cause = forms.CharField(
        label="Penyebab", max_length=500, widget=forms.Textarea({"rows": 3, "data-focus": ""}),
        error_messages={"required": "Tulis penyebabnya: mengapa angka ini seperti ini?"},
    )  # fmt: skip

    def __init__(self, *args, may_choose: bool, is_pustu: bool, **kwargs):
        super().__init__(*args, **kwargs)
        kept = [Origin.KLASTER_2, Origin.KLASTER_3, Origin.KLASTER_4]
        if may_choose:
            kept += [Origin.KLASTER_1, Origin.ELSEWHERE]
        else:
            del self.fields["elsewhere"]
        if is_pustu:
            del self.fields["origin"]
        else:
            self.fields["origin"].choices = [(one.value, one.label) for one in kept]


class RatingForm(forms.Form):
    """Urgency, seriousness and growth, each one to five."""

    urgency = forms.TypedChoiceField(label="Urgensi (U)", choices=_FIVE, coerce=int)
    seriousness = forms.TypedChoiceField(label="Keseriusan (S)", choices=_FIVE, coerce=int)
    growth = forms.TypedChoiceField(label="Perkembangan (G)", choices=_FIVE, coerce=int)


class JoinForm(forms.Form):
    """Which problem of the month another is the same as."""

    into = forms.ChoiceField(label="Sama dengan")

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(one.code, f"{one.title} ({one.origin_label})") for one in others]


class DecideForm(forms.Form):
    """The head's word on a problem."""

    note = forms.CharField(label="Catatan keputusan", max_length=200, required=False)


class PlanForm(forms.Form):
    """What is done, to reach what, where, until when, and who answers for it."""

    what = forms.CharField(label="Kegiatan", max_length=160)
    aim = forms.CharField(label="Target", max_length=120)
    place = forms.CharField(label="Tempat", max_length=120)
    on = DayField(label="Paling lambat")
    responsible = forms.ChoiceField(label="Penanggung jawab")

    def __init__(self, *args, staff, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = [(one.code, f"{one.name}, {one.office.label}") for one in staff]


class TasksForm(forms.Form):
    """What is asked of those who go there; the names are ticked in the list."""

    action = forms.CharField(label="Yang harus dilakukan", max_length=160)
    place = forms.ChoiceField(
        label="Dikerjakan di",
        choices=[one for one in PlaceKind.choices if one[0] != PlaceKind.PUSKESMAS],
        initial=PlaceKind.HOME,
    )
    due_on = DayField(label="Paling lambat")


class ActivityForm(forms.Form):
    """A class, a sweep, a Posyandu day."""

    kind = forms.ChoiceField(label="Jenis kegiatan", choices=ActivityKind.choices)
    what = forms.CharField(label="Nama kegiatan", max_length=160, required=False)
    place = forms.CharField(label="Tempat kegiatan", max_length=120)
    on = DayField(label="Tanggal")
    expected = forms.IntegerField(label="Sasaran hadir", min_value=0, max_value=10_000, required=False)

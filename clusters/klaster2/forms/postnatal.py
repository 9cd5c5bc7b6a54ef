"""What is typed at a contact after a birth, and how a pregnancy ended."""

from datetime import date
from typing import Any

from django import forms

from clusters.births import Helper, Site
from clusters.forms.fields import day, line, words
from clusters.forms.kind import ExamForm

from ..carrying import delivered_of, open_pregnancy_of
from ..models import After, Breast, Ending, Fundus, Handling, Lochia, Wound
from ..windows import last_day
from .antenatal import FARTHEST, chosen
from .pregnancy import count, ticks

BIRTH = ("ended_on", "site", "helper")
ELSEWHERE = [choice for choice in Site.choices if choice[0] != Site.HERE]


class EndForm(ExamForm):
    """How a pregnancy ended, where no delivery room of ours wrote it down."""

    how = chosen("Kehamilan berakhir karena", Ending.choices)
    ended_on = day("Tanggal")
    site = chosen("Tempat lahir", ELSEWHERE)
    helper = chosen("Penolong", Helper.choices)
    notes = line("Catatan", required=False, longest=300)

    def clean_ended_on(self) -> date:
        """Refuse a day that has not come, or that lies before the pregnancy."""
        on = _passed(self.cleaned_data["ended_on"], self.reading.visit.on)
        pregnancy = self.record.pregnancy if self.record is not None else open_pregnancy_of(self.reading)
        if pregnancy is not None and pregnancy.dated_from and on < pregnancy.dated_from:
            raise forms.ValidationError("Tanggal ini sebelum kehamilannya mulai. Periksa tanggalnya.")
        return on

    def clean(self):
        """Ask how it ended, and of a birth where and by whom."""
        typed = super().clean()
        if not typed.get("how"):
            self.add_error("how", "Pilih bagaimana kehamilannya berakhir.")
        if typed.get("how") == Ending.DELIVERY:
            _ask_about_the_birth(self, typed)
        else:
            typed["site"] = typed["helper"] = ""
        return typed


class PostnatalForm(ExamForm):
    """One contact after a birth; of a birth nobody here knew, also when, where and by whom it was helped."""

    ended_on = day("Tanggal persalinan", required=False)
    site = chosen("Tempat lahir", ELSEWHERE)
    helper = chosen("Penolong", Helper.choices)
    fundus = chosen("Fundus", Fundus.choices)
    lochia = chosen("Lokia", Lochia.choices)
    wound = chosen("Perineum atau luka", Wound.choices)
    breast = chosen("Payudara", Breast.choices)
    vitamin_a = count("Vitamin A", most=2)
    tablets = count("TTD diberikan", most=180)
    kb_counselled = forms.BooleanField(label="Konseling KB pascasalin diberikan", required=False)
    kb_wish = line("KB yang dipilih", required=False, longest=100)
    troubles = ticks("Tanda bahaya dan komplikasi", After.choices)
    handling = chosen("Penanganan", Handling.choices)
    plan = words("Rencana", rows=1, required=False, longest=2000)
    return_on = day("Kontak berikutnya", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.birth = self.record.pregnancy if self.record is not None else delivered_of(self.reading)
        if self.birth is not None:
            for name in BIRTH:
                del self.fields[name]

    @property
    def days_after(self) -> int | None:
        """How many days lie between the birth and the visit."""
        return (self.reading.visit.on - self.birth.ended_on).days if self.birth else None

    def clean_ended_on(self) -> date | None:
        """Refuse a birth that is still to come or longer past than the weeks after it last."""
        on, today = self.cleaned_data["ended_on"], self.reading.visit.on
        if on is None:
            raise forms.ValidationError("Isi tanggal persalinannya; di sini belum tercatat.")
        if (today - _passed(on, today)).days > last_day(today):
            raise forms.ValidationError(f"Lebih dari {last_day(today)} hari yang lalu: masa nifasnya sudah lewat.")
        return on

    def clean_return_on(self) -> date | None:
        """Refuse a day to come back that has passed or is months away."""
        back, today = self.cleaned_data["return_on"], self.reading.visit.on
        if back and not today < back <= today + FARTHEST:
            raise forms.ValidationError("Pilih hari sesudah hari ini, paling lama dua bulan lagi.")
        return back

    def clean(self):
        """Ask where she gave birth and with whom, and how a complication was handled."""
        typed = super().clean()
        if self.birth is None:
            _ask_about_the_birth(self, typed)
        if typed.get("troubles") and not typed.get("handling"):
            self.add_error("handling", "Pilih: ditangani di sini, atau dirujuk.")
        if typed.get("handling") and not typed.get("troubles") and "troubles" not in self.errors:
            self.add_error("troubles", "Pilih tanda bahaya atau komplikasinya.")
        for name in ("vitamin_a", "tablets"):
            typed[name] = typed.get(name) or 0
        return typed

    def told(self) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """Give what was found, and the birth where it was told."""
        typed = dict(self.cleaned_data)
        birth = {name: typed.pop(name) for name in BIRTH} if self.birth is None else None
        return typed, birth


def _passed(on: date, today: date) -> date:
    if on > today:
        raise forms.ValidationError("Tanggal ini belum lewat. Periksa tanggalnya.")
    return on


def _ask_about_the_birth(form: ExamForm, typed: dict[str, Any]) -> None:
    if not typed.get("site") and "site" not in form.errors:
        form.add_error("site", "Pilih tempat lahirnya.")
    if not typed.get("helper") and "helper" not in form.errors:
        form.add_error("helper", "Pilih penolongnya.")

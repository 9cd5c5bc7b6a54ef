"""What a woman tells when her pregnancy is opened: since when, the births before, what she lives with."""

from datetime import date, timedelta
from typing import Any

from django import forms

from clusters.forms.fields import day, line, words
from clusters.forms.kind import ExamForm

from ..gestation import rules_on
from ..models import Illness, Obstetric

WEEK = 7
UNDATED = "Isi HPHT atau umur kehamilan menurut USG; bila keduanya belum ada, tandai belum diketahui."


def count(label: str, *, required: bool = False, least: int = 0, most: int = 20, **more) -> forms.IntegerField:
    """Give a field for a small whole number."""
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), f"Tulis angka {least}–{most}.")
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        error_messages=wrong | {"required": "Isi angkanya."},
        widget=forms.NumberInput({"inputmode": "numeric"}),
        **more,
    )


def ticks(label: str, choices) -> forms.MultipleChoiceField:
    """Give a field of which any number may be ticked."""
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)


class PregnancyForm(ExamForm):
    """A pregnancy as it is told at the first contact."""

    lmp = day("HPHT", required=False)
    undated = forms.BooleanField(label="HPHT belum diketahui", required=False)
    usg_on = day("USG tanggal", required=False)
    usg_weeks = count("Menurut USG, minggu", most=42)
    usg_extra = count("dan hari", most=6)
    usg_source = line("USG oleh", required=False, longest=100)
    gravida = count("Gravida", required=True, least=1)
    para = count("Para", required=True)
    abortus = count("Abortus", required=True)
    living = count("Anak hidup")
    last_birth_year = count("Persalinan terakhir, tahun", least=1960, most=2100)
    weight_before = forms.DecimalField(
        label="Berat sebelum hamil",
        required=False,
        localize=True,
        max_digits=4,
        decimal_places=1,
        min_value=20,
        max_value=250,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Tulis dalam kg, seperti 48,5."),
    )
    obstetric = ticks("Riwayat persalinan", Obstetric.choices)
    illnesses = ticks("Riwayat penyakit", Illness.choices)
    notes = words("Catatan", rows=1, required=False, longest=2000)

    @property
    def on(self) -> date:
        """The day of the visit, which judges what was told."""
        return self.reading.visit.on

    def clean_lmp(self) -> date | None:
        """Refuse a first day that has not come, or that lies longer back than any pregnancy lasts."""
        lmp = self.cleaned_data["lmp"]
        longest = rules_on(self.on)["longest_days"]
        if lmp and lmp > self.on:
            raise forms.ValidationError("HPHT belum lewat. Periksa tanggalnya.")
        if lmp and lmp < self.on - timedelta(days=longest):
            raise forms.ValidationError(f"HPHT lebih dari {longest // WEEK} minggu yang lalu. Periksa tanggalnya.")
        return lmp

    def clean_usg_on(self) -> date | None:
        """Refuse a USG that was not made yet."""
        made = self.cleaned_data["usg_on"]
        if made and made > self.on:
            raise forms.ValidationError("Tanggal USG belum lewat. Periksa tanggalnya.")
        return made

    def clean(self):
        """Ask for a date, or for the word that nobody knows it; and for numbers that can be."""
        typed = super().clean()
        has_usg, weeks = typed.get("usg_on"), typed.get("usg_weeks")
        if has_usg and weeks is None and "usg_weeks" not in self.errors:
            self.add_error("usg_weeks", "Isi umur kehamilan menurut USG.")
        if weeks is not None and not has_usg and "usg_on" not in self.errors:
            self.add_error("usg_on", "Isi tanggal USG-nya.")
        if not self.errors and not (typed["lmp"] or has_usg or typed["undated"]):
            self.add_error("lmp", UNDATED)
        before = (typed.get("para") or 0) + (typed.get("abortus") or 0)
        if "gravida" in typed and before >= typed["gravida"]:
            self.add_error("gravida", "Gravida menghitung kehamilan ini juga: lebih besar daripada para + abortus.")
        year = typed.get("last_birth_year")
        if year and year > self.on.year:
            self.add_error("last_birth_year", "Tahun ini belum lewat. Periksa tahunnya.")
        return typed

    def told(self) -> dict[str, Any]:
        """Give the columns of the record; weeks and days by USG become days."""
        typed = dict(self.cleaned_data)
        del typed["undated"]
        weeks, extra = typed.pop("usg_weeks"), typed.pop("usg_extra")
        typed["usg_days"] = None if weeks is None else weeks * WEEK + (extra or 0)
        return typed

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give the fields as a record has them."""
        by_usg = divmod(record.usg_days, WEEK) if record.usg_days is not None else (None, None)
        unknown = not (record.lmp or record.usg_on)
        more = {"usg_weeks": by_usg[0], "usg_extra": by_usg[1], "undated": unknown}
        return super().initial_of(record) | more

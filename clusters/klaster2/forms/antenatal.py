"""What is typed at a contact before the birth, with the contacts before beside it, and the three tests."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from clusters.forms.fields import day, line, short, words
from clusters.forms.kind import ExamForm
from clusters.wording import number, spoken

from ..booklet import Row, rows_of
from ..carrying import contacts_of, open_pregnancy_of
from ..contacts import next_contact
from ..models import Handling, Presentation, Strip, Tested, Topic, Trouble
from ..watching import td_from
from .pregnancy import count, ticks

NOT_CHOSEN = ("", "–")
FULL = 5  # T5
FARTHEST = timedelta(days=60)  # nobody is asked to come back later than this
LAB = {"hemoglobin": "HB", "protein": "PROT-URIN", "glucose": "GDS"}
LAB_OF_THREE = {"hiv": "HIV", "syphilis": "SIFILIS", "hbsag": "HBSAG"}
LAB_WORDS = {"Negatif": Strip.NONE, "Reaktif": Tested.REACTIVE, "Non-reaktif": Tested.NOT_REACTIVE}


def answered_by_lab(reading, codes: dict[str, str]) -> dict[str, str]:
    """Give what the laboratory of this visit answered, by field."""
    answers = {item.test.code: item.value for paper in reading.lab for item in paper.items if item.value}
    return {name: LAB_WORDS.get(answers[code], answers[code]) for name, code in codes.items() if code in answers}


def chosen(label: str, choices) -> forms.ChoiceField:
    """Give a field of which one may be chosen."""
    return forms.ChoiceField(label=label, required=False, choices=[NOT_CHOSEN, *choices])


class AntenatalForm(ExamForm):
    """One contact; weight, blood pressure and LiLA are read from the measurements, the lab's answers filled in."""

    fundal_height = short("TFU", unit="cm")
    fetal_heart = count("DJJ", least=40, most=240)
    presentation = chosen("Presentasi", Presentation.choices)
    hemoglobin = short("Hb", unit="g/dL")
    protein = chosen("Protein urin", Strip.choices)
    glucose = count("Gula darah", least=10, most=900)
    td_status = forms.TypedChoiceField(
        label="Status Td sebelum hari ini",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NOT_CHOSEN, *((n, f"T{n}") for n in range(6))],
    )
    td_last_on = day("Td terakhir", required=False)
    td_given = forms.BooleanField(label="Td diberikan hari ini", required=False)
    tablets = count("TTD diberikan", most=180)
    usg_by_doctor = forms.BooleanField(label="Diperiksa dokter dengan USG", required=False)
    usg_note = line("Hasil USG", required=False, longest=300)
    troubles = ticks("Tanda bahaya dan komplikasi", Trouble.choices)
    handling = chosen("Penanganan", Handling.choices)
    counselling = ticks("Temu wicara", Topic.choices)
    plan = words("Rencana", rows=1, required=False, longest=2000)
    return_on = day("Kontak berikutnya", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        pregnancy = self._pregnancy
        self.before: list[Row] = []
        if self.record is not None:
            rows = rows_of(self.reading.user, pregnancy)
            self.before = [row for row in rows if row.record.on < self.on]
        else:
            self.before = contacts_of(self.reading)
            for name, value in answered_by_lab(self.reading, LAB).items():
                self.fields[name].initial = value
            self.fields["return_on"].initial = next_contact(pregnancy.dated_from if pregnancy else None, self.on)
            self._remember_td()

    def _remember_td(self) -> None:
        told = [row.record for row in self.before if row.record.td_status is not None]
        if told:
            given = [row.record.on for row in self.before if row.record.td_given]
            self.fields["td_status"].initial = told[-1].td_now
            self.fields["td_last_on"].initial = given[-1] if given else told[-1].td_last_on

    @property
    def _pregnancy(self):
        return self.record.pregnancy if self.record is not None else open_pregnancy_of(self.reading)

    @property
    def on(self) -> date:
        """The day of the visit, which judges what was found."""
        return self.reading.visit.on

    def _measured(self, name: str, *, least: str, most: str) -> Decimal | None:
        typed = self.cleaned_data[name]
        if not typed:
            return None
        value = number(typed)
        if value is None or not Decimal(least) <= value <= Decimal(most):
            raise forms.ValidationError(f"Tulis angka {spoken(Decimal(least))}–{spoken(Decimal(most))}.")
        return value.quantize(Decimal("0.1"))

    def clean_fundal_height(self) -> Decimal | None:
        """Give the height of the fundus in cm."""
        return self._measured("fundal_height", least="5", most="60")

    def clean_hemoglobin(self) -> Decimal | None:
        """Give haemoglobin in g/dL."""
        return self._measured("hemoglobin", least="2", most="25")

    def clean_return_on(self) -> date | None:
        """Refuse a day to come back that has passed or is months away."""
        back = self.cleaned_data["return_on"]
        if back and not self.on < back <= self.on + FARTHEST:
            raise forms.ValidationError("Pilih hari sesudah hari ini, paling lama dua bulan lagi.")
        return back

    def clean(self):
        """Ask how a complication was handled, and hold a Td to its time."""
        typed = super().clean()
        if typed.get("troubles") and not typed.get("handling"):
            self.add_error("handling", "Pilih: ditangani di sini, atau dirujuk.")
        if typed.get("handling") and not typed.get("troubles") and "troubles" not in self.errors:
            self.add_error("troubles", "Pilih tanda bahaya atau komplikasinya.")
        if typed.get("td_given"):
            self._hold_td(typed.get("td_status"), typed.get("td_last_on"))
        typed["tablets"] = typed.get("tablets") or 0
        return typed

    def _hold_td(self, status: int | None, last_on: date | None) -> None:
        if status is None:
            self.add_error("td_status", "Pilih status Td sebelum suntikan hari ini.")
            return
        opens = td_from(status, last_on, on=self.on)
        if opens is None:
            wrong = ("td_last_on", "Isi Td terakhir.") if status < FULL else ("td_given", "T5 sudah lengkap.")
            self.add_error(*wrong)
        elif opens > self.on:
            self.add_error("td_given", f"Td ke-{status + 1} baru boleh mulai {opens:%d/%m/%Y}.")


class TripleForm(ExamForm):
    """What came of the tests for HIV, syphilis and hepatitis B."""

    hiv = chosen("HIV", Tested.choices)
    syphilis = chosen("Sifilis", Tested.choices)
    hbsag = chosen("HBsAg", Tested.choices)
    follow_up = line("Tindak lanjut", required=False, longest=300)

    TESTS = ("hiv", "syphilis", "hbsag")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record is None:
            for name, value in answered_by_lab(self.reading, LAB_OF_THREE).items():
                self.fields[name].initial = value

    def clean(self):
        """Ask for one test at least, and for what follows one that reacts."""
        typed = super().clean()
        if not self.errors and not any(typed[name] for name in self.TESTS):
            self.add_error("hiv", "Pilih hasil paling sedikit satu pemeriksaan.")
        if Tested.REACTIVE in [typed.get(name) for name in self.TESTS] and not typed.get("follow_up"):
            self.add_error("follow_up", "Tulis tindak lanjutnya, misalnya dirujuk untuk ARV.")
        return typed

    def told(self) -> dict[str, Any]:
        """Give the columns of the record."""
        return dict(self.cleaned_data)

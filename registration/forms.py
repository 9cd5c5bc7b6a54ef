"""What is typed at the door and across the counter, each field with the sentence that helps."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from puskesmas.facility.access import services_for, villages_for
from puskesmas.patients import identity
from puskesmas.patients.models import CoverageSource, CoverageStatus
from puskesmas.patients.typed import Identity
from puskesmas.visits.facts import LABELS, Fact

from .door import MOST_TOGETHER, SEEN
from .intake import Card, Wish
from .placement import MARKS

DATES = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]
WORDS = {Fact.NEEDS_HELP: "Pendamping", Fact.DENTAL: "Keluhan gigi", Fact.INFECTIOUS: "Tanda infeksi"}


def _numeric(placeholder: str) -> forms.TextInput:
    return forms.TextInput({"placeholder": placeholder, "inputmode": "numeric", "autocomplete": "off"})


def _choices(facts):
    return [(fact.value, WORDS.get(fact) or LABELS[fact].capitalize()) for fact in facts]


class DoorForm(forms.Form):
    """What is seen at the door."""

    seen = forms.MultipleChoiceField(
        label="Terlihat", choices=_choices(SEEN), widget=forms.CheckboxSelectMultiple, required=False
    )
    count = forms.IntegerField(
        label="Berapa orang",
        min_value=1,
        max_value=MOST_TOGETHER,
        initial=1,
        error_messages={
            "max_value": f"Satu rombongan paling banyak {MOST_TOGETHER} orang. Beri nomor dalam dua kali.",
            "min_value": "Paling sedikit satu orang.",
            "invalid": "Tulis jumlah orang dengan angka.",
            "required": "Tulis berapa orang yang datang bersama.",
        },
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )


class IntakeForm(forms.Form):
    """Who pays, what for, and where to."""

    payer = forms.ChoiceField(
        label="Penjamin",
        choices=[("jkn", "JKN"), ("umum", "Umum")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih penjaminnya: JKN atau umum."},
    )
    card_status = forms.ChoiceField(
        label="Hasil cek kartu",
        required=False,
        choices=[
            ("", "Pilih hasil cek"),
            (CoverageStatus.ACTIVE.value, "Aktif di sini"),
            (CoverageStatus.INACTIVE.value, "Tidak aktif"),
            (CoverageStatus.ELSEWHERE.value, "Terdaftar di FKTP lain"),
            (CoverageStatus.UNKNOWN.value, "Belum dapat dicek"),
        ],
    )
    card_source = forms.ChoiceField(
        label="Dicek lewat",
        required=False,
        choices=[(CoverageSource.PCARE.value, "P-Care"), (CoverageSource.CARD.value, "Kartu")],
    )
    card_shown = forms.BooleanField(label="Kartu ditunjukkan", required=False)
    complaint = forms.CharField(
        label="Keluhan",
        required=False,
        max_length=200,
        widget=forms.TextInput({"placeholder": "Seperti kata pasien", "autocomplete": "off"}),
        error_messages={"max_length": "Keluhan paling panjang 200 huruf. Singkat saja; ruang pemeriksaan menggali."},
    )
    marks = forms.MultipleChoiceField(
        label="Keadaan", choices=_choices(MARKS), widget=forms.CheckboxSelectMultiple, required=False
    )
    services = forms.MultipleChoiceField(label="Layanan dituju", widget=forms.CheckboxSelectMultiple, required=False)
    destination = forms.CharField(required=False, max_length=10)
    new_because = forms.CharField(
        label="Mengapa tetap pasien baru",
        required=False,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args, user, checked: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.checked = checked
        given_here = list(services_for(user).active().order_by("name"))
        self.offered = {service.code: service for service in given_here if service.bookable}
        self.has_fee = any(service.code == "KARCIS" for service in given_here)
        if not checked:  # else the key opens the second look
            self.fields["card_status"].widget.attrs |= {"data-key": "k", "data-key-label": "hasil cek kartu"}
        self.fields["services"].choices = [(code, service.name) for code, service in self.offered.items()]

    def begin_at(self, name: str) -> None:
        """Let the page begin with its cursor in a field."""
        self.fields[name].widget.attrs["data-focus"] = True

    def clean(self):
        """Ask for the look at the card where JKN is to pay and nobody looked today."""
        given = super().clean()
        if given.get("payer") == "jkn" and not given.get("card_status") and not self.checked:
            self.add_error("card_status", "Kartu belum dicek hari ini. Cek di P-Care, lalu pilih hasilnya.")
        return given

    def card(self) -> Card:
        """Give what was found about who pays."""
        given = self.cleaned_data
        return Card(
            given["payer"], given["card_status"], given["card_source"] or CoverageSource.PCARE, given["card_shown"]
        )

    def wish(self) -> Wish:
        """Give what the patient came for."""
        given = self.cleaned_data
        return Wish(
            complaint=" ".join(given["complaint"].split()),
            marks=frozenset(Fact(word) for word in given["marks"]),
            services=tuple(self.offered[code] for code in given["services"]),
            destination=given["destination"],
            new_because=given["new_because"].strip(),
        )


class IdentityForm(forms.Form):
    """Who somebody is; only name, sex and a birth date or an age are needed."""

    name = forms.CharField(
        label="Nama",
        max_length=120,
        widget=forms.TextInput({"placeholder": "Seperti di KTP. Bayi tanpa nama: By. Ny. (nama ibu)"}),
        error_messages={"required": "Nama belum diisi. Tulis seperti di kartu identitas."},
    )
    sex = forms.ChoiceField(
        label="Kelamin",
        choices=[("L", "Laki-laki"), ("P", "Perempuan")],
        widget=forms.RadioSelect,
        error_messages={"required": "Jenis kelamin belum dipilih. Pilih laki-laki atau perempuan."},
    )
    birth_date = forms.DateField(
        label="Tanggal lahir",
        required=False,
        input_formats=DATES,
        widget=forms.DateInput({"placeholder": "04-03-1994", "inputmode": "numeric"}, format="%d-%m-%Y"),
        error_messages={"invalid": "Tulis tanggal seperti 04-03-1994."},
    )
    years = forms.IntegerField(
        label="atau umur",
        required=False,
        min_value=0,
        max_value=130,
        widget=forms.NumberInput({"placeholder": "tahun", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Tulis umur dengan angka.",
            "max_value": "Umur paling tinggi 130 tahun.",
            "min_value": "Umur tidak bisa kurang dari nol.",
        },
    )
    nik = forms.CharField(label="NIK, boleh kosong", required=False, max_length=24, widget=_numeric("16 angka"))
    bpjs = forms.CharField(label="Nomor BPJS", required=False, max_length=20, widget=_numeric("13 angka"))
    kk = forms.CharField(label="Nomor KK", required=False, max_length=24, widget=_numeric("16 angka"))
    phone = forms.CharField(label="HP", required=False, max_length=20, widget=_numeric("08…"))
    mother_name = forms.CharField(label="Nama ibu", required=False, max_length=100)
    village = forms.ChoiceField(label="Desa", required=False)
    hamlet = forms.ChoiceField(label="Dusun", required=False)
    address = forms.CharField(label="Alamat, RT/RW", required=False, max_length=200)

    def __init__(self, *args, user, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        villages = villages_for(user).order_by("-in_area", "name").prefetch_related("hamlets")
        self.villages = {one.code: one for one in villages}
        self.hamlets = {one.code: one for village in self.villages.values() for one in village.hamlets.all()}
        self.fields["village"].choices = [("", "Pilih desa"), *((c, str(v)) for c, v in self.villages.items())]
        self.fields["hamlet"].choices = [
            ("", "Pilih dusun"),
            *((code, f"{one} ({one.village.name})") for code, one in self.hamlets.items()),
        ]

    def clean_nik(self):
        """Refuse what cannot be a NIK."""
        return self._number("nik", identity.nik_errors)

    def clean_kk(self):
        """Refuse what cannot be the number of a family card."""
        return self._number("kk", identity.kk_errors)

    def clean_bpjs(self):
        """Refuse what cannot be the number of a card."""
        return self._number("bpjs", identity.bpjs_errors)

    def clean_phone(self):
        """Refuse what cannot be a phone."""
        number = identity.local_phone(self.cleaned_data["phone"])
        if number and (errors := identity.phone_errors(number)):
            raise ValidationError(errors)
        return number

    def clean(self):
        """Ask for a birth date, or an age to reckon it from, and for a hamlet of the village chosen."""
        given = super().clean()
        if (
            not given.get("birth_date")
            and given.get("years") is None
            and not {"birth_date", "years"} & set(self.errors)
        ):
            self.add_error("birth_date", "Isi tanggal lahir, atau umurnya bila tidak diketahui.")
        hamlet, village = self.hamlets.get(given.get("hamlet")), self.villages.get(given.get("village"))
        if hamlet and village and hamlet.village_id != village.pk:
            self.add_error("hamlet", "Dusun ini bukan bagian dari desa yang dipilih. Pilih dusun lagi.")
        return given

    def _number(self, name, rule):
        number = identity.digits(self.cleaned_data[name])
        if number and (errors := rule(number)):
            raise ValidationError(errors)
        return number

    def typed(self, before: Identity | None = None) -> Identity:
        """Give the identity as it was typed."""
        given = self.cleaned_data
        born, estimated = given["birth_date"], False
        if born is None:
            born, estimated = date(self.today.year - given["years"], 1, 1), True
        elif before is not None and before.birth_date == born:
            estimated = before.birth_date_estimated
        hamlet = self.hamlets.get(given["hamlet"])
        village = self.villages.get(given["village"]) or (hamlet.village if hamlet else None)
        return Identity(
            name=given["name"],
            sex=given["sex"],
            birth_date=born,
            birth_date_estimated=estimated,
            nik=given["nik"],
            bpjs=given["bpjs"],
            phone=given["phone"],
            kk=given["kk"],
            mother_name=given["mother_name"],
            mother=before.mother if before else None,
            village=village,
            hamlet=hamlet,
            address=given["address"],
        )

    @staticmethod
    def initial_of(patient) -> dict:
        """Give the fields as they stand for a patient already known."""
        known = {
            name: getattr(patient, name) or ""
            for name in ("name", "sex", "birth_date", "nik", "bpjs", "kk", "phone", "mother_name", "address")
        }
        return known | {
            "village": patient.village.code if patient.village else "",
            "hamlet": patient.hamlet.code if patient.hamlet else "",
        }

    @classmethod
    def home_of(cls, patient) -> dict:
        """Give what one of the same house begins with: where they live, their family card and telephone."""
        known = cls.initial_of(patient)
        return {name: known[name] for name in ("village", "hamlet", "address", "kk", "phone")}


class MeasureForm(forms.Form):
    """What the measuring point takes, before anyone knows who it is."""

    blood_pressure = forms.CharField(label="Tekanan darah", required=False, help_text="Ketik 120/80.")
    pulse = forms.CharField(label="Nadi", required=False)
    respiration = forms.CharField(label="Napas", required=False)
    temperature = forms.CharField(label="Suhu", required=False)
    spo2 = forms.CharField(label="SpO₂", required=False)
    weight = forms.CharField(label="Berat badan", required=False)
    height = forms.CharField(label="Tinggi badan", required=False)
    waist = forms.CharField(label="Lingkar perut", required=False)
    upper_arm = forms.CharField(label="LiLA", required=False)
    head_circumference = forms.CharField(label="Lingkar kepala", required=False)
    confirmed = forms.BooleanField(label="Sudah diperiksa ulang", required=False)
    colour = forms.ChoiceField(
        label="Triase",
        required=False,
        choices=[("", "Belum"), ("hijau", "Hijau"), ("kuning", "Kuning"), ("merah", "Merah")],
        widget=forms.RadioSelect,
    )
    seen = forms.MultipleChoiceField(
        label="Terlihat", choices=_choices(SEEN), widget=forms.CheckboxSelectMultiple, required=False
    )

    UNITS = {
        "blood_pressure": "mmHg",
        "pulse": "/menit",
        "respiration": "/menit",
        "temperature": "°C",
        "spo2": "%",
        "weight": "kg",
        "height": "cm",
        "waist": "cm",
        "upper_arm": "cm",
        "head_circumference": "cm",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.UNITS:
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        self.fields["blood_pressure"].widget.attrs |= {"data-focus": True, "inputmode": "text"}

    @property
    def measurements(self):
        """Give each measured field with its unit."""
        return [(self[name], unit) for name, unit in self.UNITS.items()]

    def values(self) -> dict:
        """Give what was measured, empty ones left out."""
        return {name: self.cleaned_data[name] for name in self.UNITS if self.cleaned_data.get(name, "").strip()}

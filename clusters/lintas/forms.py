"""What is typed in the rooms across clusters: an emergency, a look at who is observed, a delivery, a bed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils import timezone

from clusters.births import Helper
from clusters.forms.fields import line, moment, to_the_minute, words
from clusters.forms.kind import ExamForm
from puskesmas.facility.access import staff_for
from puskesmas.facility.roles import RoleCode
from puskesmas.patients.models.patient import Sex
from puskesmas.visits.movement import Child

from .births import Delivery, Newborn
from .emergency import Emergency
from .models import BirthCare, BirthPlace, ChildOutcome, Complication, Fares, Mode, MotherOutcome

MOST_CHILDREN = 4
NOT_CHOSEN = ("", "–")
HELPERS = (RoleCode.BIDAN, RoleCode.DOKTER, RoleCode.PERAWAT)  # who may help a child into the world


OTHER = "other-"  # before the word for one who helped and does not work here
OTHERS = [(f"{OTHER}{code}", f"{label} lain") for code, label in Helper.choices[:3]] + [
    (f"{OTHER}{code}", label) for code, label in Helper.choices[3:]
]


class EmergencyForm(ExamForm):
    """How somebody came, the primary survey, and what was done."""

    mode = forms.ChoiceField(
        label="Cara datang",
        choices=[NOT_CHOSEN, *Mode.choices],
        error_messages={"required": "Pilih cara datang."},
    )
    companion = line("Pengantar", required=False, longest=100)
    arrived_at = moment("Tiba")
    care_began_at = moment("Mulai ditangani")
    mechanism = words("Kejadian", rows=1, required=False, longest=1000)
    airway = line("Jalan napas", required=False, longest=200)
    breathing = line("Pernapasan", required=False, longest=200)
    circulation = line("Sirkulasi", required=False, longest=200)
    disability = line("Kesadaran", required=False, longest=200)
    exposure = line("Paparan", required=False, longest=200)
    actions = words("Tindakan", rows=1, required=False, longest=2000)

    SURVEY = ("airway", "breathing", "circulation", "disability", "exposure")
    HINTS = (
        "bebas, sumbatan, gargling",
        "frekuensi, simetris, ronki",
        "nadi, CRT, perdarahan",
        "AVPU atau GCS",
        "luka",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in zip(self.SURVEY, self.HINTS, strict=True):
            self.fields[name].widget.attrs["placeholder"] = hint
        entry = self.reading.entry
        self.fields["arrived_at"].initial = to_the_minute(entry.arrived_at)
        self.fields["care_began_at"].initial = to_the_minute(entry.started_at or timezone.now())

    @property
    def survey(self) -> list[tuple[str, Any]]:
        """The primary survey by its letters."""
        return [(letter, self[name]) for letter, name in zip("ABCDE", self.SURVEY, strict=True)]

    def told(self) -> Emergency:
        """Give the emergency; times nobody touched are those the queue wrote, to the second."""
        typed, entry = self.cleaned_data, self.reading.entry
        if typed["arrived_at"] == to_the_minute(entry.arrived_at):
            typed = typed | {"arrived_at": entry.arrived_at}
        if entry.started_at and typed["care_began_at"] == to_the_minute(entry.started_at):
            typed = typed | {"care_began_at": entry.started_at}
        return Emergency(**typed)


class ObservationForm(ExamForm):
    """How a patient under observation fares now."""

    fares = forms.ChoiceField(
        label="Keadaan",
        choices=[NOT_CHOSEN, *Fares.choices],
        error_messages={"required": "Pilih keadaannya."},
    )
    text = line("Catatan", required=False, longest=500)


class NightForm(ExamForm):
    """The day of a patient of the ward."""

    text = words("Perkembangan", rows=2, longest=2000, missing="Tulis catatannya.")


class ChildForm(forms.Form):
    """One child of a birth."""

    sex = forms.ChoiceField(label="Jenis kelamin", required=False, choices=[NOT_CHOSEN, *Sex.choices])
    alive = forms.ChoiceField(label="Keadaan", required=False, choices=ChildOutcome.choices)
    birth_weight = forms.IntegerField(
        label="Berat",
        required=False,
        min_value=0,
        error_messages={"invalid": "Tulis dalam gram, seperti 3100.", "min_value": "Tulis dalam gram, seperti 3100."},
    )
    birth_length = forms.IntegerField(
        label="Panjang", required=False, min_value=0, error_messages={"invalid": "Tulis dalam cm, seperti 49."}
    )
    apgar_1 = forms.IntegerField(label="APGAR 1′", required=False, min_value=0, max_value=10)
    apgar_5 = forms.IntegerField(label="APGAR 5′", required=False, min_value=0, max_value=10)
    given = forms.MultipleChoiceField(
        label="Diberikan", required=False, choices=BirthCare.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("apgar_1", "apgar_5"):
            wrong = dict.fromkeys(("invalid", "min_value", "max_value"), "APGAR antara 0 dan 10.")
            self.fields[name].error_messages |= wrong
            for validator in self.fields[name].validators:
                validator.message = wrong["invalid"]

    def clean(self):
        """Ask for the sex of a child of whom something was typed; a stillborn child may have none on paper."""
        typed = super().clean()
        if self.is_told and typed.get("alive") != ChildOutcome.STILLBORN and not typed.get("sex"):
            self.add_error("sex", "Pilih jenis kelamin.")
        return typed

    @property
    def is_told(self) -> bool:
        """Whether there was such a child."""
        typed = getattr(self, "cleaned_data", {})
        return bool(typed.get("sex") or typed.get("birth_weight") or typed.get("alive") == ChildOutcome.STILLBORN)

    def child(self, order: int) -> Child:
        """Give the child in its order of birth."""
        typed = self.cleaned_data
        return Child(order, typed["sex"], typed["birth_weight"], alive=typed["alive"] != ChildOutcome.STILLBORN)

    def newborn(self) -> Newborn:
        """Give what was found of the child and given to it."""
        typed = self.cleaned_data
        return Newborn(typed["birth_length"], typed["apgar_1"], typed["apgar_5"], tuple(typed["given"]))


ChildFormSet = formset_factory(ChildForm, extra=MOST_CHILDREN, max_num=MOST_CHILDREN)


class DeliveryForm(ExamForm):
    """One delivery: the mother, who helped and where, what went wrong, and each child in order of birth."""

    delivered_at = moment("Lahir pukul")
    attendant = forms.ChoiceField(label="Penolong", error_messages={"required": "Pilih penolongnya."})
    place = forms.ChoiceField(label="Tempat lahir", choices=BirthPlace.choices, initial=BirthPlace.WARD)
    mother_outcome = forms.ChoiceField(
        label="Keadaan ibu",
        choices=MotherOutcome.choices,
        initial=MotherOutcome.WELL,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keadaan ibu."},
    )
    complications = forms.MultipleChoiceField(
        label="Penyulit", required=False, choices=Complication.choices, widget=forms.CheckboxSelectMultiple
    )
    notes = words("Catatan", rows=1, required=False, longest=2000)

    def __init__(self, *args, initial=None, **kwargs):
        super().__init__(*args, initial=initial, **kwargs)
        helpers = staff_for(self.reading.user).filter(is_active=True, role__in=HELPERS).order_by("name")
        self.helpers = {helper.code: helper for helper in helpers}
        ours = [(code, helper.name) for code, helper in self.helpers.items()]
        self.fields["attendant"].choices = [*ours, ("Bukan petugas puskesmas ini", OTHERS)]
        if self.by.code in self.helpers:
            self.fields["attendant"].initial = self.by.code
        self.fields["delivered_at"].initial = to_the_minute(timezone.now())
        # A correction has the children as they were written, and room for a further twin.
        self.before = list(self.record.children.all()) if self.record is not None else []
        rows = [_row_of(child) for child in self.before] or _rows(initial or {})
        self.children = ChildFormSet(self.data if self.is_bound else None, prefix="b", initial=rows)

    def is_valid(self) -> bool:
        """Whether the mother's side and each child can be kept."""
        return super().is_valid() & self.children.is_valid()

    def clean_attendant(self):
        """Give the colleague behind the choice; none where somebody else helped."""
        return self.helpers.get(self.cleaned_data["attendant"])

    def clean(self):
        """Ask what went wrong where something did, and for at least one child; a row left empty is no child."""
        typed = super().clean()
        went_wrong = typed.get("mother_outcome") == MotherOutcome.COMPLICATION
        if went_wrong and not (typed.get("complications") or typed.get("notes")):
            self.add_error("complications", "Pilih penyulitnya, atau tulis di catatan.")
        if self.children.is_valid():
            self._ask_for_children()
        return typed

    def _ask_for_children(self) -> None:
        if not self.before and not self._told_children:
            raise forms.ValidationError("Isi anak pertama: jenis kelamin dan beratnya.")
        for order, row in enumerate(self.children.forms[: len(self.before)], start=1):
            if row.has_changed() and not row.is_told:
                raise forms.ValidationError(f"Anak ke-{order} sudah tercatat dan tidak bisa dihapus.")

    @property
    def _told_children(self) -> dict[int, ChildForm]:
        """The children told, by order of birth; of those written before only the ones that were changed."""
        rows = self.children.forms
        known = {order: row for order, row in enumerate(rows[: len(self.before)], start=1) if row.has_changed()}
        further = [row for row in rows[len(self.before) :] if row.is_told]
        return known | dict(enumerate(further, start=len(self.before) + 1))

    def told(self) -> tuple[Delivery, list[Child]]:
        """Give the delivery with its children in order of birth; of a correction only what was changed or added."""
        rows = self._told_children
        other = "" if self.cleaned_data["attendant"] else self["attendant"].value().removeprefix(OTHER)
        newborns = {order: row.newborn() for order, row in rows.items()}
        told = Delivery(**self.cleaned_data, helped_by=other, newborns=newborns)
        return told, [row.child(order) for order, row in rows.items()]

    @classmethod
    def initial_of(cls, record) -> dict[str, Any]:
        """Give the mother's side as it stands; the children are read beside."""
        who = record.attendant.code if record.attendant else f"{OTHER}{record.helped_by}"
        return super().initial_of(record) | {"attendant": who}


def _row_of(child) -> dict[str, Any]:
    """Give what was written of a child, to be put right."""
    row = {name: getattr(child, name) for name in ChildForm.base_fields if name != "alive"}
    return row | {"alive": child.outcome}


def _rows(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what a draft kept of each child."""
    rows = [{name: typed.get(f"b-{n}-{name}", "") for name in ChildForm.base_fields} for n in range(MOST_CHILDREN)]
    return [row for row in rows if row["sex"] or row["birth_weight"]]


class BedForm(forms.Form):
    """Which bed, and why somebody is to lie in it."""

    bed = forms.ChoiceField(
        label="Tempat tidur",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih tempat tidurnya.", "invalid_choice": "Tempat tidur ini sedang dipakai."},
    )
    indication = line("Indikasi", longest=300, missing="Tulis indikasinya, misalnya observasi dehidrasi.")

    def __init__(self, *args, free, moves: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bed"].choices = [(str(bed), str(bed)) for bed in free]
        if moves:
            del self.fields["indication"]

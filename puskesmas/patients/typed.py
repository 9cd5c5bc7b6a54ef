"""What was typed about a person, tidied and judged before anything is written."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self

from puskesmas.facility.models import Hamlet, Village
from puskesmas.facility.refusals import Refusal

from . import identity
from .models import Patient


@dataclass(frozen=True)
class Identity:
    """Who somebody is, as it stands on a form; a NIK is welcome and never required."""

    name: str
    sex: str
    birth_date: date
    birth_date_estimated: bool = False
    nik: str = ""
    bpjs: str = ""
    phone: str = ""
    kk: str = ""
    mother_name: str = ""
    mother: Patient | None = None
    village: Village | None = None
    hamlet: Hamlet | None = None
    address: str = ""

    @classmethod
    def of(cls, patient: Patient) -> Self:
        """Return what is known of a patient, to be changed with `dataclasses.replace`."""
        known = {field.name: getattr(patient, field.name) for field in fields(cls)}
        return cls(**known | {"nik": patient.nik or ""})

    def tidied(self) -> Self:
        """Return the same without the spaces, dots and dashes people type."""
        return replace(
            self,
            name=identity.tidy_name(self.name),
            mother_name=identity.tidy_name(self.mother_name),
            nik=identity.digits(self.nik),
            bpjs=identity.digits(self.bpjs),
            kk=identity.digits(self.kk),
            phone=identity.local_phone(self.phone),
            address=" ".join(self.address.split()),
        )

    def columns(self) -> dict:
        """Return the values as the patient's row keeps them."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"nik": self.nik or None}

    def errors(self, *, facility_id: int, today: date) -> list[Refusal]:
        """Return every sentence that keeps this from being written, each beside its field."""
        found = [("name", message) for message in identity.name_errors(self.name)]
        if self.sex not in ("L", "P"):
            found.append(("sex", "Jenis kelamin belum dipilih. Pilih laki-laki atau perempuan."))
        found += [("birth_date", m) for m in identity.birth_date_errors(self.birth_date, today=today)]
        for field, rule in _NUMBER_RULES.items():
            value = getattr(self, field)
            found += [(field, message) for message in rule(value)] if value else []
        found += self._place_errors(facility_id)
        return [Refusal("invalid", message, field) for field, message in found]

    def warnings(self) -> list[Refusal]:
        """Return what deserves a second look and refuses nothing."""
        if not self.nik or identity.nik_errors(self.nik):
            return []
        birth_date = None if self.birth_date_estimated else self.birth_date
        messages = identity.nik_warnings(self.nik, sex=self.sex, birth_date=birth_date)
        return [Refusal("nik_differs", message, "nik") for message in messages]

    def _place_errors(self, facility_id: int) -> list[tuple[str, str]]:
        found = []
        if self.village and self.village.facility_id != facility_id:
            found.append(("village", "Desa ini tidak ada di daftar puskesmas. Pilih dari daftar."))
        if self.hamlet and (self.village is None or self.hamlet.village_id != self.village.pk):
            found.append(("hamlet", "Dusun ini bukan bagian dari desa yang dipilih. Pilih dusun lagi."))
        if self.mother and (self.mother.facility_id != facility_id or self.mother.sex != "P"):
            found.append(("mother", "Ibu harus pasien perempuan di puskesmas ini. Cari lagi ibunya."))
        return found


_NUMBER_RULES = {
    "nik": identity.nik_errors,
    "bpjs": identity.bpjs_errors,
    "kk": identity.kk_errors,
    "phone": identity.phone_errors,
}

"""A patient of one puskesmas."""

from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, Q

from puskesmas.facility.audit import audited
from puskesmas.facility.codes import new_code
from puskesmas.facility.life_stages import Age
from puskesmas.facility.models import Facility, Hamlet, Village

from ..folding import FoldedField, PersonField
from ..wording import age_in_words, form_of_address
from .rules import ONE_HOP


class Sex(models.TextChoices):
    """As the identity card has it."""

    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"


class PatientQuerySet(models.QuerySet):
    """Patients of a puskesmas, merged ones included unless asked otherwise."""

    def persons(self):
        """One row per person: those merged into another are left out."""
        return self.filter(person_id=models.F("pk"))

    def of_person(self, patient):
        """Every row of the same person, under whichever number."""
        return self.filter(person_id=patient.person_id)

    def locked(self, *pks):
        """The rows, locked in one order whoever asks."""
        return self.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")


@audited(exclude=["search", "name_folded"])
class Patient(models.Model):
    """One person as one puskesmas knows them, with or without a NIK."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="patients", verbose_name="puskesmas")
    code = models.CharField("kode", max_length=12, unique=True, default=new_code, editable=False)
    record_number = models.CharField("nomor RM", max_length=10)
    name = models.CharField("nama", max_length=100)
    name_folded = FoldedField(of="name")
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices)
    birth_date = models.DateField("tanggal lahir")
    birth_date_estimated = models.BooleanField("tanggal lahir perkiraan", default=False)
    nik = models.CharField("NIK", max_length=16, null=True, blank=True)  # noqa: DJ001 - unique only where known
    bpjs = models.CharField("nomor BPJS", max_length=13, blank=True)
    phone = models.CharField("nomor HP", max_length=15, blank=True)
    kk = models.CharField("nomor KK", max_length=16, blank=True)
    mother_name = models.CharField("nama ibu", max_length=100, blank=True)
    mother = models.ForeignKey(
        "self", models.PROTECT, related_name="children", verbose_name="ibu", null=True, blank=True
    )
    birth_order = models.PositiveSmallIntegerField("urutan lahir", null=True, blank=True)
    village = models.ForeignKey(
        Village, models.PROTECT, related_name="residents", verbose_name="desa", null=True, blank=True
    )
    hamlet = models.ForeignKey(
        Hamlet, models.PROTECT, related_name="residents", verbose_name="dusun", null=True, blank=True
    )
    address = models.CharField("alamat", max_length=200, blank=True)
    person = PersonField("self", models.PROTECT, related_name="rows", verbose_name="orang", editable=False)
    died_on = models.DateField("meninggal", null=True, blank=True)
    search = models.GeneratedField(
        # The facility stands in the vector as the lexeme "@<id>", so one index answers "siti, here".
        expression=Func(
            "name_folded",
            "facility",
            template=(
                "to_tsvector('simple'::regconfig, name_folded) || array_to_tsvector(ARRAY['@' || facility_id::text])"
            ),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = "pasien"
        verbose_name_plural = "pasien"
        ordering = ["name", "birth_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["facility", "record_number"], name="record_number_once_per_facility"),
            models.UniqueConstraint(
                fields=["facility", "nik"], condition=Q(nik__isnull=False), name="nik_once_per_facility"
            ),
            models.CheckConstraint(
                condition=Q(nik__isnull=True) | Q(nik__regex=r"^[0-9]{16}$"), name="nik_is_sixteen_digits"
            ),
            models.CheckConstraint(condition=Q(bpjs__regex=r"^([0-9]{13})?$"), name="bpjs_is_thirteen_digits"),
            models.CheckConstraint(condition=Q(sex__in=["L", "P"]), name="patient_has_a_sex_on_card"),
            models.CheckConstraint(condition=Q(name_folded__gt=""), name="patient_has_a_name"),
            models.CheckConstraint(
                condition=Q(died_on__isnull=True) | Q(died_on__gte=models.F("birth_date")),
                name="nobody_dies_before_birth",
            ),
        ]
        indexes = [
            # Entered at once rather than in a pending list, which every search would have to read through.
            GinIndex(fields=["search"], name="patient_by_name", fastupdate=False),
            models.Index(fields=["facility", "bpjs"], condition=~Q(bpjs=""), name="patient_by_bpjs"),
            models.Index(fields=["facility", "phone"], condition=~Q(phone=""), name="patient_by_phone"),
            models.Index(fields=["facility", "kk"], condition=~Q(kk=""), name="patient_by_family"),
            # PWS counts residents of a village by age.
            models.Index(fields=["village", "birth_date"], name="resident_by_village_and_age"),
        ]
        triggers = [
            pgtrigger.Protect(name="patients_are_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="person_is_self_or_one_hop",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("person_id"),
                func=ONE_HOP,
            ),
        ]

    class Personal:
        fields = (
            "record_number",
            "name",
            "name_folded",
            "search",
            "birth_date",
            "nik",
            "bpjs",
            "phone",
            "kk",
            "mother_name",
            "address",
        )

    def __str__(self):
        return self.name

    @property
    def is_merged(self) -> bool:
        return self.person_id != self.pk

    @property
    def record_number_label(self) -> str:
        """The record number as folders wear it: 00-18-42."""
        number = self.record_number
        return "-".join((number[:-4], number[-4:-2], number[-2:])) if number.isdigit() else number

    def age_on(self, on: date) -> Age:
        """Return the age on a day."""
        return Age.between(self.birth_date, on)

    def age_label(self, on: date) -> str:
        """Return "54 tahun, perempuan"."""
        return f"{age_in_words(self.age_on(on))}, {self.get_sex_display().lower()}"

    def display_name(self, on: date) -> str:
        """Return the name with the form of address that fits the age: An. Raka, Ny. Sari, Tn. Budi."""
        return form_of_address(self.name, sex=self.sex, age=self.age_on(on))

    @property
    def today(self) -> date:
        return self.facility.today()

    @property
    def domicile_label(self) -> str:
        """Return "Desa Sungai Belidak, Dusun Merpati"."""
        return ", ".join(str(place) for place in (self.village, self.hamlet) if place)

"""Patients: searching them, registering them, and one patient's identity."""

from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from puskesmas.facility.access import village_by_code
from puskesmas.facility.permissions import Permission
from puskesmas.patients import services
from puskesmas.patients.access import open_record, patient_by_code
from puskesmas.patients.models import Patient
from puskesmas.patients.models.patient import Sex
from puskesmas.patients.reading import read
from puskesmas.patients.search import search
from puskesmas.patients.typed import Identity

from .fields import Body, Choice, Code, Day, Flag, MaybeText, Text
from .operations import Endpoint, Shape, does, reads

PURPOSE = "identitas, lewat API"


class NamedShape(serializers.Serializer):
    """Something with a code and a name."""

    code = serializers.CharField()
    name = serializers.CharField()


class MotherShape(serializers.Serializer):
    """A patient's mother: her record here if she has one, and her name."""

    code = serializers.CharField(allow_null=True)
    name = serializers.CharField()


class CoverageShape(serializers.Serializer):
    """What covers a patient, and what the last look at the card said."""

    kind = serializers.CharField()
    status = serializers.CharField()
    number = serializers.CharField()
    fktp = serializers.CharField(source="fktp_name")
    checked_at = serializers.DateTimeField(allow_null=True)
    source = serializers.CharField(source="checked_source")


class PatientShape(Shape):
    """One person as this puskesmas knows them."""

    code = serializers.CharField()
    record_number = serializers.CharField()
    name = serializers.CharField()
    sex = serializers.ChoiceField(choices=Sex.choices)
    birth_date = serializers.DateField()
    birth_date_estimated = serializers.BooleanField()
    nik = serializers.CharField(allow_null=True)
    bpjs = serializers.CharField()
    phone = serializers.CharField()
    kk = serializers.CharField()
    mother = serializers.SerializerMethodField()
    village = NamedShape(allow_null=True)
    hamlet = NamedShape(allow_null=True)
    address = serializers.CharField()
    coverage = CoverageShape(allow_null=True, default=None)
    died_on = serializers.DateField(allow_null=True)

    @extend_schema_field(MotherShape(allow_null=True))
    def get_mother(self, patient):
        """Her code if she is a patient here, and her name however it is known."""
        if patient.mother_id:
            return {"code": patient.mother.code, "name": patient.mother.name}
        return {"code": None, "name": patient.mother_name} if patient.mother_name else None


@extend_schema_field(str)
class MotherField(Text):
    """The code of a patient here, or a name."""

    default_error_messages = {"unknown": "Tidak ada pasien berkode ini di puskesmas ini. Tulis kodenya, atau namanya."}

    def run_validation(self, data=serializers.empty):
        words = super().run_validation(data)
        if not words:
            return None
        try:
            return patient_by_code(self.context["user"], words)
        except Http404:
            if any(mark.isdigit() for mark in words):
                self.fail("unknown")
            return words


class PatientBody(Body):
    """What is known of somebody; a NIK is welcome and never required."""

    name = Text(max_length=100)
    sex = Choice(choices=Sex.choices)
    birth_date = Day()
    birth_date_estimated = Flag(required=False, default=False)
    nik = MaybeText(max_length=24, allow_null=True)
    bpjs = MaybeText(max_length=24, allow_null=True)
    phone = MaybeText(max_length=24, allow_null=True)
    kk = MaybeText(max_length=24, allow_null=True)
    mother = MotherField(max_length=100, required=False, allow_null=True, allow_blank=True, default=None)
    village = Code(village_by_code, required=False, allow_null=True, default=None)
    address = MaybeText(max_length=200, allow_null=True)


def identity_of(typed: dict) -> Identity:
    """Return what was typed about somebody, as the patients floor takes it."""
    words = {name: typed[name] or "" for name in ("nik", "bpjs", "phone", "kk", "address")}
    mother = typed["mother"]
    return Identity(
        **{name: typed[name] for name in ("name", "sex", "birth_date", "birth_date_estimated", "village")},
        **words,
        mother=mother if isinstance(mother, Patient) else None,
        mother_name=mother.name if isinstance(mother, Patient) else mother or "",
    )


class SearchWords(Body):
    """What a patient is searched by."""

    q = MaybeText(max_length=100, help_text="nama, NIK, nomor BPJS, nomor RM, atau nomor HP")

    def validate_q(self, q):
        """Say what cannot be searched."""
        hint = read(q).hint
        if hint:
            raise serializers.ValidationError(hint, code="unreadable")
        return q


class Patients(Endpoint):
    """The patients."""

    @reads(PatientShape, Permission.PATIENT_READ, many=True, asks=SearchWords)
    def get(self, *, q=""):
        """Those who fit what was typed: a name, NIK, BPJS, record or phone number. Nothing typed finds nobody."""
        return search(self.request.user, q).select_related("mother")

    @does(PatientShape, Permission.PATIENT_WRITE, takes=PatientBody, status=201)
    def post(self, **typed):
        """Register somebody."""
        return services.register(identity_of(typed), by=self.staff)


class OnePatient(Endpoint):
    """One patient."""

    opens = patient_by_code

    @reads(PatientShape, Permission.PATIENT_READ)
    def get(self, patient):
        """Who they are; that somebody looked is written down."""
        open_record(patient, purpose=PURPOSE, by=self.staff)
        return patient

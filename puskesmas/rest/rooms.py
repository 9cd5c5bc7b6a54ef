"""What a room writes down: what was measured, examined, named and given."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from clusters import diagnosing, recording
from clusters.models import MEASURED, Case
from clusters.vitals import CONSCIOUSNESS
from puskesmas.facility.access import service_by_code
from puskesmas.facility.permissions import Permission
from puskesmas.visits import rendering
from puskesmas.visits.access import visit_by_code

from .created import Made, VisitWithCreatedShape, served_entry
from .fields import Body, Choice, Code, Flag, MaybeText, Number, Text, Worded
from .operations import Endpoint, does

LONGEST_SOAP = 5000


@extend_schema_field({"oneOf": [{"type": "number"}, {"type": "string", "maxLength": 10}]})
class Measured(Worded, serializers.Field):
    """A measured value, as a number or as people write it: 36.5, "36,5", "120/80"."""

    default_error_messages = {"invalid": "Tulis sebagai angka."}

    def to_internal_value(self, data):
        """Let the measuring rules read it; only what cannot be a value at all stops here."""
        if isinstance(data, bool) or not isinstance(data, (int, float, str)) or len(str(data)) > 10:
            self.fail("invalid")
        return data


class VitalsBody(Body):
    """Whatever was measured; `confirmed` says that a rare value was measured twice."""

    blood_pressure = Measured(required=False, help_text="120/80")
    confirmed = Flag(required=False, default=False)
    consciousness = Choice(choices=list(CONSCIOUSNESS.items()), required=False)

    def get_fields(self):
        """One field for each thing that can be measured."""
        numbers = [name for name in MEASURED if name != "consciousness"]
        return super().get_fields() | {name: Measured(required=False, allow_null=True) for name in numbers}


class SoapBody(Body):
    """What was found; one part at least."""

    subjective = MaybeText(max_length=LONGEST_SOAP)
    objective = MaybeText(max_length=LONGEST_SOAP)
    assessment = MaybeText(max_length=LONGEST_SOAP)
    plan = MaybeText(max_length=LONGEST_SOAP)


class DiagnosisBody(Body):
    """An illness by its ICD-10 code; the first of a visit is the main one."""

    icd10 = Text(max_length=10)
    is_main = Flag(required=False, allow_null=True, default=None)
    case = Choice(choices=Case.choices, required=False, default=Case.NEW)


class RenderedBody(Body):
    """A service that was given."""

    service = Code(service_by_code)
    quantity = Number(min_value=1, max_value=100, required=False, default=1)


class Vitals(Endpoint):
    """Measuring."""

    opens = visit_by_code

    @does(VisitWithCreatedShape, Permission.VITALS_WRITE, takes=VitalsBody, status=201)
    def post(self, visit, *, confirmed, **values):
        """Keep what was measured, before or after anyone knows who the patient is."""
        return Made(visit, "vitals", recording.measure(visit, values, confirmed=confirmed, by=self.staff))


class Soaps(Endpoint):
    """Examining."""

    opens = visit_by_code

    @does(VisitWithCreatedShape, Permission.SOAP_WRITE, takes=SoapBody, status=201)
    def post(self, visit, **parts):
        """Write down an examination."""
        return Made(visit, "soap", recording.examine(visit, **parts, by=self.staff))


class Diagnoses(Endpoint):
    """Naming an illness."""

    opens = visit_by_code

    @does(VisitWithCreatedShape, Permission.DIAGNOSIS_WRITE, takes=DiagnosisBody, status=201)
    def post(self, visit, *, icd10, is_main, case):
        """Name an illness by its ICD-10 code."""
        made = diagnosing.diagnose(visit, icd10, is_main=is_main, case=case, by=self.staff)
        return Made(visit, "diagnosis", made)


class ServicesRendered(Endpoint):
    """Giving a service."""

    opens = visit_by_code

    @does(VisitWithCreatedShape, Permission.SERVICE_RENDER, takes=RenderedBody, status=201)
    def post(self, visit, *, service, quantity):
        """Write down a service given, with its tariff as it stands; it opens the bill of those who pay themselves."""
        point = served_entry(visit, by=self.staff).point
        given = rendering.render(visit, service, quantity=quantity, point=point, by=self.staff)
        return Made(visit, "service_rendered", given)

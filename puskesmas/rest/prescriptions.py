"""Medicine: what the pharmacy has, what is prescribed, and its way to the patient."""

from rest_framework import serializers

from pharmacy import services
from pharmacy.access import drugs_for, prescription_by_code, prescriptions_of
from pharmacy.checks import Answer, all_in_order
from pharmacy.models import Identifier, Meal
from pharmacy.models.item import LONGEST, MOST
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visit_by_code

from .created import Made, VisitWithCreatedShape, served_entry
from .fields import Body, Choice, Flag, Many, MaybeText, Measure, Number, Text
from .operations import Endpoint, Shape, does, reads
from .shapes import VisitShape

MOST_LINES = 20


class DrugShape(Shape):
    """One drug the pharmacy can give."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField()
    form = serializers.CharField()
    route = serializers.CharField()

    def get_name(self, drug) -> str:
        """As the label says it, with its strength."""
        return str(drug)


class PrescriptionItemShape(serializers.Serializer):
    """One line of a prescription, and how much of it was given."""

    code = serializers.CharField()
    drug = serializers.CharField(source="drug.code")
    dose = serializers.CharField()
    frequency = serializers.CharField()
    days = serializers.IntegerField()
    meal = serializers.CharField()
    quantity = serializers.IntegerField()
    given = serializers.IntegerField(source="given_quantity")
    note = serializers.CharField()


class PrescriptionShape(Shape):
    """One prescription, as it stands now."""

    code = serializers.CharField()
    visit = serializers.CharField(source="visit.code")
    number = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    prescribed_at = serializers.DateTimeField()
    question = serializers.CharField()
    items = PrescriptionItemShape(many=True, source="lines")


class LineBody(Body):
    """One drug and how it is taken."""

    drug = Text(max_length=40)
    dose = Text(max_length=40)
    frequency = Text(max_length=40)
    days = Number(min_value=1, max_value=LONGEST, required=False, default=1)
    quantity = Number(min_value=1, max_value=MOST)
    meal = Choice(choices=Meal.choices, required=False, allow_blank=True, default="")
    note = MaybeText(max_length=120)


class PrescriptionBody(Body):
    """What the patient is to take; the weight where a dose hangs on it."""

    items = LineBody(many=True, allow_empty=False, max_length=MOST_LINES)
    weight_kg = Measure(max_digits=5, decimal_places=2, min_value=0, required=False, allow_null=True, default=None)

    def validate_items(self, rows):
        """Fetch the drugs together."""
        named = [row["drug"] for row in rows]
        known = {drug.code: drug for drug in drugs_for(self.context["user"]).filter(code__in=named)}
        unknown = serializers.ErrorDetail("Obat ini tidak ada di puskesmas ini. Periksa kodenya.", code="unknown")
        wrong = [{} if code in known else {"drug": [unknown]} for code in named]
        if any(wrong):
            raise serializers.ValidationError(wrong)
        return [services.Line(**row | {"drug": known[row["drug"]]}) for row in rows]


class CheckBody(Body):
    """The answer to one check of the review."""

    check = Text(max_length=40)
    ok = Flag()
    note = MaybeText(max_length=200)


class ReviewBody(Body):
    """The answers to the checks; none at all says that everything is in order."""

    answers = CheckBody(many=True, required=False, default=list)
    override_reason = MaybeText(max_length=200)
    weight_kg = Measure(max_digits=5, decimal_places=2, min_value=0, required=False, allow_null=True, default=None)

    def validate_answers(self, rows):
        """Give them by check."""
        return {row["check"]: Answer(row["ok"], row["note"]) for row in rows} or all_in_order()


class HandOverBody(Body):
    """By what the patient was recognised, and that the label was explained.

    Whoever calls without saying so says that name and date of birth were compared and the label explained.
    """

    identifiers = Many(Choice(choices=Identifier.choices), required=False, default=None, allow_null=True)
    explained = Flag(required=False, default=True)


class Drugs(Endpoint):
    """What the pharmacy has."""

    @reads(DrugShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The drugs that may be prescribed here."""
        return drugs_for(self.request.user)


class Prescriptions(Endpoint):
    """The prescriptions of a visit."""

    opens = visit_by_code

    @reads(PrescriptionShape, Permission.PRESCRIPTION_READ, many=True)
    def get(self, visit):
        """What was prescribed on this visit, and how much of it was given."""
        return prescriptions_of(self.request.user, visit)

    @does(VisitWithCreatedShape, Permission.PRESCRIBE, takes=PrescriptionBody, status=201)
    def post(self, visit, *, items, weight_kg):
        """Prescribe; the SOP then knows that there is medicine to fetch."""
        entry = served_entry(visit, by=self.staff)
        made = services.prescribe(visit, entry, items, weight_kg=weight_kg, by=self.staff)
        return Made(visit, "prescription", made)


class Review(Endpoint):
    """Reading it before anything is taken off the shelf."""

    opens = prescription_by_code

    @does(VisitShape, Permission.PRESCRIPTION_REVIEW, takes=ReviewBody)
    def post(self, prescription, *, answers, override_reason, weight_kg):
        """Pass a prescription on to be prepared, each check answered."""
        services.review(prescription, answers, override_reason=override_reason, weight_kg=weight_kg, by=self.staff)
        return prescription.visit


class Dispense(Endpoint):
    """Preparing."""

    opens = prescription_by_code

    @does(VisitShape, Permission.PRESCRIPTION_DISPENSE)
    def post(self, prescription):
        """Prepare the medicine, first to expire first."""
        services.dispense(prescription, by=self.staff)
        return prescription.visit


class HandOver(Endpoint):
    """Giving it."""

    opens = prescription_by_code

    @does(VisitShape, Permission.PRESCRIPTION_HAND_OVER, takes=HandOverBody)
    def post(self, prescription, *, identifiers, explained):
        """Give the patient the medicine and let the visit go on."""
        known_by = identifiers if identifiers is not None else usual_identifiers(prescription.visit)
        services.hand_over(prescription, known_by, explained, by=self.staff)
        return prescription.visit


def usual_identifiers(visit) -> list[str]:
    """Return what a patient is recognised by unless it is said otherwise: name and birth date, or the bracelet."""
    if visit.is_identified:
        return [Identifier.NAME, Identifier.BIRTH_DATE]
    return [Identifier.BRACELET, Identifier.VISIT_NUMBER]

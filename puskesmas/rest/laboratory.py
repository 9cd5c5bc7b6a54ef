"""What the laboratory is asked, and what it answers."""

from rest_framework import serializers

from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visit_by_code
from referrals import lab
from referrals.access import lab_order_by_code, lab_orders_for, lab_tests_for
from referrals.results import give_result

from .created import Made, VisitWithCreatedShape, served_entry
from .fields import Body, Codes, Flag, MaybeText, Text
from .operations import Endpoint, Shape, does, reads
from .shapes import VisitShape
from .visits import ReasonBody


class LabTestShape(Shape):
    """One test the laboratory offers."""

    code = serializers.CharField()
    name = serializers.CharField()
    group = serializers.CharField()
    kind = serializers.CharField()
    unit = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class LabResultShape(serializers.Serializer):
    """One test of an order, with what was found once it is."""

    test = serializers.CharField(source="test.code")
    value = serializers.CharField()
    unit = serializers.CharField()
    reference = serializers.CharField()
    flag = serializers.CharField()


class LabOrderShape(Shape):
    """One request to the laboratory, with the reply."""

    code = serializers.CharField()
    visit = serializers.CharField(source="visit.code")
    state = serializers.CharField(source="status")
    question = serializers.CharField()
    ordered_at = serializers.DateTimeField()
    sampled_at = serializers.DateTimeField(allow_null=True)
    resulted_at = serializers.DateTimeField(allow_null=True)
    results = LabResultShape(many=True, source="items")


class OrderBody(Body):
    """Which tests, and why."""

    tests = Codes(lab_tests_for, allow_empty=False)
    question = MaybeText(max_length=200)


class SampleBody(Body):
    """Whether the patient waits in the laboratory for the result."""

    waits = Flag(required=False, default=False)


class ResultBody(Body):
    """What was found by one test."""

    test = Text(max_length=20)
    value = Text(max_length=200)


class ResultsBody(Body):
    """What was found."""

    results = ResultBody(many=True, allow_empty=False)

    def validate_results(self, rows):
        """Each test once."""
        found = {row["test"]: row["value"] for row in rows}
        if len(found) < len(rows):
            raise serializers.ValidationError("Satu pemeriksaan diisi dua kali. Isi sekali saja.", code="twice")
        return found


class LabTests(Endpoint):
    """What can be looked for."""

    @reads(LabTestShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The tests the laboratory offers today."""
        return lab_tests_for(self.request.user)


class LabOrders(Endpoint):
    """The laboratory orders of a visit."""

    opens = visit_by_code

    @reads(LabOrderShape, Permission.LAB_READ, many=True)
    def get(self, visit):
        """What the laboratory was asked on this visit, and what it found."""
        return lab_orders_for(self.request.user).filter(visit=visit)

    @does(VisitWithCreatedShape, Permission.LAB_ORDER, takes=OrderBody, status=201)
    def post(self, visit, *, tests, question):
        """Ask the laboratory; who walks goes there and comes back, who lies stays."""
        entry = served_entry(visit, by=self.staff)
        return Made(visit, "lab_order", lab.order_lab(visit, entry, tests=tests, question=question, by=self.staff))


class Sample(Endpoint):
    """Taking the sample."""

    opens = lab_order_by_code

    @does(VisitShape, Permission.LAB_SAMPLE, takes=SampleBody)
    def post(self, order, *, waits):
        """Take the specimen; the patient goes back to whoever asked, unless they wait here."""
        lab.sample(order, waits=waits, by=self.staff)
        return order.visit


class Result(Endpoint):
    """Giving the result."""

    opens = lab_order_by_code

    @does(VisitShape, Permission.LAB_RESULT, takes=ResultsBody)
    def post(self, order, *, results):
        """Write down what was found; with the last value the visit waits no longer."""
        give_result(order, results=results, by=self.staff)
        return order.visit


class FollowsLater(Endpoint):
    """Not today."""

    opens = lab_order_by_code

    @does(VisitShape, Permission.LAB_RESULT, takes=ReasonBody)
    def post(self, order, *, reason):
        """Say that the result follows later, so that nobody waits for it."""
        lab.follows_later(order, reason=reason, by=self.staff)
        return order.visit

"""The bill of a visit, and paying it: services and money, never a diagnosis."""

from rest_framework import serializers

from clusters.klaster1.bill import bill_of
from clusters.klaster1.cashier import pay
from clusters.klaster1.models import Method
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import visit_by_code

from .fields import Body, Choice, Number
from .operations import Endpoint, Shape, does, reads
from .shapes import VisitShape


class BillLineShape(serializers.Serializer):
    """One service given, with its tariff and the rule behind it."""

    service = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField()
    tariff = serializers.CharField()
    legal_basis = serializers.CharField()
    amount = serializers.IntegerField()


class BillShape(Shape):
    """Everything given on a visit, and what was paid; whole rupiah."""

    lines = BillLineShape(many=True)
    total = serializers.IntegerField()
    paid = serializers.IntegerField()


class PayBody(Body):
    """Exactly what is due, and how it was given."""

    amount = Number(min_value=0)
    method = Choice(choices=Method.choices, required=False, default=Method.TUNAI)


class OneBill(Endpoint):
    """The bill."""

    opens = visit_by_code

    @reads(BillShape, Permission.BILL_READ)
    def get(self, visit):
        """The bill of a visit as it stands."""
        return bill_of(visit)


class Pay(Endpoint):
    """Paying."""

    opens = visit_by_code

    @does(VisitShape, Permission.BILL_PAY, takes=PayBody)
    def post(self, visit, *, amount, method):
        """Take what is due; a patient at the cashier goes on."""
        pay(visit, amount=amount, method=method, by=self.staff)
        return visit

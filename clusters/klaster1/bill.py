"""The bill of a visit as the cashier and the patient read it: services and money, never a diagnosis."""

from dataclasses import dataclass

from django.db.models import Sum

from puskesmas.visits.models import ServiceRendered, Visit


@dataclass(frozen=True)
class BillLine:
    """One service given: how many, at which tariff, by which rule, for how much."""

    code: str
    service: str
    name: str
    quantity: int
    tariff: str
    legal_basis: str
    amount: int
    is_paid: bool


@dataclass(frozen=True)
class Bill:
    """Everything given on a visit and what was paid for it."""

    visit: str
    lines: tuple[BillLine, ...]
    paid: int

    @property
    def total(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def due(self) -> int:
        """What is still to be paid; below zero when money must go back."""
        return self.total - self.paid

    @property
    def is_clear(self) -> bool:
        return self.due == 0


def bill_of(visit: Visit) -> Bill:
    """Give the bill of a visit as it stands, in two statements."""
    return bill_with(visit, list(visit.rendered.select_related("service")))


def bill_with(visit: Visit, rendered: list[ServiceRendered]) -> Bill:
    """Give the bill made of these lines and of what was paid."""
    paid = visit.payments.aggregate(paid=Sum("amount"))["paid"] or 0
    return Bill(visit.code, tuple(_line(given) for given in rendered), paid)


def _line(given: ServiceRendered) -> BillLine:
    return BillLine(
        code=given.code,
        service=given.service.code,
        name=given.service.name,
        quantity=given.quantity,
        tariff=given.tariff_code,
        legal_basis=given.legal_basis,
        amount=given.amount,
        is_paid=bool(given.settled_by),
    )


def rupiah(amount: int) -> str:
    """Write money as people here do: Rp 12.500."""
    return f"Rp {amount:,}".replace(",", ".")

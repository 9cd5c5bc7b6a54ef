"""The lines of a bill as far as the walk must know of them: paid, open again, or priced anew for another payer."""

from collections.abc import Callable, Iterable, Sequence

from puskesmas.facility.models import Service, Staff

from . import facts
from .events import Kind
from .facts import Fact
from .models import ServiceRendered, Visit, VisitEvent
from .rendering import Price, price_of
from .sentences import keep, sentence

PAYERS = frozenset({Fact.JKN, Fact.UMUM})


def source_of(given: ServiceRendered) -> str:
    """Give the name under which a service keeps the bill open."""
    return f"rendered:{given.code}"


def settle(visit: Visit, lines: Sequence[ServiceRendered], *, payment: str, by: Staff) -> None:
    """Mark lines as paid by a receipt and let go of what they kept open; the caller holds the visit locked."""
    _mark(visit, lines, payment=payment)
    _keep(visit, let_go(visit, lines, by=by))


def let_go(visit: Visit, lines: Iterable[ServiceRendered], *, by: Staff) -> list[VisitEvent]:
    """Take back what paid lines kept open, and give the sentences about it."""
    return [event for given in lines for event in _close(visit, given, by=by)]


def reopen(visit: Visit, lines: Sequence[ServiceRendered], *, by: Staff) -> None:
    """Mark lines as unpaid again, since the money went back; the caller holds the visit locked."""
    _mark(visit, lines, payment="")
    _keep(visit, [event for given in lines if given.amount for event in _open(visit, given, by=by)])


def reprice(
    visit: Visit, *, by: Staff, price: Callable[[Visit, Service], Price] = price_of
) -> tuple[list[ServiceRendered], list[VisitEvent]]:
    """Give every unpaid line the price of who pays now; the lines changed, and the sentences for the caller to keep.

    The caller holds the visit locked and saves it: with a price the bill opens, without one it clears.
    """
    lines = visit.rendered.filter(settled_by="").select_related("service")
    changed, told = repriced(visit, lines, by=by, price=price)
    ServiceRendered.objects.bulk_update(changed, ["amount", "tariff_code", "legal_basis"])
    return changed, told


def repriced(
    visit: Visit, lines: Iterable[ServiceRendered], *, by: Staff, price: Callable[[Visit, Service], Price] = price_of
) -> tuple[list[ServiceRendered], list[VisitEvent]]:
    """Give the lines whose price is another now, changed but not saved, and the sentences about the bill."""
    changed, told = [], []
    for given in lines:
        new = price(visit, given.service)
        amount, before = new.amount * given.quantity, given.amount
        if (amount, new.tariff_code, new.legal_basis) == (before, given.tariff_code, given.legal_basis):
            continue
        given.amount, given.tariff_code, given.legal_basis = amount, new.tariff_code, new.legal_basis
        changed.append(given)
        if bool(amount) != bool(before):
            told += _open(visit, given, by=by) if amount else _close(visit, given, by=by)
    return changed, told


def _open(visit: Visit, given: ServiceRendered, *, by: Staff) -> list[VisitEvent]:
    """Teach a visit still inside that a line is open; after the exit nothing is taught any more."""
    if visit.is_closed:
        return []
    visit.facts = facts.taught(visit.facts, Fact.BILL_OPEN, source_of(given))
    return [sentence(visit, Kind.LEARNED, by=by, data={"fact": Fact.BILL_OPEN, "source": source_of(given)})]


def _close(visit: Visit, given: ServiceRendered, *, by: Staff) -> list[VisitEvent]:
    if visit.is_closed or source_of(given) not in visit.facts.get(Fact.BILL_OPEN, []):
        return []
    visit.facts = facts.withdrawn(visit.facts, Fact.BILL_OPEN, source_of(given))
    return [sentence(visit, Kind.WITHDRAWN, by=by, data={"fact": Fact.BILL_OPEN, "source": source_of(given)})]


def _mark(visit: Visit, lines: Sequence[ServiceRendered], *, payment: str) -> None:
    visit.rendered.filter(pk__in=[given.pk for given in lines]).update(settled_by=payment)
    for given in lines:
        given.settled_by = payment


def _keep(visit: Visit, events: list[VisitEvent]) -> None:
    if events:
        visit.save()
        keep(events)

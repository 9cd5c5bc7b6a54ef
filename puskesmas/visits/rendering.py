"""A service given is written down with its tariff as it stands, and opens the bill of those who pay themselves."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from puskesmas.facility.models import Service, ServicePoint, Staff

from . import clock, facts
from .events import Kind
from .facts import Fact
from .models import ServiceRendered, Visit, VisitEvent
from .sentences import keep, sentence, tell_boards


@dataclass(frozen=True)
class Price:
    """What one unit of a service costs this visit's payer, in whole rupiah, and by which rule."""

    amount: int
    tariff_code: str = ""
    legal_basis: str = ""


Pricer = Callable[[Visit, Service], tuple[int, str, str]]
_pricers: list[Pricer] = []


def register_pricer(pricer: Pricer) -> Pricer:
    """Let the floor that keeps the tariffs answer what a service costs; the last one registered is asked."""
    _pricers.append(pricer)
    return pricer


def price_of(visit: Visit, service: Service) -> Price:
    """Give what a service costs on this visit; without tariffs nothing is charged."""
    return Price(*_pricers[-1](visit, service)) if _pricers else Price(0)


def render(
    visit: Visit, service: Service, *, by: Staff, quantity: int = 1, point: ServicePoint | None = None
) -> ServiceRendered:
    """Write down a service given; one that costs opens the bill until it is paid."""
    with transaction.atomic():
        visit = Visit.objects.locked().get(pk=visit.pk)
        visit.facility = by.facility
        given, events = rendered(visit, service, by=by, quantity=quantity, point=point)
        visit.save()
        keep(events)
        tell_boards(visit.facility.code)
        return given


def rendered(
    visit: Visit, service: Service, *, by: Staff, quantity: int = 1, point: ServicePoint | None = None
) -> tuple[ServiceRendered, list[VisitEvent]]:
    """Write down a service given on a visit the caller holds locked and saves; with the sentences to be kept."""
    given, events = given_at(visit, service, price_of(visit, service), by=by, quantity=quantity, point=point)
    given.save(force_insert=True)
    return given, events


def given_at(
    visit: Visit, service: Service, price: Price, *, by: Staff, quantity: int = 1, point: ServicePoint | None = None
) -> tuple[ServiceRendered, list[VisitEvent]]:
    """Give a service as given at a price, unsaved, with the sentences to be kept."""
    now = clock.now()
    given = ServiceRendered(
        visit=visit,
        facility_id=visit.facility_id,
        service=service,
        quantity=quantity,
        amount=price.amount * quantity,
        tariff_code=price.tariff_code,
        legal_basis=price.legal_basis,
        point=point,
        by=by,
        at=now,
        on=visit.facility.local_date(now),
    )
    data = {"service": service.code, "rendered": given.code, "quantity": quantity, "amount": given.amount}
    events = [sentence(visit, Kind.RENDERED, by=by, point=point, data=data)]
    if given.amount:
        source = f"rendered:{given.code}"
        visit.facts = facts.taught(visit.facts, Fact.BILL_OPEN, source)
        events.append(sentence(visit, Kind.LEARNED, by=by, data={"fact": Fact.BILL_OPEN, "source": source}))
    return given, events

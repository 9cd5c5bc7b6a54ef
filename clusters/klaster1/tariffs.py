"""What a service costs on a visit: nothing under JKN or a programme, else the tariff in force on the visit's day."""

from puskesmas.facility.models import Service
from puskesmas.facility.refusals import Refusal
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import Visit
from puskesmas.visits.rendering import Price

from .models import Tariff

JKN = "Ditanggung JKN"


def price(visit: Visit, service: Service) -> tuple[int, str, str]:
    """Answer the kernel's question for one unit: amount, tariff code, legal basis.

    While nobody knows who pays nothing is charged; the line is priced anew once the counter does.
    """
    held = visit.holding
    payer = next((fact for fact in (Fact.UMUM, Fact.JKN) if fact in held), None)
    given = price_for(payer, visit, service)
    return given.amount, given.tariff_code, given.legal_basis


def price_for(payer: Fact | None, visit: Visit, service: Service) -> Price:
    """Give what one unit costs a payer; refuses a service nobody has set a tariff for."""
    if payer is None:
        return Price(0)
    if payer == Fact.JKN:
        return Price(0, legal_basis=JKN)
    tariff = Tariff.objects.in_force(visit.on).filter(facility_id=visit.facility_id, service=service).first()
    if tariff is None:
        message = f"Layanan {service.name} belum punya tarif yang berlaku {visit.on:%d-%m-%Y}. Minta admin mengisinya."
        raise MoveRefused("guard_refused", message, [Refusal("no_tariff", message, "service")])
    return Price(tariff.amount, tariff.code, tariff.legal_basis)

"""Dharma Rini and Sungai Kakap with a small shelf, and patients in front of whoever prescribes."""

from datetime import timedelta

import pytest

from pharmacy import services, stock
from pharmacy.checks import all_in_order
from pharmacy.models import Drug, Identifier
from pharmacy.services import Line
from tests import cast

TWO = [Identifier.NAME, Identifier.BIRTH_DATE]
SWALLOWED = {"route": "oral", "label_kind": "white"}
DRUGS = {
    "DMPA": {
        "name": "DMPA",
        "strength": "150 mg/ml",
        "form": "injection",
        "unit": "vial",
        "route": "injected",
        "label_kind": "blue",
        "teaches": ["kb_procedure"],
        "substances": ["medroksiprogesteron"],
    },
    "AMOKSISILIN": {
        "name": "Amoksisilin",
        "strength": "500 mg",
        "form": "tablet",
        "unit": "tablet",
        "substances": ["amoksisilin", "penisilin"],
        **SWALLOWED,
    },
    "PARASETAMOL-SIRUP": {
        "name": "Parasetamol",
        "strength": "120 mg/5 ml",
        "form": "syrup",
        "unit": "botol",
        "shake": True,
        "substances": ["parasetamol"],
        **SWALLOWED,
    },
    "SALEP-MATA": {
        "name": "Kloramfenikol",
        "strength": "1%",
        "form": "ointment",
        "unit": "tube",
        "route": "eye",
        "label_kind": "blue",
        "substances": ["kloramfenikol"],
    },
}


@pytest.fixture
def dharma_rini(database):
    return with_drugs(cast.a_puskesmas("dharma_rini"))


@pytest.fixture
def sungai_kakap(database):
    return with_drugs(cast.a_puskesmas("sungai_kakap"))


@pytest.fixture
def rina(dharma_rini):
    return cast.staff(dharma_rini, "bidan")


@pytest.fixture
def tono(dharma_rini):
    return cast.staff(dharma_rini, "apoteker")


@pytest.fixture
def bu_wati(dharma_rini):
    return cast.bu_wati(dharma_rini)


def with_drugs(facility):
    for code, about in DRUGS.items():
        Drug.objects.create(facility=facility, code=code, **about)
    return facility


def drug(facility, code):
    return Drug.objects.get(facility=facility, code=code)


def stocked(facility, code, quantity, *, batch="B1", days=200, source="apbd"):
    """Put some of a drug on the shelf, to expire in so many days."""
    return stock.receive(
        drug(facility, code),
        batch=batch,
        expiry=facility.today() + timedelta(days=days),
        source=source,
        quantity=quantity,
        by=cast.staff(facility, "apoteker"),
    )


def in_kia(facility, patient, *, services=("KB-SUNTIK",)):
    """Give a visit whose patient is being examined in the KIA room."""
    visit = cast.at_counter(facility, patient, services=list(services))
    while cast.place_of(visit) == "LOKET":
        cast.go_on(visit, "loket")
    visit = cast.fresh(visit)
    cast.called_in(visit, by=cast.staff(facility, "bidan"))
    return visit


def line(facility, code, quantity=10, **more):
    usual = {"dose": "1 tablet", "frequency": "3x1", "days": 3, "quantity": quantity}
    return Line(drug(facility, code), **usual | more)


def prescribed(visit, *lines, by, **more):
    """Write a prescription for the patient being served."""
    wanted = [line(visit.facility, code, quantity) for code, quantity in lines]
    return services.prescribe(visit, cast.entry_of(visit), wanted, by=by, **more)


def prepared(prescription, *, by, **more):
    """Pass a prescription through its review and have it packed."""
    prescription = services.review(prescription, all_in_order(), by=by, **more)
    return services.dispense(prescription, by=by)


def at_pharmacy(visit, *, by):
    """Let the examiner finish, and the pharmacist call the patient to the window."""
    cast.go_on(visit, cast.entry_of(visit).served_by.role)
    visit = cast.fresh(visit)
    cast.called_in(visit, by=by)
    return visit


def handed_over(prescription, *, by):
    return services.hand_over(prescription, TWO, True, by=by)


def kinds(visit):
    return list(visit.events.values_list("kind", flat=True))

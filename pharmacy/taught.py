"""What a prescription tells its visit: that there is medicine to fetch, and that the patient comes back with it."""

from collections.abc import Iterable
from typing import Protocol

from puskesmas.facility.models import Staff
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact

from .models import Drug, Prescription


class HasDrug(Protocol):
    """A line of a prescription, typed or written."""

    @property
    def drug(self) -> Drug:
        """The drug it asks for."""


def facts_of(lines: Iterable[HasDrug]) -> set[Fact]:
    """Give what the drugs of some lines teach."""
    return {Fact(word) for line in lines for word in line.drug.teaches}


def teach(prescription: Prescription, facts: Iterable[Fact], *, by: Staff) -> None:
    """Teach facts in the prescription's name, and know its visit as it stands then."""
    for fact in sorted(facts):
        prescription.visit = movement.learn(prescription.visit, fact, source=prescription.source, by=by)


def withdraw(prescription: Prescription, facts: Iterable[Fact], *, by: Staff, reason: str = "") -> None:
    """Withdraw facts taught in the prescription's name, and know its visit as it stands then."""
    for fact in sorted(facts):
        prescription.visit = movement.withdraw(
            prescription.visit, fact, source=prescription.source, by=by, reason=reason
        )

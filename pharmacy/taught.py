"""What a prescription tells its visit: that there is medicine to fetch, and that the patient comes back with it."""

from collections.abc import Iterable
from typing import Protocol

from puskesmas.visits.facts import Fact
from puskesmas.visits.movement import Chapter

from .models import Drug, Prescription


class HasDrug(Protocol):
    """A line of a prescription, typed or written."""

    @property
    def drug(self) -> Drug:
        """The drug it asks for."""


def facts_of(lines: Iterable[HasDrug]) -> set[Fact]:
    """Give what the drugs of some lines teach."""
    return {Fact(word) for line in lines for word in line.drug.teaches}


def teach(prescription: Prescription, facts: Iterable[Fact], *, chapter: Chapter) -> None:
    """Teach facts in the prescription's name."""
    for fact in sorted(facts):
        chapter.learn(fact, source=prescription.source)


def withdraw(prescription: Prescription, facts: Iterable[Fact], *, chapter: Chapter, reason: str = "") -> None:
    """Withdraw facts taught in the prescription's name."""
    for fact in sorted(facts):
        chapter.withdraw(fact, source=prescription.source, reason=reason)

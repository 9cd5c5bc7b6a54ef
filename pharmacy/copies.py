"""The copy of a prescription: what another pharmacy must know of what was given here and what was not."""

from dataclasses import dataclass

from .models import Prescription, PrescriptionItem
from .wording import rule_of_use


@dataclass(frozen=True)
class CopyLine:
    """One drug as a copy carries it, with det (given), nedet (not given) or how much of it was."""

    drug: str
    asked: int
    given: int
    unit: str
    rule: str
    note: str

    @property
    def mark(self) -> str:
        """The word by which pharmacies tell each other."""
        if self.given == 0:
            return "nedet"
        return "det" if self.given == self.asked else f"det {self.given}, nedet {self.asked - self.given}"


def copy_of(prescription: Prescription) -> list[CopyLine]:
    """Give every drug asked for with what was given of it; the page prints it with the prescriber's name."""
    items = prescription.items.filter(version=prescription.version).select_related("drug")
    return [_line(item) for item in items]


def needs_copy(prescription: Prescription) -> bool:
    """Tell whether the patient leaves with something still to be fetched elsewhere."""
    return any(line.given < line.asked for line in copy_of(prescription))


def _line(item: PrescriptionItem) -> CopyLine:
    return CopyLine(
        drug=str(item.drug),
        asked=item.quantity,
        given=item.given_quantity,
        unit=item.drug.unit,
        rule=rule_of_use(item.dose, item.frequency),
        note=item.note,
    )

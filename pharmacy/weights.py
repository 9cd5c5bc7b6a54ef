"""What a patient weighs: as the prescription says, or else as a room measured it in this visit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from puskesmas.visits.models import Visit

from .models import Prescription


@dataclass(frozen=True)
class Weight:
    """A weight in kilograms, with when it was measured if a room measured it."""

    kg: Decimal
    measured_at: datetime | None = None

    @property
    def text(self) -> str:
        """The weight as it is read: "14,2 kg"."""
        return f"{self.kg.normalize():f} kg".replace(".", ",")


Scale = Callable[[Visit], tuple[Decimal, datetime] | None]
_scales: list[Scale] = []


def register_scale(scale: Scale) -> Scale:
    """Let the floor that measures answer what a visit's patient weighed last; the last one registered is asked."""
    _scales.append(scale)
    return scale


def weight_of(prescription: Prescription) -> Weight | None:
    """Give the weight a dose is judged by; a correction of a measurement is seen at once, since none is copied."""
    if prescription.weight_kg:
        return Weight(prescription.weight_kg)
    measured = _scales[-1](prescription.visit) if _scales else None
    return Weight(*measured) if measured else None


def typed(weight: Weight | None) -> str:
    """Give a weight as it would be typed: "14,2"; empty when nobody weighed."""
    return weight.text.removesuffix(" kg") if weight else ""


def kilograms(weight: Weight | None) -> Decimal | None:
    """Give the bare number of a weight."""
    return weight.kg if weight else None

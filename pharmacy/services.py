"""What staff do with a prescription, in the order they do it; what they do with stock is in `stock`."""

from .dispensing import dispense, not_had
from .handing_over import hand_over, take_back
from .lines import Line
from .prescribing import cancel, change, clarify, prescribe
from .reviewing import alerts_of, hold, review

__all__ = [
    "Line",
    "alerts_of",
    "cancel",
    "change",
    "clarify",
    "dispense",
    "hand_over",
    "hold",
    "not_had",
    "prescribe",
    "review",
    "take_back",
]

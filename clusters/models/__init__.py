"""Records every room may write about a visit."""

from .base import RoomRecord, Versioned
from .draft import Draft
from .exam import Case, Diagnosis, Identifier, IdentityCheck, Soap
from .result import ScreeningOutcome, ScreeningResult
from .screening import ScreeningNote
from .triage import TO_EMERGENCY, Colour, Triage
from .vitals import MEASURED, VitalSigns

__all__ = [
    "MEASURED",
    "TO_EMERGENCY",
    "Case",
    "Colour",
    "Diagnosis",
    "Draft",
    "Identifier",
    "IdentityCheck",
    "RoomRecord",
    "ScreeningNote",
    "ScreeningOutcome",
    "ScreeningResult",
    "Soap",
    "Triage",
    "Versioned",
    "VitalSigns",
]

"""Records of klaster 3: adults and the old."""

from .lansia import CarePlan, Concern, ElderlyVisit
from .ptm import GlucoseKind, GlucoseMethod, PtmRecord, Smoking
from .register import Control, Disease, Register, RegisterEnding

__all__ = [
    "CarePlan",
    "Concern",
    "Control",
    "Disease",
    "ElderlyVisit",
    "GlucoseKind",
    "GlucoseMethod",
    "PtmRecord",
    "Register",
    "RegisterEnding",
    "Smoking",
]

"""Records of the rooms across clusters: emergency, bed and birth."""

from .delivery import (
    BirthCare,
    BirthPlace,
    ChildOutcome,
    Complication,
    DeliveredChild,
    DeliveryRecord,
    MotherOutcome,
)
from .emergency import EmergencyRecord, Mode
from .inpatient import InpatientNote, InpatientRecord
from .observation import Fares, Observation

__all__ = [
    "BirthCare",
    "BirthPlace",
    "ChildOutcome",
    "Complication",
    "DeliveredChild",
    "DeliveryRecord",
    "EmergencyRecord",
    "Fares",
    "InpatientNote",
    "InpatientRecord",
    "Mode",
    "MotherOutcome",
    "Observation",
]

"""Records of the rooms across clusters: emergency, bed and birth."""

from .delivery import BirthPlace, ChildOutcome, DeliveredChild, DeliveryRecord, MotherOutcome
from .emergency import EmergencyRecord, Mode
from .inpatient import InpatientNote, InpatientRecord

__all__ = [
    "BirthPlace",
    "ChildOutcome",
    "DeliveredChild",
    "DeliveryRecord",
    "EmergencyRecord",
    "InpatientNote",
    "InpatientRecord",
    "Mode",
    "MotherOutcome",
]

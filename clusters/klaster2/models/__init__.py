"""Records of klaster 2: mothers and children."""

from .antenatal import (
    ANSWERED,
    AntenatalRecord,
    Handling,
    Presentation,
    Strip,
    Tested,
    Topic,
    TripleElimination,
    Trouble,
)
from .childhood import Childhood
from .growth import Capsule, GrowthRecord
from .immunization import DoseStatus, GivenAt, Immunization
from .newborn import CareGiven, Cord, Danger, Feeding, Handled, NewbornRecord, Prick, Window
from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "ANSWERED",
    "AntenatalRecord",
    "Capsule",
    "CareGiven",
    "Childhood",
    "Cord",
    "Danger",
    "Dating",
    "DoseStatus",
    "Ending",
    "Feeding",
    "GivenAt",
    "GrowthRecord",
    "Handled",
    "Handling",
    "Illness",
    "Immunization",
    "NewbornRecord",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
    "Presentation",
    "Prick",
    "Strip",
    "Tested",
    "Topic",
    "TripleElimination",
    "Trouble",
    "Window",
]

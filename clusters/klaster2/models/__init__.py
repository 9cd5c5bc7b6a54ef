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
from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "ANSWERED",
    "AntenatalRecord",
    "Capsule",
    "Childhood",
    "Dating",
    "DoseStatus",
    "Ending",
    "GivenAt",
    "GrowthRecord",
    "Handling",
    "Illness",
    "Immunization",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
    "Presentation",
    "Strip",
    "Tested",
    "Topic",
    "TripleElimination",
    "Trouble",
]

"""Records of klaster 2: mothers and children."""

from .childhood import Childhood
from .growth import Capsule, GrowthRecord
from .immunization import DoseStatus, GivenAt, Immunization
from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "Capsule",
    "Childhood",
    "Dating",
    "DoseStatus",
    "Ending",
    "GivenAt",
    "GrowthRecord",
    "Illness",
    "Immunization",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
]

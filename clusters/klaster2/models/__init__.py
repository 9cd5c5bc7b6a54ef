"""Records of klaster 2: mothers and children."""

from .childhood import Childhood
from .immunization import DoseStatus, GivenAt, Immunization
from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "Childhood",
    "Dating",
    "DoseStatus",
    "Ending",
    "GivenAt",
    "Illness",
    "Immunization",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
]

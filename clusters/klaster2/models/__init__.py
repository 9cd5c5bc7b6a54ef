"""Records of klaster 2: mothers and children."""

from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "Dating",
    "Ending",
    "Illness",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
]

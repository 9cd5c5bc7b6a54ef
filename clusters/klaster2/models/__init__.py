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
from .family_planning import FamilyPlanningRecord, MethodGiven, SideEffect, UserKind
from .growth import Capsule, GrowthRecord
from .immunization import DoseStatus, GivenAt, Immunization
from .mtbs import MtbsColour, MtbsRecord
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
    "FamilyPlanningRecord",
    "Feeding",
    "GivenAt",
    "GrowthRecord",
    "Handled",
    "Handling",
    "Illness",
    "Immunization",
    "MethodGiven",
    "MtbsColour",
    "MtbsRecord",
    "NewbornRecord",
    "Obstetric",
    "Pregnancy",
    "PregnancyRecord",
    "Presentation",
    "Prick",
    "SideEffect",
    "Strip",
    "Tested",
    "Topic",
    "TripleElimination",
    "Trouble",
    "UserKind",
    "Window",
]

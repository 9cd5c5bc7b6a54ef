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
from .ending import PregnancyEnd
from .family_planning import FamilyPlanningRecord, MethodGiven, SideEffect, UserKind
from .growth import Capsule, GrowthRecord
from .immunization import DoseStatus, GivenAt, Immunization
from .mtbs import MtbsColour, MtbsRecord
from .newborn import CareGiven, Cord, Danger, Feeding, Handled, NewbornRecord, Prick, Window
from .postnatal import After, Breast, Fundus, Lochia, PostnatalRecord, Wound
from .pregnancy import Dating, Ending, Illness, Obstetric, Pregnancy, PregnancyRecord

__all__ = [
    "ANSWERED",
    "After",
    "AntenatalRecord",
    "Breast",
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
    "Fundus",
    "GivenAt",
    "GrowthRecord",
    "Handled",
    "Handling",
    "Illness",
    "Immunization",
    "Lochia",
    "MethodGiven",
    "MtbsColour",
    "MtbsRecord",
    "NewbornRecord",
    "Obstetric",
    "PostnatalRecord",
    "Pregnancy",
    "PregnancyEnd",
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
    "Wound",
]

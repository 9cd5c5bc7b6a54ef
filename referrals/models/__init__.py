"""The papers that send a patient somewhere, and their replies."""

from .activity import Activity, ActivityKind, ActivityStatus
from .appointment import Appointment, AppointmentStatus, PlaceKind
from .counter import LetterCounter
from .follow_up import FollowUp, TaskOutcome, TaskStatus
from .internal import InternalReferral
from .lab_correction import LabCorrection
from .lab_item import LabFlag, LabOrderItem
from .lab_order import LabOrder, LabStatus
from .lab_test import LabGroup, LabTest, ResultKind
from .loose_end import LooseEnd, LooseKind
from .outward import Consent, OutwardReferral, ReferralKind, ReferralStatus, RefusedBy
from .result_to_read import Outcome, ResultToRead
from .village_officer import VillageOfficer

__all__ = [
    "Activity",
    "ActivityKind",
    "ActivityStatus",
    "Appointment",
    "AppointmentStatus",
    "Consent",
    "FollowUp",
    "InternalReferral",
    "LabCorrection",
    "LabFlag",
    "LabGroup",
    "LabOrder",
    "LabOrderItem",
    "LabStatus",
    "LabTest",
    "LetterCounter",
    "LooseEnd",
    "LooseKind",
    "Outcome",
    "OutwardReferral",
    "PlaceKind",
    "ReferralKind",
    "ReferralStatus",
    "RefusedBy",
    "ResultKind",
    "ResultToRead",
    "TaskOutcome",
    "TaskStatus",
    "VillageOfficer",
]

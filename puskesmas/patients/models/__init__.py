"""The people a puskesmas cares for, what covers them, and who looked at or changed what is known of them."""

from .coverage import Allergy, Coverage, CoverageKind, CoverageSource, CoverageStatus, NoAllergyKnown
from .ledger import ChangeKind, PatientChange, RecordCounter, RecordOpened
from .patient import Patient, Sex

__all__ = [
    "Allergy",
    "ChangeKind",
    "Coverage",
    "CoverageKind",
    "CoverageSource",
    "CoverageStatus",
    "NoAllergyKnown",
    "Patient",
    "PatientChange",
    "RecordCounter",
    "RecordOpened",
    "Sex",
]

"""The people a puskesmas cares for, what covers them, and who looked at or changed what is known of them."""

from .coverage import Allergy, Coverage
from .ledger import PatientChange, RecordCounter, RecordOpened
from .patient import Patient

__all__ = ["Allergy", "Coverage", "Patient", "PatientChange", "RecordCounter", "RecordOpened"]

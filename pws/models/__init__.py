"""What PWS keeps: the numbers handed to it, what it has read, and what it counted."""

from .figures import PwsDisease, PwsFigure, PwsRun, RunState
from .ledger import EntryKind, Ledger, PwsCursor, PwsEntry, PwsMark
from .targets import Basis, PwsRate, PwsTarget

__all__ = [
    "Basis",
    "EntryKind",
    "Ledger",
    "PwsCursor",
    "PwsDisease",
    "PwsEntry",
    "PwsFigure",
    "PwsMark",
    "PwsRate",
    "PwsRun",
    "PwsTarget",
    "RunState",
]

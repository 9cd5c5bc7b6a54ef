"""What PWS keeps: the numbers handed to it, what it has read, and what it counted."""

from .acting import Origin, ProblemState, PwsPlan, PwsPlanActivity, PwsPlanTask, PwsProblem, PwsRating
from .figures import PwsDisease, PwsFigure, PwsRun, RunState
from .ledger import EntryKind, Ledger, PwsCursor, PwsEntry, PwsMark
from .targets import Basis, PwsRate, PwsTarget

__all__ = [
    "Basis",
    "EntryKind",
    "Ledger",
    "Origin",
    "ProblemState",
    "PwsCursor",
    "PwsDisease",
    "PwsEntry",
    "PwsFigure",
    "PwsMark",
    "PwsPlan",
    "PwsPlanActivity",
    "PwsPlanTask",
    "PwsProblem",
    "PwsRate",
    "PwsRating",
    "PwsRun",
    "PwsTarget",
    "RunState",
]

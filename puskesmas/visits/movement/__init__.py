"""The one writer of a visit's state: each verb locks, asks, moves the machine, and writes a sentence about it."""

from ..guards import MoveRefused
from .arriving import open_visit
from .births import Child, born
from .chapters import Chapter, chapter
from .core import current_profile, locked
from .detours import detour, hand_on
from .emergencies import escalate, stand_down
from .knowing import book, identify, learn, note, record, tell, untell, withdraw
from .leaving import NotGiven, at_exit, close, discharge
from .stepping import advance, at_counter
from .undoing import undo

__all__ = [
    "Chapter",
    "Child",
    "MoveRefused",
    "NotGiven",
    "advance",
    "at_counter",
    "at_exit",
    "book",
    "born",
    "chapter",
    "close",
    "current_profile",
    "detour",
    "discharge",
    "escalate",
    "hand_on",
    "identify",
    "learn",
    "locked",
    "note",
    "open_visit",
    "record",
    "stand_down",
    "tell",
    "undo",
    "untell",
    "withdraw",
]

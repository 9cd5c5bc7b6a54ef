"""A visit's walk as data: the stops on its line, and the loops that leave it and come back."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Where the patient is with a stop or a loop."""

    DONE = "done"
    HERE = "here"
    NEXT = "next"
    LATER = "later"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Loop:
    """One detour from a stop: out to another room and back to the kept place."""

    label: str
    sub: str
    mark: Mark
    sent: str = ""  # "dikirim 08.44", beside the leg that leaves
    back: str = ""  # "kembali 09.07", beside the leg that returns


@dataclass(frozen=True, slots=True)
class WalkStop:
    """One stop on the line, with the words a reader needs and why it was passed over, if it was."""

    key: str
    label: str
    sub: str
    mark: Mark
    letter: str
    loops: tuple[Loop, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """The whole line of one visit; ``sentence`` says it in words for those who do not see it."""

    line: str
    stops: tuple[WalkStop, ...]
    serving: bool
    away: bool
    sentence: str

"""How the house says no: a code for machines, a sentence for people, and every reason that applies."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """One reason, with the field it stands beside if it came from a form."""

    code: str
    message: str
    field: str = ""


class Refused(Exception):
    """Something was not done; says what, why, and what to do now."""

    def __init__(self, code: str, message: str, reasons: Sequence[Refusal] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        return self.message

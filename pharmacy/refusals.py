"""What the pharmacy may refuse of what was typed; what it may not do now is a MoveRefused."""

from collections.abc import Iterable

from puskesmas.facility.refusals import Refusal, Refused

LONGEST_REASON = 200


class PrescriptionInvalid(Refused):
    """What was typed on a prescription, a review or a stock card cannot be written; `reasons` says why."""

    @classmethod
    def because(cls, reasons: Iterable[Refusal]) -> "PrescriptionInvalid":
        """Give the refusal with every reason that applies, field by field."""
        return cls("invalid", "Isian belum bisa disimpan. Perbaiki yang ditandai.", tuple(reasons))


def need(words: str, *, message: str, field: str, longest: int = LONGEST_REASON) -> str:
    """Give the words without loose blanks; refuses when nothing was written, or more than is kept."""
    tidy = tidied(words, field=field, longest=longest)
    if not tidy:
        raise PrescriptionInvalid.because([Refusal("required", message, field)])
    return tidy


def tidied(words: str, *, field: str, longest: int = LONGEST_REASON) -> str:
    """Give the words without loose blanks; refuses more than is kept rather than cutting it short."""
    tidy = " ".join(words.split())
    if len(tidy) > longest:
        raise PrescriptionInvalid.because([Refusal("too_long", f"Paling panjang {longest} huruf.", field)])
    return tidy

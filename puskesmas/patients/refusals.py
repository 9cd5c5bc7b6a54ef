"""What the patients floor may refuse."""

from puskesmas.facility.refusals import Refusal, Refused


class IdentityRefused(Refused):
    """What was typed about a person cannot be written; `reasons` says why, field by field."""

    @classmethod
    def because(cls, reasons: list[Refusal]) -> "IdentityRefused":
        return cls("invalid", "Data pasien belum bisa disimpan. Perbaiki isian yang ditandai.", reasons)


class MergeRefused(Refused):
    """Two records cannot be one person's, or not in this direction."""

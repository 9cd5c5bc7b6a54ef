"""What klaster 2 says of children in words."""

from datetime import date

from .immunization import Judged, Verdict

# Without its day, for a record that keeps the verdict alone.
BARE = {
    Verdict.VALID: "sah",
    Verdict.TOO_YOUNG: "terlalu muda",
    Verdict.TOO_OLD: "terlalu tua",
    Verdict.TOO_SOON: "terlalu dekat dengan dosis sebelumnya",
    Verdict.NO_DOSE_BEFORE: "dosis sebelumnya belum sah",
    Verdict.LIVE_TOO_CLOSE: "terlalu dekat dengan vaksin hidup lain",
    Verdict.TWICE: "sudah pernah diberikan",
    Verdict.UNKNOWN: "tidak ada di jadwal",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_VERDICTS = {
    Verdict.VALID: "sah",
    Verdict.TOO_YOUNG: "terlalu muda, sah mulai {day}",
    Verdict.TOO_OLD: "terlalu tua, batasnya sebelum {day}",
    Verdict.TOO_SOON: "terlalu dekat dengan dosis sebelumnya, sah mulai {day}",
    Verdict.NO_DOSE_BEFORE: "dosis sebelumnya belum ada yang sah",
    Verdict.LIVE_TOO_CLOSE: "terlalu dekat dengan vaksin hidup lain, sah mulai {day}",
    Verdict.TWICE: "sudah pernah diberikan",
    Verdict.UNKNOWN: "tidak ada di jadwal",
}


def short_day(on: date) -> str:
    """Write a day as the card does: 9 Mar 2025."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def verdict_in_words(judged: Judged) -> str:
    """Say why a dose counts or does not."""
    return _VERDICTS[judged.verdict].format(day=short_day(judged.from_day) if judged.from_day else "")

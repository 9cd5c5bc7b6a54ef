"""Whether a drug is one a patient must not be given: substances compared by their sound, not by their spelling."""

import re
import unicodedata
from collections.abc import Iterable

# One substance is written two ways: amoxicillin, amoksisilin; cotrimoxazole, kotrimoksazol.
_SPELLINGS = (
    (re.compile(r"ch"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"th"), "t"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"[cq]"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=[a-z]{3})e$"), ""),
)
_SHORTEST = 4
_SAYS_NOTHING = frozenset(
    {"alergi", "antibiotik", "asam", "golongan", "injeksi", "jenis", "kapsul", "klorida", "obat", "semua", "sirup"}
    | {"suntik", "tablet", "tetes", "turunan", "vitamin", "salep", "krim", "hidroklorida", "sulfat", "natrium"}
)


def folded(words: str) -> frozenset[str]:
    """Give the words of a substance as they sound, without those that name no substance."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = (_as_it_sounds(word) for word in re.findall(r"[a-z]+", plain) if word not in _SAYS_NOTHING)
    return frozenset(word for word in found if len(word) >= _SHORTEST)


def _as_it_sounds(word: str) -> str:
    for spelling, sound in _SPELLINGS:
        word = spelling.sub(sound, word)
    return word


def matches(allergy: str, substances: Iterable[str]) -> bool:
    """Tell whether an allergy names one of a drug's substances, or the beginning of one (sulfa, sulfametoksazol)."""
    noted = folded(allergy)
    held = frozenset().union(*(folded(substance) for substance in substances))
    return any(substance.startswith(word) for word in noted for substance in held)

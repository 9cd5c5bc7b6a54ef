"""Rules of use as patients read them: "3x1" and "3 dd 1 tab" become "3 kali sehari 1 tablet"."""

import re

_TIMES_A_DAY = re.compile(
    r"^(?P<times>\d{1,2})\s*(x|×|dd|kali)\s*([\d½¼/.,]+(\s*\w+)?|(se|per\s*)?hari)?$", re.IGNORECASE
)
_LATIN = {
    "a.c.": "sebelum makan",
    "a.n.": "malam sebelum tidur",
    "d.c.": "bersama makan",
    "h.s.": "saat akan tidur",
    "p.c.": "sesudah makan",
    "p.r.n.": "bila perlu",
    "s.u.e.": "untuk pemakaian luar",
}


def rule_of_use(dose: str, frequency: str) -> str:
    """Give how to take a drug in words; what is not recognised is given as it was written, dose last."""
    dose, frequency = dose.strip(), in_words(frequency.strip())
    found = _TIMES_A_DAY.match(frequency)
    if found:
        return f"{int(found['times'])} kali sehari {dose}"
    return f"{frequency}, {dose}" if dose else frequency


def in_words(text: str) -> str:
    """Give a note with its Latin abbreviations written out."""
    return " ".join(_LATIN.get(word.lower(), word) for word in text.split())

"""What somebody typed into the search box, read by its shape."""

import re
from dataclasses import dataclass
from enum import StrEnum

from . import identity
from .numbers import WIDTH

SHORTEST_WORD = 2
_ONLY_DIGITS = re.compile(r"^\+?[\d\s.\-/()]+$")
_RECORD_NUMBER = re.compile(r"^(?:no\.?\s*)?rm[\s.:\-]*([\d\s.\-]+)$", re.IGNORECASE)
_LONGEST_RECORD_NUMBER = 8


class Kind(StrEnum):
    """What a search asks by."""

    NIK = "nik"
    BPJS = "bpjs"
    PHONE = "phone"
    RECORD_NUMBER = "record_number"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reading:
    """One search: by what, for what, and what to say if it cannot be."""

    kind: Kind
    value: str = ""
    hint: str = ""


def read(typed: str) -> Reading:
    """Recognise a NIK, a BPJS card, a phone, a record number or a name."""
    typed = (typed or "").strip()
    if labelled := _RECORD_NUMBER.match(typed):
        return Reading(Kind.RECORD_NUMBER, identity.digits(labelled[1]).zfill(WIDTH))
    if typed.isascii() and _ONLY_DIGITS.match(typed):
        return _read_number(typed)
    words = [word for word in identity.folded(typed).split() if len(word) >= SHORTEST_WORD]
    if words:
        return Reading(Kind.NAME, " ".join(words))
    return Reading(Kind.NOTHING, hint="Ketik paling sedikit dua huruf nama, atau nomornya." if typed else "")


def _read_number(typed: str) -> Reading:
    number = identity.local_phone(typed)
    if len(number) == identity.NIK_LENGTH:
        return Reading(Kind.NIK, number)
    if number.startswith("08") and not identity.phone_errors(number):
        return Reading(Kind.PHONE, number)
    if len(number) == identity.BPJS_LENGTH:
        return Reading(Kind.BPJS, number)
    if number and len(number) <= _LONGEST_RECORD_NUMBER:
        return Reading(Kind.RECORD_NUMBER, number.zfill(WIDTH))
    hint = f"Ada {len(number)} angka. NIK 16 angka, BPJS 13, nomor HP 08…, nomor RM {WIDTH}. Periksa lagi."
    return Reading(Kind.NOTHING, hint=hint)

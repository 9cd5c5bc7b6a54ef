"""What a name, a NIK, a card number and a phone may look like; text always, never a number.

A NIK or a card number begins with zeros that mean something, and sixteen digits do not survive a spreadsheet.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

NIK_LENGTH = 16
BPJS_LENGTH = 13
FEMALE_DAY_OFFSET = 40  # a woman's day of birth is written plus forty

_SEPARATORS = re.compile(r"[\s.\-/()]+")
_PROVINCES = range(11, 98)


@dataclass(frozen=True)
class NikParts:
    """What sixteen digits claim: where first registered, born when, and of which sex."""

    area: str
    day: int
    month: int
    year_in_century: int
    sex: str
    serial: str


def digits(text: str) -> str:
    """Return what was typed without the spaces, dots and dashes people put between digits."""
    return _SEPARATORS.sub("", text or "")


def nik_errors(nik: str) -> list[str]:
    """Return the sentences that keep a number from being a NIK; none if it may be one."""
    return _digit_errors(nik, length=NIK_LENGTH, what="NIK")


def kk_errors(kk: str) -> list[str]:
    """Return the sentences that keep a number from being that of a family card."""
    return _digit_errors(kk, length=NIK_LENGTH, what="Nomor KK")


def bpjs_errors(number: str) -> list[str]:
    """Return the sentences that keep a number from being that of a BPJS card."""
    return _digit_errors(number, length=BPJS_LENGTH, what="Nomor BPJS")


def phone_errors(phone: str) -> list[str]:
    """Return the sentences that keep a number from being a phone's."""
    if not phone.isascii() or not phone.isdigit():
        return ["Nomor HP hanya boleh berisi angka. Hapus huruf atau tanda lainnya."]
    if not phone.startswith("0"):
        return ["Nomor HP dimulai dengan 0, misalnya 0812. Periksa lagi nomornya."]
    if not 9 <= len(phone) <= 13:
        return [f"Nomor HP biasanya 10 sampai 13 angka, ini {len(phone)}. Periksa lagi nomornya."]
    return []


def name_errors(name: str) -> list[str]:
    """Return the sentences that keep a word from being a person's name; a single name is one."""
    if not name:
        return ["Nama belum diisi. Tulis seperti di kartu identitas."]
    if len(name) > 100:
        return [f"Nama paling panjang 100 huruf, ini {len(name)}. Singkat gelarnya."]
    if any(character.isdigit() for character in name):
        return ["Nama tidak memuat angka. Periksa apakah nomor terketik di kolom nama."]
    if not folded(name):
        return ["Nama harus memuat huruf. Tulis seperti di kartu identitas."]
    return []


def birth_date_errors(birth_date: date, *, today: date) -> list[str]:
    """Return the sentences that keep a day from being that of a living person's birth."""
    if birth_date > today:
        return ["Tanggal lahir belum terjadi. Periksa lagi tahunnya."]
    if birth_date.year < today.year - 130:
        return ["Tanggal lahir lebih dari 130 tahun lalu. Periksa lagi tahunnya."]
    return []


def nik_parts(nik: str) -> NikParts:
    """Read what a well-formed NIK claims."""
    day = int(nik[6:8])
    female = day > FEMALE_DAY_OFFSET
    return NikParts(
        area=nik[:6],
        day=day - FEMALE_DAY_OFFSET if female else day,
        month=int(nik[8:10]),
        year_in_century=int(nik[10:12]),
        sex="P" if female else "L",
        serial=nik[12:],
    )


def nik_warnings(nik: str, *, sex: str, birth_date: date | None) -> list[str]:
    """Return what a NIK says differently from the form; a reason to look again, never to refuse.

    A NIK stays for life, also when date of birth or place are corrected later, so it may rightly differ.
    """
    claimed = nik_parts(nik)
    warnings = []
    if int(nik[:2]) not in _PROVINCES:
        warnings.append("Dua angka pertama NIK bukan kode provinsi. Periksa lagi kartunya.")
    if sex and claimed.sex != sex:
        words = {"L": "laki-laki", "P": "perempuan"}
        warnings.append(
            f"Menurut NIK pasien ini {words[claimed.sex]}, di isian {words[sex]}. Pastikan mana yang benar."
        )
    if birth_date and (claimed.day, claimed.month, claimed.year_in_century) != (
        birth_date.day,
        birth_date.month,
        birth_date.year % 100,
    ):
        written = f"{claimed.day:02}-{claimed.month:02}-{claimed.year_in_century:02}"
        warnings.append(f"Menurut NIK lahir {written}, di isian {birth_date:%d-%m-%y}. Pastikan mana yang benar.")
    if claimed.serial == "0000":
        warnings.append("Empat angka terakhir NIK 0000. Periksa lagi kartunya.")
    return warnings


def local_phone(text: str) -> str:
    """Return a phone number as people here write it: +62 812… and 62812… become 0812…."""
    number = digits(text).removeprefix("+")
    if number.startswith("62") and len(number) >= 11:
        return "0" + number[2:]
    return number


def tidy_name(text: str) -> str:
    """Return a name with single spaces and one kind of apostrophe, otherwise as it was written."""
    text = unicodedata.normalize("NFC", text or "").translate(_APOSTROPHES_AS_TYPED)
    return " ".join(text.split())


_APOSTROPHES_AS_TYPED = {ord(mark): "'" for mark in "‘’ʼ`´"}
_MUHAMMAD = frozenset(
    {"m", "moh", "moch", "mohd", "much", "muh", "muhd", "mhd"}
    | {"mochamad", "mochammad", "mohamad", "mohamed", "mohammad", "muchamad", "muchammad", "muhamad", "muhammad"}
)
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sy", "s"))
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


def folded(name: str) -> str:
    """Return a name as it is searched: no accents, no marks, old spelling as new, every Muhammad alike.

    Both what is stored and what is typed go through here, so Soekarno finds Sukarno and Nu'man finds Numan.
    """
    text = unicodedata.normalize("NFKD", tidy_name(name)).casefold()
    text = "".join(mark for mark in text if not unicodedata.combining(mark) and mark != "'")
    return " ".join(_folded_word(word) for word in _NOT_A_LETTER.sub(" ", text).split())


def _folded_word(word: str) -> str:
    if word in _MUHAMMAD:
        return "muhammad"
    for old, new in _OLD_SPELLING:
        word = word.replace(old, new)
    return word


def _digit_errors(number: str, *, length: int, what: str) -> list[str]:
    if not number.isascii() or not number.isdigit():
        return [f"{what} hanya boleh berisi angka. Hapus huruf atau tanda lainnya."]
    if len(number) < length:
        return [f"{what} harus {length} angka, baru {len(number)}. Periksa lagi kartunya."]
    if len(number) > length:
        return [f"{what} harus {length} angka, ini {len(number)}. Periksa lagi kartunya."]
    if len(set(number)) == 1:
        return [f"{what} tidak mungkin {length} angka yang sama. Kosongkan bila kartunya tidak ada."]
    return []

"""The signs that sort a patient into a colour, as the reference file has them."""

from collections.abc import Iterable, Mapping
from datetime import date

from .reference import FOLDER, edition_on

FILE = FOLDER / "triage.toml"
GRAVITY = ("hijau", "kuning", "merah", "hitam")  # mildest first
GRAVEST = "merah"  # of those who can be helped


def edition(on: date) -> str:
    """Give the edition of the signs in force on a day."""
    return str(edition_on(FILE, on)["version"])


def signs_on(on: date) -> Mapping[str, Mapping[str, str]]:
    """Give the signs of each colour in force on a day, each with its words."""
    file = edition_on(FILE, on)
    return {colour: file.get(colour, {}) for colour in ("merah", "kuning", "hijau", "hitam")}


def colour_of(sign: str, on: date) -> str:
    """Give the colour a sign belongs to; raises KeyError for one nobody knows."""
    for colour, signs in signs_on(on).items():
        if sign in signs:
            return colour
    raise KeyError(sign)


def mildest_colour(signs: Iterable[str], on: date) -> str:
    """Give the mildest colour that fits some signs: that of the gravest one; empty when there are none."""
    return max((colour_of(sign, on) for sign in signs), key=GRAVITY.index, default="")


def is_milder(colour: str, than: str) -> bool:
    """Tell whether one colour is milder than another."""
    return bool(than) and GRAVITY.index(colour) < GRAVITY.index(than)


def response_minutes(colour: str, on: date) -> int | None:
    """Give within how many minutes care must begin; none for those beyond help."""
    return _minutes("response_minutes", colour, on)


def late_after_minutes(colour: str, on: date) -> int | None:
    """Give after how many minutes the clock calls the doctor late; none for those beyond help."""
    return _minutes("late_after_minutes", colour, on)


def _minutes(table: str, colour: str, on: date) -> int | None:
    minutes = edition_on(FILE, on)[table].get(colour)
    return None if minutes is None else int(minutes)

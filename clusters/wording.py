"""Numbers as Indonesians write them: a decimal comma, and no zeros nobody measured."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$")


def number(typed: object) -> Decimal | None:
    """Give the number somebody typed, with comma or point; None when it is not one."""
    text = str(typed).strip()
    return Decimal(text.replace(",", ".")) if _NUMBER.match(text) else None


def spoken(value: Decimal | int) -> str:
    """Write a number as people here do: 36,5 and 158."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")

"""What a laboratory officer typed as a result, read as it was meant."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

LONGEST = 200
_THOUSANDS = re.compile(r"^\d{1,3}(\.\d{3})+$")


def number_in(typed: str) -> Decimal | None:
    """Give the number meant by Indonesian hands: 12,5 and 12.5 are one value, 250.000 and 250000 another."""
    text = (typed or "").strip().replace(" ", "")
    if "," in text:
        whole, _, rest = text.partition(",")
        if "." in rest or "," in rest or ("." in whole and not _THOUSANDS.match(whole)):
            return None
        text = f"{whole.replace('.', '')}.{rest}"
    elif _THOUSANDS.match(text):
        text = text.replace(".", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def written(number: Decimal) -> str:
    """Give a number as Indonesians write it: 12,5 and 250.000."""
    text = f"{number.normalize():f}"
    whole, _, rest = text.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(digits):,}".replace(",", ".")
    return f"{sign}{grouped},{rest}" if rest else f"{sign}{grouped}"


def choice_in(typed: str, choices: Sequence[str]) -> str | None:
    """Give the choice meant, whatever its capitals."""
    wanted = " ".join((typed or "").split()).casefold()
    return next((choice for choice in choices if choice.casefold() == wanted), None)

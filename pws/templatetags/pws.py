"""How PWS writes numbers and statuses in its pages."""

from datetime import date

from django import template

from puskesmas.patients.models import Patient
from puskesmas.patients.wording import age_in_words

from .. import words
from ..asking import Asked
from ..grid import Cell
from ..status import Status

register = template.Library()

register.filter("percent", words.percent)
register.filter("heads", words.heads)
register.filter("month_name", words.month_name)
register.filter("meaning", words.meaning)


@register.filter
def letter(cell: Cell) -> str:
    """Give the letter of a status; nothing where there is none."""
    return words.LETTERS.get(cell.status, "")


@register.filter
def tone(cell: Cell) -> str:
    """Give the class of a cell: B, C, K, J, or Z where nothing can be said."""
    return words.LETTERS.get(cell.status, "Z")


@register.filter
def arrow(cell: Cell) -> str:
    """Give the icon of a trend; nothing where there is none."""
    return words.ARROWS.get(cell.trend, "")


@register.filter
def heading(cell: Cell) -> str:
    """Give the word of a trend."""
    return words.TREND_WORDS[cell.trend]


@register.filter
def shown(cell: Cell) -> str:
    """Give the number that stands in a cell: a coverage, or how many where it is measured against nothing."""
    return words.percent(cell.coverage) if cell.indicator.is_share else words.heads(cell.numerator)


@register.filter
def status_word(status: Status | None) -> str:
    """Give a status as a word."""
    return status.value if status else words.NONE


@register.filter
def unlocal(value: float) -> str:
    """Give a drawing's number with a point, whatever the language of the page."""
    return f"{float(value):g}"


@register.filter
def plus(value: float, other: int) -> float:
    """Add pixels to a drawing's number."""
    return float(value) + other


@register.simple_tag
def asks(asked: Asked, **changes: str) -> str:
    """Give the filters of the address with some of them changed."""
    return asked.but(**changes)


@register.simple_tag
def age(patient: Patient, on: date) -> str:
    """Give somebody's age on a day in words."""
    return age_in_words(patient.age_on(on))

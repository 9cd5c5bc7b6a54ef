"""What is known of a person before an instrument asks, and what was typed, read into answers."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from puskesmas.facility.life_stages import Age
from puskesmas.visits.facts import Fact

from .due import Person
from .instrument import Asks, Instrument, Item, Known, Status
from .wording import number, spoken

_STATUSES = {Fact.PREGNANT: Status.PREGNANT, Fact.POSTPARTUM: Status.POSTPARTUM}
NOT_ANSWERED = "Belum dijawab."


def person_of(*, age: Age | None, sex: str, holding: Iterable[str]) -> Person:
    """Give who is asked, by what the visit holds true."""
    held = set(holding)
    return Person(age, sex, frozenset(status.value for fact, status in _STATUSES.items() if fact in held))


def known_of(*, age: Age | None, sex: str, measured: Mapping[str, Any]) -> dict[str, str]:
    """Give what is known by name as text; what nobody measured is left out, never presumed."""
    known: dict[str, str] = {}
    if age is not None:
        known[Known.AGE] = str(age.years)
    if sex:
        known[Known.SEX] = sex
    weight, height = measured.get("weight"), measured.get("height")
    if weight and height:
        metres = Decimal(height) / 100
        known[Known.BMI] = str((Decimal(weight) / (metres * metres)).quantize(Decimal("0.1")))
    if measured.get("systolic") and measured.get("diastolic"):
        known[Known.MAP] = str(mean_pressure(measured["systolic"], measured["diastolic"]))
    return known


def needs_measuring(instrument: Instrument) -> bool:
    """Tell whether an instrument knows anything that has to be measured."""
    return any(item.of in (Known.BMI, Known.MAP) for item in instrument.items)


def mean_pressure(systolic: int, diastolic: int) -> Decimal:
    """Give the mean arterial pressure in mmHg: (systolic + 2 × diastolic) / 3."""
    return ((Decimal(systolic) + 2 * Decimal(diastolic)) / 3).quantize(Decimal("0.1"))


def read(instrument: Instrument, typed: Mapping[str, Any], *, sensitive: bool = True) -> dict[str, str]:
    """Give the answers that were typed; raises ValidationError with a sentence beside each item.

    Without ``sensitive`` the items that only some may ask are not read, whatever was sent.
    """
    answers: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    for item in asked(instrument, sensitive=sensitive):
        text = str(typed.get(item.key) or "").strip()
        if not text:
            if item.required:
                errors[item.key] = [NOT_ANSWERED]
            continue
        try:
            answers[item.key] = _answer(item, text)
        except ValidationError as wrong:
            errors[item.key] = wrong.messages
    if errors:
        raise ValidationError(errors)
    return answers


def asked(instrument: Instrument, *, sensitive: bool) -> list[Item]:
    """Give the items that are put to the person; those only some may ask where ``sensitive``."""
    return [item for item in instrument.items if item.is_asked and (sensitive or not item.sensitive)]


def _answer(item: Item, text: str) -> str:
    if item.asks != Asks.NUMBER:
        if text not in {one.value for one in item.choices}:
            raise ValidationError("Pilih salah satu jawaban.")
        return text
    value = number(text)
    if value is None:
        raise ValidationError("Tulis angka.")
    if (item.least is not None and value < item.least) or (item.most is not None and value > item.most):
        raise ValidationError(f"Antara {spoken(item.least or 0)} dan {spoken(item.most or 0)} {item.unit}.".strip())
    return str(value)

"""What somebody typed at the measuring point, read into values; each mistake is a sentence beside its field."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from puskesmas.facility.life_stages import Age

from .limits import Limits, Vital, limits_on
from .vitals import CONSCIOUSNESS, PRESSURE
from .wording import number, spoken

Values = dict[str, Any]
_PAIR = ("systolic", "diastolic")


def read(typed: Mapping[str, Any], *, on: date) -> Values:
    """Give the values that were typed, "120/80" and "36,5" included; raises ValidationError with a dict."""
    limits = limits_on(on)
    errors: dict[str, list[str]] = {}
    values: Values = {}
    for field, text in _spread(typed).items():
        if text is None or str(text).strip() == "":
            continue
        try:
            values[field] = _value(field, text, limits)
        except ValidationError as error:
            errors[field] = error.messages
    _check_pair(values, errors)
    if not values and not errors:
        errors["__all__"] = ["Belum ada hasil pengukuran. Isi paling sedikit satu."]
    if errors:
        raise ValidationError(errors)
    return values


def unusual(values: Mapping[str, Any], *, on: date, age: Age | None) -> dict[str, list[str]]:
    """Give a sentence beside each value that is rare at this age, to be looked at once more before it is kept."""
    limits = limits_on(on)
    found: dict[str, list[str]] = {}
    for rule in limits.usual:
        value = values.get(rule.vital)
        if value is None or not rule.ages.hold(age) or rule.least <= value <= rule.most:
            continue
        vital = limits.vitals[rule.vital]
        found.setdefault(rule.vital, []).append(
            f"{vital.label} {spoken(value)} {vital.unit} tidak lazim (biasanya {spoken(rule.least)}–"
            f"{spoken(rule.most)}). Ukur sekali lagi; bila benar, simpan dengan tanda “sudah diperiksa ulang”."
        )
    return found


def _spread(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Take 120/80 apart, wherever of the two fields it was typed, or in one of its own."""
    fields = dict(typed)
    for name in (PRESSURE, "systolic"):
        text = str(fields.get(name) or "")
        if "/" in text:
            fields.pop(name)
            fields["systolic"], fields["diastolic"] = (part.strip() for part in text.split("/", 1))
    if PRESSURE in fields:
        fields["systolic"] = fields.pop(PRESSURE) or fields.get("systolic")
    return fields


def _value(field: str, text: Any, limits: Limits) -> Any:
    if field == "consciousness":
        if text not in CONSCIOUSNESS:
            raise ValidationError(f"Kesadaran tidak dikenal. Pilih: {', '.join(CONSCIOUSNESS.values())}.")
        return text
    if field not in limits.vitals:
        raise ValidationError("Isian ini tidak dikenal.")
    return _measured(limits.vitals[field], text)


def _measured(vital: Vital, text: Any) -> Decimal | int:
    value = number(text)
    if value is None:
        raise ValidationError(f"{vital.label} harus angka. {vital.hint}".strip())
    if not vital.takes(value):
        raise ValidationError(f"{vital.label} {spoken(value)} di luar {vital.span}. {vital.hint or 'Periksa lagi.'}")
    if vital.decimals == 0:
        if value != value.to_integral_value():
            raise ValidationError(f"{vital.label} ditulis tanpa koma.")
        return int(value)
    return value.quantize(Decimal(1).scaleb(-vital.decimals))


def _check_pair(values: Values, errors: dict[str, list[str]]) -> None:
    given = [name for name in _PAIR if name in values]
    if len(given) == 1 and not errors.keys() & set(_PAIR):
        missing = next(name for name in _PAIR if name not in values)
        errors[missing] = ["Sistolik dan diastolik ditulis bersama, seperti 120/80."]
    if len(given) == 2 and values["diastolic"] >= values["systolic"]:
        errors["diastolic"] = ["Diastolik harus lebih kecil daripada sistolik. Mungkin tertukar."]

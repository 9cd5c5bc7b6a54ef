"""The lines of a prescription as they are typed, and what may be wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from puskesmas.facility.models import Staff
from puskesmas.facility.refusals import Refusal

from .models import Drug, Meal
from .models.item import LONGEST, MOST
from .refusals import PrescriptionInvalid

MOST_LINES = 20
HEAVIEST = 500  # kilograms
_WIDTHS = {"dose": 40, "frequency": 40, "note": 120}


@dataclass(frozen=True)
class Line:
    """One drug as it was typed on a prescription."""

    drug: Drug
    dose: str
    frequency: str
    quantity: int
    days: int = 1
    note: str = ""
    meal: str = ""


def refuse_errors(lines: Sequence[Line], weight_kg: Decimal | None, *, by: Staff) -> None:
    """Refuse lines that cannot be written, with every reason beside its field."""
    found = [refusal for at, line in enumerate(lines) for refusal in _errors_of(line, f"items.{at}", by=by)]
    if not lines:
        found.append(Refusal("required", "Resep belum berisi obat. Pilih paling sedikit satu.", "items"))
    if len(lines) > MOST_LINES:
        found.append(Refusal("too_many", f"Satu resep paling banyak {MOST_LINES} obat. Tulis resep kedua.", "items"))
    found += weight_errors(weight_kg)
    if found:
        raise PrescriptionInvalid.because(found)


def weight_errors(weight_kg: Decimal | None) -> list[Refusal]:
    """Give what is wrong with a weight; none at all is right too."""
    if weight_kg is None or 0 < weight_kg < HEAVIEST:
        return []
    return [Refusal("invalid", "Berat badan tidak masuk akal. Tulis dalam kilogram.", "weight_kg")]


def _errors_of(line: Line, at: str, *, by: Staff) -> Iterable[Refusal]:
    if line.drug.facility_id != by.facility_id:
        yield Refusal("not_here", "Obat ini tidak ada di puskesmas ini.", f"{at}.drug")
    elif not line.drug.is_active:
        yield Refusal("inactive", f"{line.drug} tidak diberikan lagi. Pilih obat lain.", f"{at}.drug")
    for word, name in (("dose", "Sekali pakai"), ("frequency", "Aturan pakai")):
        if not getattr(line, word).strip():
            yield Refusal("required", f"{name} belum diisi.", f"{at}.{word}")
    for word, width in _WIDTHS.items():
        if len(getattr(line, word)) > width:
            yield Refusal("too_long", f"Paling panjang {width} huruf.", f"{at}.{word}")
    if not 1 <= line.quantity <= MOST:
        yield Refusal("invalid", f"Jumlah antara 1 dan {MOST}.", f"{at}.quantity")
    if not 1 <= line.days <= LONGEST:
        yield Refusal("invalid", f"Lama pakai antara 1 dan {LONGEST} hari.", f"{at}.days")
    if line.meal and line.meal not in Meal.values:
        yield Refusal("invalid", "Pilih sebelum, bersama, atau sesudah makan.", f"{at}.meal")

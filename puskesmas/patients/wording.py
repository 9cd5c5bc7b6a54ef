"""How a patient is spoken of on screens and paper."""

from collections.abc import Iterable

from puskesmas.facility.life_stages import Age

ADULT_FROM_YEARS = 18
_ALREADY_ADDRESSED = ("by.", "an.", "ny.", "tn.", "nn.", "sdr.", "sdri.", "mr.", "mrs.")


def age_in_words(age: Age) -> str:
    """Return an age in the unit that says most: days for a newborn, months for a toddler, then years."""
    if age.days <= 28 or age.months < 1:
        return f"{age.days} hari"
    if age.years < 2:
        return f"{age.months} bulan"
    if age.years < 5:
        months = age.months - age.years * 12
        return f"{age.years} tahun {months} bulan" if months else f"{age.years} tahun"
    return f"{age.years} tahun"


def allergies_in_words(noted: Iterable[tuple[str, str]]) -> str:
    """Return substances with their reactions, each once however often it was noted: "Amoksisilin: ruam; Udang"."""
    told: dict[str, tuple[str, str]] = {}
    for substance, reaction in noted:
        known = told.setdefault(substance.casefold(), (substance, reaction))
        if reaction and not known[1]:
            told[substance.casefold()] = (substance, reaction)
    return "; ".join(f"{substance}: {reaction}" if reaction else substance for substance, reaction in told.values())


def form_of_address(name: str, *, sex: str, age: Age) -> str:
    """Return a name with the word that goes before it, unless it carries one already (By. Ny. Wati)."""
    if name.lower().startswith(_ALREADY_ADDRESSED):
        return name
    if age.years < 1:
        return f"By. {name}"
    if age.years < ADULT_FROM_YEARS:
        return f"An. {name}"
    return f"{'Tn.' if sex == 'L' else 'Ny.'} {name}"

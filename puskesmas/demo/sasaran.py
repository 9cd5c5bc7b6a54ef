"""Invented sasaran for the villages of a demo puskesmas: projected by the formulas, and counted a little otherwise."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from puskesmas.facility.models import Facility, Staff, Village
from puskesmas.facility.roles import RoleCode
from pws import keeping, targets
from pws.models import Basis
from pws.targets import Number

SOURCE = "Contoh demo"
# As fractions: births and infant deaths, and how many adults live with high blood pressure or diabetes.
RATES = {
    "cbr": Decimal("0.0165"),
    "imr": Decimal("0.0169"),
    "prevalence_hypertension": Decimal("0.308"),
    "prevalence_diabetes": Decimal("0.117"),
}
# Kinds without a formula, as a share of the population.
SHARES = {"dewasa_15": Decimal("0.76"), "produktif": Decimal("0.65"), "lansia": Decimal("0.11")}
COUNTED = ("bumil", "bulin", "lahir_hidup", "bayi", "baduta", "balita", "hipertensi", "diabetes")


def add(facility: Facility) -> None:
    """Give every village of a puskesmas its sasaran of this year and of the last, both kinds."""
    officer = Staff.objects.select_related("facility").get(facility=facility, role=RoleCode.KLASTER1)
    villages = list(Village.objects.filter(facility=facility, in_area=True).order_by("pk"))
    random = Random(f"sasaran {facility.code}")
    for year in (facility.today().year - 1, facility.today().year):
        shares = [
            Number(village, kind, _whole(village.population * share))
            for village in villages
            for kind, share in SHARES.items()
        ]
        for basis in Basis.values:
            targets.set_targets(shares, year=year, basis=basis, source=SOURCE, by=officer)
        projected = targets.project(year=year, rates=RATES, source=SOURCE, by=officer)
        counted = [
            Number(one.village, one.kind, _whole(one.number * Decimal(random.randint(88, 106)) / 100))
            for one in projected
            if one.kind in COUNTED
        ]
        targets.set_targets(counted, year=year, basis=Basis.REAL, source=f"{SOURCE}, pendataan", by=officer)


def count(facility: Facility) -> None:
    """Count the year so far, so that the first who opens the grid finds it filled."""
    keeping.rebuild(facility, facility.today().year)


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)

"""The formulas of the sasaran, with the vectors of the published examples."""

from datetime import date
from decimal import Decimal

import pytest

from pws.projection import kinds_on, projected

KINDS = kinds_on(date(2026, 1, 1))
CBR = {"cbr": Decimal("0.019")}


def number(code, population=2000, rates=CBR, counted=None):
    return projected(code, population=population, rates=rates, kinds=KINDS, counted=counted)


def test_two_thousand_people_at_a_cbr_of_19_have_41_8_pregnant_women():
    assert number("bumil") == Decimal("41.8")


@pytest.mark.parametrize(("code", "expected"), [("bumil", "62.24"), ("bulin", "59.41")])
def test_the_second_worked_example_is_reproduced(code, expected):
    found = number(code, population=2815, rates={"cbr": Decimal("0.0201")})

    assert round(found, 2) == Decimal(expected)


def test_complications_are_a_share_of_those_they_happen_to():
    assert number("bumil_risti") == Decimal("8.36")  # a fifth of 41.8
    assert number("neonatus_risti") == Decimal("5.7")  # 15 percent of 38


def test_surviving_infants_need_the_infant_mortality():
    assert number("bayi") is None
    assert number("bayi", rates=CBR | {"imr": Decimal("0.02")}) == Decimal("37.24")


def test_without_population_or_birth_rate_nothing_is_invented():
    assert number("bumil", population=0) is None
    assert number("bumil", population=None) is None
    assert number("bumil", rates={}) is None
    assert number("balita", rates={}) == 200


def test_who_has_high_blood_pressure_stands_on_those_handed_down_and_the_districts_prevalence():
    adults = {"dewasa_15": Decimal(1500)}

    assert number("hipertensi", counted=adults) is None
    assert number("hipertensi", counted=adults, rates={"prevalence_hypertension": Decimal("0.3")}) == 450
    assert number("lansia") is None
    assert number("lansia", counted={"lansia": Decimal(180)}) == 180


def test_every_kind_stands_on_one_that_is_there():
    for kind in KINDS.values():
        assert not kind.on or kind.on in ("population", "births") or kind.on in KINDS, kind
        assert not kind.on or sum([kind.factor is not None, bool(kind.rate), bool(kind.survivors_of)]) == 1, kind

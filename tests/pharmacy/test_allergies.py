"""Substances are compared by their sound."""

import pytest

from pharmacy.allergies import matches


@pytest.mark.parametrize(
    ("allergy", "substances"),
    [
        ("Amoxicillin", ["amoksisilin", "penisilin"]),
        ("golongan penicillin", ["amoksisilin", "penisilin"]),
        ("Sulfa", ["sulfametoksazol", "trimetoprim"]),
        ("Cotrimoxazole", ["kotrimoksazol"]),
        ("obat paracetamol", ["Parasetamol"]),
        ("Ciprofloxacine", ["siprofloksasin"]),
        ("asam mefenamat", ["asam mefenamat"]),
    ],
)
def test_one_substance_written_two_ways_is_found(allergy, substances):
    assert matches(allergy, substances)


@pytest.mark.parametrize(
    ("allergy", "substances"),
    [
        ("Penisilin", ["parasetamol"]),
        ("asam mefenamat", ["asam folat"]),
        ("sulfa", ["fero sulfat", "besi"]),
        ("udang", ["amoksisilin"]),
        ("obat", ["obat batuk"]),
    ],
)
def test_what_only_looks_alike_is_left_alone(allergy, substances):
    assert not matches(allergy, substances)

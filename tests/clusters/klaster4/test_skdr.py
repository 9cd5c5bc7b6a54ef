"""Which diagnoses are told to klaster 4."""

from datetime import date, datetime, timedelta

import pytest

from clusters.klaster4 import skdr
from puskesmas.facility.life_stages import Age

ON = date(2024, 5, 6)
ADULT, CHILD = Age(15000, 490, 40), Age(1800, 59, 4)


@pytest.mark.parametrize(
    ("icd10", "code"),
    [
        ("A90", "C"), ("A91", "C"), ("A97.9", "C"), ("A09", "A"), ("A09.0", "A"), ("B05.9", "K"), ("B06", "K"),
        ("A36.0", "L"), ("J18.9", "D"), ("J12", None), ("J09", "J"), ("J10.1", "Y"), ("J00", None), ("A82.9", "P"),
        ("A82.0", None), ("W54", "P"), ("U07.1", "AC"), ("A00.1", "S"), ("B17.9", "G"), ("B17.1", None), ("I10", None),
        ("A15", None), ("A010", None),
    ],
)  # fmt: skip
def test_a_diagnosis_is_notifiable_by_its_code_or_a_subdivision_of_it(icd10, code):
    found = skdr.notifiable(icd10, age=ADULT, on=ON)

    assert (found.code if found else None) == code


def test_paralysis_is_notified_of_children_only():
    assert skdr.notifiable("G61.0", age=CHILD, on=ON).code == "N"
    assert skdr.notifiable("G61.0", age=Age(5480, 180, 15), on=ON) is None
    assert skdr.notifiable("G61.0", age=Age(5470, 179, 14), on=ON).code == "N"


def test_a_case_is_investigated_within_a_day():
    assert skdr.due_at(datetime(2024, 5, 6, 8)) - datetime(2024, 5, 6, 8) == timedelta(hours=24)


def test_one_case_of_measles_is_verified_and_one_of_diarrhoea_is_counted():
    assert skdr.notifiable("B05", age=CHILD, on=ON).single
    assert not skdr.notifiable("A09", age=CHILD, on=ON).single

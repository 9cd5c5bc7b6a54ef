"""The classes of klaster 3 on both sides of every cut-off."""

from datetime import date
from decimal import Decimal

import pytest

from clusters.klaster3 import rules
from puskesmas.facility.life_stages import Age

ON = date(2024, 5, 6)
ADULT = Age(days=15000, months=490, years=40)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "code", "isolated"),
    [
        (119, 79, "optimal", False), (120, 79, "normal", False), (119, 80, "normal", False),
        (129, 84, "normal", False), (130, 84, "high_normal", False), (129, 85, "high_normal", False),
        (139, 89, "high_normal", False), (140, 90, "grade_1", False), (139, 90, "grade_1", False),
        (159, 99, "grade_1", False), (160, 99, "grade_2", False), (159, 100, "grade_2", False),
        (179, 109, "grade_2", False), (180, 109, "grade_3", False), (179, 110, "grade_3", False),
        (140, 89, "grade_1", True), (160, 85, "grade_2", True), (139, 85, "high_normal", False),
        (180, 89, "grade_3", True), (180, 90, "grade_3", False),
    ],
)  # fmt: skip
def test_a_pressure_has_the_graver_class_of_its_two_numbers(systolic, diastolic, code, isolated):
    found = rules.pressure(systolic, diastolic, on=ON, age=ADULT)

    assert (found.code, found.isolated) == (code, isolated)
    assert found.words.endswith("sistolik terisolasi") == isolated


def test_the_adults_table_is_for_eighteen_and_above():
    assert rules.pressure(150, 95, on=ON, age=Age(6500, 215, 17)) is None
    assert rules.pressure(150, 95, on=ON, age=Age(6600, 216, 18)).code == "grade_1"
    assert rules.pressure(150, 95, on=ON, age=None) is None


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("gds", "99", "normal"), ("gds", "100", "unclassified"), ("gds", "139", "unclassified"),
        ("gds", "140", "prediabetes"), ("gds", "199", "prediabetes"), ("gds", "200", "diabetes"),
        ("gdp", "99", "normal"), ("gdp", "100", "prediabetes"), ("gdp", "125", "prediabetes"),
        ("gdp", "126", "diabetes"), ("ttgo", "139", "normal"), ("ttgo", "140", "prediabetes"),
        ("ttgo", "200", "diabetes"), ("hba1c", "5.6", "normal"), ("hba1c", "5.7", "prediabetes"),
        ("hba1c", "6.4", "prediabetes"), ("hba1c", "6.5", "diabetes"),
    ],
)  # fmt: skip
def test_a_blood_sugar_is_judged_by_its_kind_and_the_grey_zone_is_no_class(kind, value, code):
    assert rules.glucose(Decimal(value), kind, on=ON).code == code


def test_the_grey_zone_says_what_to_do():
    assert rules.glucose(120, "gds", on=ON).words == "Tidak terklasifikasi: nilai faktor risiko, ulang dengan GDP"


@pytest.mark.parametrize(
    ("value", "name"), [(199, "Baik"), (200, "Batas tinggi"), (239, "Batas tinggi"), (240, "Tinggi")]
)
def test_cholesterol_has_three_classes(value, name):
    assert rules.cholesterol(value, on=ON) == name


@pytest.mark.parametrize(
    ("sex", "waist", "obese"), [("L", "90", False), ("L", "90.1", True), ("P", "80", False), ("P", "80.1", True)]
)
def test_a_waist_above_the_limit_of_the_sex_is_central_obesity(sex, waist, obese):
    assert rules.is_centrally_obese(Decimal(waist), sex, on=ON) == obese


@pytest.mark.parametrize(
    ("disease", "measured", "controlled"),
    [
        ("hypertension", {"systolic": 139, "diastolic": 89}, True),
        ("hypertension", {"systolic": 140, "diastolic": 89}, False),
        ("hypertension", {"systolic": 139, "diastolic": 90}, False), ("hypertension", {"gds": 90}, None),
        ("diabetes", {"gds": 199}, True), ("diabetes", {"gds": 200}, False), ("diabetes", {"gdp": 130}, True),
        ("diabetes", {"gdp": 131}, False), ("diabetes", {"hba1c": Decimal("6.9")}, True),
        ("diabetes", {"hba1c": Decimal("7.0")}, False), ("diabetes", {"systolic": 120, "diastolic": 70}, None),
        ("diabetes", {"systolic": None, "gds": None}, None),
    ],
)  # fmt: skip
def test_control_is_reached_below_every_limit_and_unsaid_where_nothing_was_measured(disease, measured, controlled):
    assert rules.is_controlled(disease, measured, on=ON) is controlled


@pytest.mark.parametrize(
    ("icd10", "disease"),
    [("I10", "hypertension"), ("I11.9", "hypertension"), ("I20", ""), ("E11.9", "diabetes"), ("E15", ""), ("O13", "")],
)
def test_a_diagnosis_belongs_to_a_register_by_its_code(icd10, disease):
    assert rules.disease_of(icd10, on=ON) == disease


def test_a_value_no_body_has_is_refused_with_its_limits():
    assert "di luar 3–20" in rules.glucose_wrong(Decimal("65"), "hba1c", on=ON)
    assert not rules.glucose_wrong(Decimal("6.5"), "hba1c", on=ON)
    assert "di luar 50–600" in rules.cholesterol_wrong(601, on=ON)

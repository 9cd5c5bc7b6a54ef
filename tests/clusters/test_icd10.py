"""Diagnoses are found by code, by everyday name and by English title."""

import pytest

from clusters import icd10
from clusters.reference import read


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("diare", "A09"),
        ("mencret", "A09"),
        ("darah tinggi", "I10"),
        ("hipertensi", "I10"),
        ("hipert", "I10"),
        ("I10", "I10"),
        ("j069", "J06.9"),
        ("J06.9", "J06.9"),
        ("DBD", "A91"),
        ("essential hypert", "I10"),
        ("maag", "K29.1"),
        ("E11.9", "E11.9"),
    ],
)
def test_what_a_nurse_types_finds_the_illness(typed, first):
    assert icd10.search(typed)[0].code == first


def test_a_code_lists_what_begins_so():
    assert [one.code for one in icd10.search("J06")] == ["J06", "J06.0", "J06.8", "J06.9"]


@pytest.mark.parametrize("typed", ["", "a", "zzzz", "!!", "Z99.99"])
def test_nothing_is_found_for_nothing(typed):
    assert icd10.search(typed) == []


def test_an_illness_without_an_everyday_name_keeps_its_english_title():
    assert icd10.diagnosis("J06.0").name == "Acute laryngopharyngitis"
    assert icd10.diagnosis("i10").name == "Hipertensi primer"


@pytest.mark.parametrize("code", ["", "X", "XXI", "A00-A09", "ZZZ"])
def test_chapters_and_blocks_are_no_diagnosis(code):
    assert icd10.diagnosis(code) is None


def test_dengue_keeps_the_codes_p_care_still_asks_for():
    assert icd10.diagnosis("A90").name == "Demam dengue"


def test_every_everyday_name_stands_over_a_code_that_exists():
    file = read(icd10.NAMES)

    assert [code for code in file["names"] if icd10.diagnosis(code) is None] == []
    assert [code for code in file["names"] if icd10.diagnosis(code).code != code] == []
    assert len(file["names"]) >= 150


def test_what_is_coded_to_the_last_digit_has_its_everyday_name_too():
    codes = ["E11.9", "J45.9", "L50.9", "K64.9", "A09.9", "Z34.9", "B35.4", "M17.9", "F20.9", "L20.9", "A15.0", "E44.0"]

    assert [code for code in codes if not icd10.diagnosis(code).is_common] == []
    assert icd10.diagnosis("E11.9").name == "Kencing manis tipe 2, tanpa komplikasi"

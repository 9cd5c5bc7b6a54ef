"""What is normal depends on who it is and on the day, and says where it comes from."""

from datetime import date
from decimal import Decimal

import pytest

from puskesmas.demo.laboratory import MENU
from referrals.lab_ranges import Flag, Person, parse, table

TODAY = date(2024, 5, 6)
WOMAN = Person(sex="P", years=28)
MAN = Person(sex="L", years=40)


def judged(test, value, person=WOMAN, on=TODAY):
    return table().judge_number(test, Decimal(value), person, on)


@pytest.mark.parametrize(
    ("person", "value", "flag"),
    [
        (WOMAN, "12", Flag.NORMAL),
        (WOMAN, "11.9", Flag.LOW),
        (WOMAN, "16.1", Flag.HIGH),
        (Person(sex="P", years=28, pregnant=True), "11", Flag.NORMAL),
        (Person(sex="P", years=28, pregnant=True), "10.9", Flag.LOW),
        (MAN, "12.5", Flag.LOW),
        (Person(sex="L", years=3), "11.2", Flag.NORMAL),
        (Person(sex="L", years=11), "11.4", Flag.LOW),
        (Person(sex="P", years=14), "12", Flag.NORMAL),
        (WOMAN, "5", Flag.LOW),
        (WOMAN, "4.9", Flag.CRITICAL),
    ],
)
def test_haemoglobin_is_judged_by_sex_age_and_pregnancy(person, value, flag):
    assert judged("HB", value, person).flag == flag


def test_an_unknown_patient_is_judged_critical_but_neither_low_nor_normal():
    assert judged("HB", "11", Person()).flag == Flag.NONE
    assert judged("HB", "4", Person()).flag == Flag.CRITICAL


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        ("99", Flag.NORMAL),
        ("100", Flag.UNCLASSIFIED),
        ("139", Flag.UNCLASSIFIED),
        ("140", Flag.HIGH),
        ("400", Flag.HIGH),
        ("401", Flag.CRITICAL),
        ("49", Flag.CRITICAL),
    ],
)
def test_blood_sugar_between_the_tables_is_neither_normal_nor_high(value, flag):
    assert judged("GDS", value).flag == flag


def test_the_grey_zone_says_what_to_do():
    assert "HbA1c" in judged("GDS", "112").advice


def test_a_value_is_judged_by_what_was_in_force_on_its_day():
    assert judged("KREATININ", "1.1", on=date(2024, 5, 6)).flag == Flag.NORMAL
    assert judged("KREATININ", "1.1", on=date(2025, 5, 6)).flag == Flag.HIGH


def test_general_knowledge_says_that_it_must_be_confirmed():
    assert "pastikan dengan puskesmas" in judged("HB", "12").source
    assert judged("GDS", "90").source == "KMK 2015/2023"


def test_hiv_reactive_is_critical_and_protein_in_urine_is_not_normal():
    assert table().judge_word("HIV", "Reaktif", TODAY).flag == Flag.CRITICAL
    assert table().judge_word("HIV", "Non-reaktif", TODAY).flag == Flag.NORMAL
    assert table().judge_word("PROT-URIN", "+2", TODAY).flag == Flag.ABNORMAL
    assert table().judge_word("GOLDAR", "O+", TODAY).flag == Flag.NONE


def test_a_slip_of_the_hand_is_not_plausible():
    assert not table().is_plausible("HB", Decimal("125"))
    assert table().is_plausible("HB", Decimal("12.5"))
    assert table().plausible_span("HB") == "2–25"


def test_every_row_speaks_of_a_test_and_of_words_on_the_menu():
    menu = {offered.code: offered for offered in MENU}

    for rule in table().rules:
        assert rule.test in menu
        assert set(rule.normal) | set(rule.critical) <= set(menu[rule.test].choices)
        assert rule.normal or rule.low is not None or rule.high is not None or rule.kind == "limited"


def test_a_row_without_a_source_is_refused_by_name():
    with pytest.raises(ValueError, match=r"\[\[range\]\] \(HB\) lacks source"):
        parse('[[range]]\ntest = "HB"\nvalid_from = 2024-01-01\nlow = 12\n')
    with pytest.raises(ValueError, match="Unknown table ranges"):
        parse('[[ranges]]\ntest = "HB"\n')

"""What a laboratory officer types is read as it was meant."""

from decimal import Decimal

import pytest

from referrals import lab_values


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 13 ", "13"),
        ("250.000", "250000"),
        ("250000", "250000"),
        ("1.250,75", "1250.75"),
        ("8 200", "8200"),
    ],
)
def test_a_number_is_read_the_indonesian_way(typed, meant):
    assert lab_values.number_in(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "tinggi", "12,5,1", "1.25,0.5", "12..5", "<5", "NaN", "1e9", "Infinity", "12,"])
def test_what_is_no_number_is_none(typed):
    assert lab_values.number_in(typed) is None


@pytest.mark.parametrize(
    ("number", "words"), [("12.50", "12,5"), ("250000", "250.000"), ("0.9", "0,9"), ("-3", "-3"), ("100", "100")]
)
def test_a_number_is_written_the_indonesian_way(number, words):
    assert lab_values.written(Decimal(number)) == words


def test_a_choice_is_found_whatever_its_capitals():
    assert lab_values.choice_in(" non-REAKTIF ", ["Non-reaktif", "Reaktif"]) == "Non-reaktif"
    assert lab_values.choice_in("positif", ["Non-reaktif", "Reaktif"]) is None

"""The target of a month, the trend and the 2x2, on both sides of every line."""

from datetime import date
from decimal import Decimal as D

import pytest

from pws.status import Status, Trend, coverage, cumulative_target, goals_on, is_over, status, trend


def test_eighty_percent_a_year_is_sixty_by_september():
    assert cumulative_target(D(80), 9) == 60
    assert cumulative_target(D(80), 12) == 80
    assert round(cumulative_target(D(80), 1), 2) == D("6.67")
    with pytest.raises(ValueError, match="13 is no month"):
        cumulative_target(D(80), 13)


def test_a_coverage_without_a_denominator_is_not_nought_percent():
    assert coverage(5, None) is None
    assert coverage(5, D(0)) is None
    assert coverage(None, D(10)) is None
    assert coverage(0, D(10)) == 0


def test_more_than_all_is_shown_and_flagged():
    assert coverage(254, D(100)) == 254
    assert is_over(coverage(254, D(100))) and not is_over(coverage(100, D(100))) and not is_over(None)


@pytest.mark.parametrize(
    ("this", "last", "expected"),
    [
        (D(8), D(7), Trend.UP),
        (D(7), D(7), Trend.FLAT),
        (D(6), D(7), Trend.DOWN),
        (D(6), None, None),
        (None, D(6), None),
    ],
)
def test_the_trend_compares_single_months(this, last, expected):
    assert trend(this, last, month=2) == expected


def test_january_has_no_trend_and_so_no_status():
    heading = trend(D(9), D(1), month=1)

    assert heading is None
    assert status(D(9), D(1), heading, flat_below=Status.JELEK) is None


OVER, AT, UNDER = D(61), D(60), D("59.9")


@pytest.mark.parametrize(
    ("reached", "heading", "expected"),
    [
        (OVER, Trend.UP, Status.BAIK),
        (OVER, Trend.FLAT, Status.BAIK),
        (OVER, Trend.DOWN, Status.KURANG),
        (AT, Trend.UP, Status.BAIK),
        (AT, Trend.DOWN, Status.KURANG),
        (UNDER, Trend.UP, Status.CUKUP),
        (UNDER, Trend.DOWN, Status.JELEK),
    ],
)
def test_each_cell_of_the_matrix(reached, heading, expected):
    assert status(reached, D(60), heading, flat_below=None) == expected


def test_the_hole_of_the_matrix_is_what_the_setting_says():
    assert goals_on(date(2026, 1, 1)).flat_below == Status.JELEK
    assert status(UNDER, D(60), Trend.FLAT, flat_below=Status.JELEK) == Status.JELEK
    assert status(UNDER, D(60), Trend.FLAT, flat_below=None) is None


def test_a_target_reached_exactly_counts_as_reached_also_where_it_does_not_end():
    target = cumulative_target(D(95), 10)  # 79.1666…

    assert status(coverage(19, D(24)), target, Trend.UP, flat_below=None) == Status.BAIK


def test_without_target_or_denominator_there_is_no_status():
    assert status(None, D(60), Trend.UP, flat_below=Status.JELEK) is None
    assert status(D(60), None, Trend.UP, flat_below=Status.JELEK) is None


@pytest.mark.parametrize(
    ("reached", "heading", "expected"),
    [
        (D(4), Trend.DOWN, Status.BAIK),
        (D(5), Trend.UP, Status.KURANG),
        (D(6), Trend.DOWN, Status.CUKUP),
        (D(6), Trend.UP, Status.JELEK),
    ],
)
def test_of_what_should_be_rare_less_is_better(reached, heading, expected):
    assert status(reached, D(5), heading, flat_below=None, less_is_better=True) == expected

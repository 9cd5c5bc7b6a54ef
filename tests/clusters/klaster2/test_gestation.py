"""A pregnancy is dated by its last menstruation, and by an early USG that knows better."""

from datetime import date, timedelta

import pytest

from clusters.klaster2.gestation import age_in_days, age_words, dated, due_on, rules_on, trimester

LMP = date(2024, 1, 1)
ON = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("lmp", "due"),
    [
        (date(2024, 1, 1), date(2024, 10, 7)),
        (date(2023, 1, 1), date(2023, 10, 8)),
        (date(2023, 6, 15), date(2024, 3, 21)),  # over a 29 February
    ],
)
def test_the_due_day_is_forty_weeks_from_the_last_menstruation(lmp, due):
    assert due_on(lmp, on=ON) == due
    assert age_words(age_in_days(lmp, due)) == "40 minggu"


def found_by_usg(*, days, off):
    """Give the USG that finds a pregnancy so many days old, so many days beside the menstruation."""
    return {"usg_on": LMP + timedelta(days=days + off), "usg_days": days}


@pytest.mark.parametrize(
    ("usg", "by", "first_day"),
    [
        (found_by_usg(days=60, off=7), "lmp", LMP),
        (found_by_usg(days=60, off=8), "usg", LMP + timedelta(days=8)),
        (found_by_usg(days=60, off=-8), "usg", LMP - timedelta(days=8)),
        (found_by_usg(days=84, off=8), "usg", LMP + timedelta(days=8)),
        (found_by_usg(days=85, off=8), "lmp", LMP),  # no longer the first trimester
    ],
)
def test_an_early_usg_that_disagrees_by_more_than_a_week_dates_it(usg, by, first_day):
    found = dated(lmp=LMP, **usg, on=ON)

    assert (found.by, found.first_day) == (by, first_day)
    assert found.due_on == first_day + timedelta(days=280)


def test_without_a_known_menstruation_any_usg_dates_it():
    assert dated(lmp=None, **found_by_usg(days=200, off=0), on=ON).first_day == LMP


def test_nothing_known_dates_nothing():
    found = dated(lmp=None, usg_on=None, usg_days=None, on=ON)

    assert (found.by, found.first_day, found.due_on) == ("unknown", None, None)
    assert trimester(None, on=ON) is None and age_words(None) == "–"


@pytest.mark.parametrize(
    ("days", "third", "words"),
    [
        (0, 1, "0 minggu"),
        (84, 1, "12 minggu"),
        (85, 2, "12 minggu 1 hari"),
        (168, 2, "24 minggu"),
        (169, 3, "24 minggu 1 hari"),
        (279, 3, "39 minggu 6 hari"),
    ],
)
def test_each_trimester_ends_on_its_day(days, third, words):
    assert (trimester(days, on=ON), age_words(days)) == (third, words)


def test_a_day_before_the_first_has_no_age():
    assert age_in_days(LMP, LMP - timedelta(days=1)) is None


def test_the_reference_says_where_its_numbers_come_from():
    assert "Permenkes 21/2021" in rules_on(ON)["source"]

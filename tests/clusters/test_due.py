"""Who is due for what: by age, sex and status, by what was found before, and not when it was refused today."""

from datetime import date

import pytest

from clusters import instruments
from clusters.due import POSTPONED, REFUSED, Past, Person, due
from clusters.instrument import Interval, Rule
from puskesmas.facility.life_stages import Age

TODAY = date(2024, 5, 6)
SRQ = instruments.instrument("srq20", on=TODAY)


def aged(years, born_on=None):
    return Age.between(born_on or date(TODAY.year - years, TODAY.month, TODAY.day), TODAY)


def offered(person, history=()):
    return {one.instrument.code for one in due(instruments.in_force(TODAY), person, history, on=TODAY) if one.is_due}


@pytest.mark.parametrize(
    ("years", "codes"),
    [
        (9, set()), (10, {"rokok_remaja"}), (14, {"rokok_remaja"}), (15, {"rokok_remaja", "srq20", "tbc"}),
        (17, {"rokok_remaja", "srq20", "tbc"}), (18, {"rokok_dewasa", "srq20", "tbc"}),
        (39, {"rokok_dewasa", "srq20", "tbc"}), (40, {"rokok_dewasa", "srq20", "tbc", "puma"}),
        (59, {"rokok_dewasa", "srq20", "tbc", "puma"}), (60, {"rokok_dewasa", "srq20", "tbc", "puma", "barthel"}),
    ],
)  # fmt: skip
def test_instruments_are_offered_by_the_age_on_the_day(years, codes):
    assert offered(Person(aged(years), "L")) == codes


def test_the_day_before_a_birthday_one_is_younger():
    assert "barthel" not in offered(Person(aged(0, born_on=date(1964, 5, 7)), "P"))
    assert "barthel" in offered(Person(aged(0, born_on=date(1964, 5, 6)), "P"))


def test_pre_eclampsia_is_asked_of_pregnant_women_of_any_age():
    assert "preeklamsia" in offered(Person(aged(16), "P", frozenset({"pregnant"})))
    assert "preeklamsia" not in offered(Person(aged(28), "P"))


def test_nothing_is_offered_for_somebody_whose_age_nobody_knows():
    assert offered(Person(None)) == set()


def is_due(rule, past, *, months=0, on=TODAY, visit=7):
    asked = SRQ.__class__(**{**SRQ.__dict__, "interval": Interval(rule, months)})
    (found,) = due([asked], Person(aged(30), "P"), past, on=on, visit=visit)
    return found.is_due


@pytest.mark.parametrize(
    ("rule", "months", "last", "again"),
    [
        (Rule.MONTHS, 12, date(2023, 5, 6), True), (Rule.MONTHS, 12, date(2023, 5, 7), False),
        (Rule.MONTHS, 1, date(2024, 4, 6), True), (Rule.MONTHS, 1, date(2024, 4, 7), False),
        (Rule.CALENDAR_YEAR, 0, date(2023, 12, 31), True), (Rule.CALENDAR_YEAR, 0, date(2024, 1, 1), False),
        (Rule.ONCE, 0, date(2001, 1, 1), False), (Rule.VISIT, 0, date(2024, 5, 5), True),
    ],
)  # fmt: skip
def test_a_result_stands_as_long_as_its_rule_says(rule, months, last, again):
    assert is_due(rule, [Past("srq20", last)], months=months) == again


def test_once_a_visit_means_this_visit():
    assert not is_due(Rule.VISIT, [Past("srq20", TODAY, visit=7)])
    assert is_due(Rule.VISIT, [Past("srq20", TODAY, visit=6)])


def test_a_month_after_the_thirty_first_ends_on_the_first():
    past = [Past("srq20", date(2024, 1, 31))]

    assert not is_due(Rule.MONTHS, past, months=1, on=date(2024, 2, 29))
    assert is_due(Rule.MONTHS, past, months=1, on=date(2024, 3, 1))


def test_refused_today_is_not_asked_again_today_but_is_tomorrow():
    past = [Past("srq20", TODAY, REFUSED)]

    assert not is_due(Rule.MONTHS, past, months=12)
    assert is_due(Rule.MONTHS, past, months=12, on=date(2024, 5, 7))


def test_what_was_put_off_is_due_again_and_says_for_which_day():
    past = [Past("srq20", date(2024, 5, 1), POSTPONED, planned_on=date(2024, 5, 9))]
    (found,) = due([SRQ], Person(aged(30), "P"), past, on=TODAY)

    assert found.is_due and found.planned_on == date(2024, 5, 9) and found.last_on is None

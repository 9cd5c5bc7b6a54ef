"""Ages at every boundary where the stage or the cluster changes (domain reference §2.2)."""

from datetime import date, timedelta

import pytest

from puskesmas.facility.life_stages import Age, Stage, cluster_of, is_postpartum, stage_of

VISIT = date(2024, 5, 6)


def aged(*, days=0, months=0, years=0):
    """Return an age as it is for one who completed it on the day of the visit, `days` ago."""
    month = VISIT.year * 12 + VISIT.month - 1 - months - years * 12
    born = date(month // 12, month % 12 + 1, VISIT.day) - timedelta(days=days)
    return Age.between(born, VISIT)


@pytest.mark.parametrize(
    ("age", "stage"),
    [
        (aged(days=0), Stage.NEONATE),
        (aged(days=28), Stage.NEONATE),
        (aged(days=29), Stage.INFANT),
        (aged(months=11, days=29), Stage.INFANT),
        (aged(years=1), Stage.TODDLER),
        (aged(months=59, days=29), Stage.TODDLER),
        (aged(months=60), Stage.PRESCHOOL),
        (aged(months=71, days=29), Stage.PRESCHOOL),
        (aged(years=6), Stage.SCHOOL_AGE),
        (aged(years=9, months=11), Stage.SCHOOL_AGE),
        (aged(years=10), Stage.ADOLESCENT),
        (aged(years=17, months=11, days=29), Stage.ADOLESCENT),
        (aged(years=18), Stage.ADULT),
        (aged(years=59, months=11, days=29), Stage.ADULT),
        (aged(years=60), Stage.ELDERLY),
        (aged(years=101), Stage.ELDERLY),
    ],
)
def test_each_stage_begins_and_ends_on_its_day(age, stage):
    assert stage_of(age) == stage


@pytest.mark.parametrize(
    ("age", "cluster"),
    [
        (aged(days=0), "k2"),
        (aged(years=17, months=11, days=29), "k2"),
        (aged(years=18), "k3"),
        (aged(years=59), "k3"),
        (aged(years=60), "k3"),
    ],
)
def test_age_alone_leads_children_to_cluster_two_and_adults_to_three(age, cluster):
    assert cluster_of(age) == cluster


@pytest.mark.parametrize("years", [15, 40])
@pytest.mark.parametrize("status", ["pregnant", "postpartum", "labour"])
def test_pregnancy_labour_and_nifas_come_before_age(years, status):
    assert cluster_of(aged(years=years), **{status: True}) == "k2"


def test_the_day_before_a_birthday_one_is_still_a_year_younger():
    assert Age.between(date(2006, 5, 7), VISIT).years == 17
    assert Age.between(date(2006, 5, 6), VISIT).years == 18


def test_who_was_born_on_the_leap_day_is_older_on_the_first_of_march():
    born = date(2004, 2, 29)

    assert Age.between(born, date(2022, 2, 28)).years == 17
    assert Age.between(born, date(2022, 3, 1)).years == 18
    assert Age.between(born, date(2024, 2, 29)).years == 20


def test_a_month_is_complete_on_its_day_and_not_before():
    born = date(2024, 1, 31)

    assert Age.between(born, date(2024, 2, 29)).months == 0
    assert Age.between(born, date(2024, 3, 1)).months == 1
    assert Age.between(born, date(2024, 3, 31)).months == 2


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="before the birth"):
        Age.between(date(2024, 5, 7), VISIT)


@pytest.mark.parametrize(("day", "postpartum"), [(-1, False), (0, True), (42, True), (43, False)])
def test_nifas_lasts_from_the_day_of_delivery_to_the_forty_second(day, postpartum):
    assert is_postpartum(delivered_on=VISIT, on=VISIT + timedelta(days=day)) is postpartum

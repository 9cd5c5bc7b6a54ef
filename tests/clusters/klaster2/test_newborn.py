"""The windows of a newborn's contacts on both sides of each edge, and what is a danger."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from clusters.klaster2.newborn import birth_weight_class, contact_of, needs_hour, reached, temperature_sign

BORN_AT = datetime(2024, 5, 1, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
BORN = BORN_AT.date()


def contact(*, hours=0, days=0, minutes=0, born_at=BORN_AT):
    seen_at = BORN_AT + timedelta(days=days, hours=hours, minutes=minutes)
    return contact_of(BORN, born_at, seen_at, seen_on=seen_at.date())


def test_the_first_contact_is_from_six_to_forty_eight_hours():
    assert contact(hours=5, minutes=59) == ""
    assert contact(hours=6) == contact(hours=48) == "KN1"
    assert contact(hours=48, minutes=1) == ""


def test_the_later_contacts_are_told_by_the_day():
    assert [contact(days=days) for days in (2, 3, 7, 8, 28, 29)] == ["KN1", "KN2", "KN2", "KN3", "KN3", ""]
    assert contact(days=3, born_at=None) == "KN2"


def test_the_hour_of_birth_is_asked_for_in_the_first_days_only():
    assert needs_hour(BORN, date(2024, 5, 3)) and not needs_hour(BORN, date(2024, 5, 4))
    with pytest.raises(ValueError, match="hour of birth"):
        contact(days=1, born_at=None)


def test_three_contacts_are_complete_on_the_day_of_the_last():
    days = [("KN1", date(2024, 5, 2)), ("KN3", date(2024, 5, 10)), ("", date(2024, 5, 9)), ("KN2", date(2024, 5, 5))]

    assert reached(days).complete_on == date(2024, 5, 10)
    assert reached(days[:2]).complete_on is None
    assert reached([*days, ("KN3", date(2024, 5, 20))]).first["KN3"] == date(2024, 5, 10)


@pytest.mark.parametrize(("temperature", "sign"), [("36.4", "cold"), ("36.5", ""), ("37.5", ""), ("37.6", "hot")])
def test_a_newborn_too_cold_or_too_hot_is_in_danger(temperature, sign):
    assert temperature_sign(Decimal(temperature), BORN) == sign


@pytest.mark.parametrize(
    ("grams", "name"),
    [(999, "BBLASR"), (1000, "BBLSR"), (1499, "BBLSR"), (1500, "BBLR"), (2499, "BBLR"), (2500, "Cukup"),
     (4000, "Cukup"), (4001, "BBLB")],
)  # fmt: skip
def test_a_birth_weight_has_its_class(grams, name):
    assert birth_weight_class(grams, BORN) == name

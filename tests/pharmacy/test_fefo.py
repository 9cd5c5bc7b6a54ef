"""First to expire, first out."""

from dataclasses import dataclass
from datetime import date

from pharmacy.fefo import take

TODAY = date(2024, 5, 6)


@dataclass
class Box:
    pk: int
    expiry: date
    free: int
    received_on: date = date(2024, 1, 1)


def taken(wanted, *boxes):
    return [(box.pk, part) for box, part in take(wanted, boxes, on=TODAY)]


def test_the_first_to_expire_goes_first_and_the_next_fills_up():
    assert taken(15, Box(1, date(2025, 1, 1), 20), Box(2, date(2024, 6, 1), 10)) == [(2, 10), (1, 5)]


def test_of_two_that_expire_together_the_first_received_goes_first():
    older = Box(9, date(2025, 1, 1), 5, received_on=date(2023, 1, 1))

    assert taken(6, Box(1, date(2025, 1, 1), 5), older) == [(9, 5), (1, 1)]


def test_what_expires_today_may_be_given_and_what_expired_yesterday_may_not():
    assert taken(9, Box(1, date(2024, 5, 5), 9), Box(2, TODAY, 4)) == [(2, 4)]


def test_what_is_set_aside_for_others_is_passed_over():
    assert taken(3, Box(1, date(2024, 6, 1), 0), Box(2, date(2024, 7, 1), 3)) == [(2, 3)]

"""Six visits are not K6: each trimester has its slots, and the doctor's share is counted apart."""

from datetime import date, timedelta

import pytest

from clusters.klaster2.contacts import Contact, next_contact, placed, reached

LMP = date(2024, 1, 1)


def at_weeks(*weeks, doctor=()):
    return [Contact(LMP + timedelta(weeks=week), doctor=week in doctor) for week in weeks]


def labels(*weeks):
    return [one.label for one in placed(at_weeks(*weeks), LMP)]


def test_a_book_as_it_should_be():
    assert labels(8, 16, 22, 28, 32, 38) == ["K1 murni", "K2", "K3", "K4", "K5", "K6"]


def test_what_is_too_many_in_one_trimester_fills_no_other_slot():
    assert labels(8, 10, 30) == ["K1 murni", "tambahan", "K4"]


def test_who_comes_late_has_access_only():
    found = reached(at_weeks(13), LMP)

    assert (found.k1_on, found.k1_pure_on) == (LMP + timedelta(weeks=13), None)
    assert labels(13, 20) == ["K1 akses", "K3"]


@pytest.mark.parametrize(("days", "pure"), [(84, True), (85, False)])
def test_the_pure_first_contact_ends_with_the_first_trimester(days, pure):
    found = reached([Contact(LMP + timedelta(days=days))], LMP)

    assert (found.k1_pure_on is not None) is pure


@pytest.mark.parametrize(
    ("weeks", "done_at"),
    [
        ((8, 20, 28, 34), 34),
        ((8, 20, 28), None),
        ((8, 28, 32, 36, 38), None),  # none in the second trimester
        ((8, 10, 11, 20, 28), None),  # three of five in the first
        ((26, 28, 30, 32, 34, 36), None),  # six in the third
    ],
)
def test_four_contacts_count_by_their_trimesters(weeks, done_at):
    assert reached(at_weeks(*weeks), LMP).k4_on == (LMP + timedelta(weeks=done_at) if done_at else None)


@pytest.mark.parametrize(
    ("weeks", "doctor", "done_at"),
    [
        ((8, 16, 22, 28, 32, 38), (8, 32), 38),
        ((8, 16, 22, 28, 32, 38), (8, 38), 38),
        ((8, 16, 22, 28, 32, 36, 39), (8, 39), 39),  # complete only when the doctor has seen her again
        ((8, 16, 22, 28, 32, 38), (8,), None),
        ((8, 16, 22, 28, 32, 38), (28, 32), None),  # twice, but not early
        ((8, 22, 26, 28, 32, 38), (8, 32), None),  # one contact short in the second trimester
    ],
)
def test_six_contacts_count_by_their_trimesters_and_the_doctor(weeks, doctor, done_at):
    expected = LMP + timedelta(weeks=done_at) if done_at else None

    assert reached(at_weeks(*weeks, doctor=doctor), LMP).k6_on == expected


def test_two_records_of_one_day_are_one_contact():
    day = LMP + timedelta(weeks=8)

    found = placed([Contact(day), Contact(day, doctor=True)], LMP)

    assert [(one.label, one.contact.doctor) for one in found] == [("K1 murni", True)]


def test_without_a_date_there_is_a_first_contact_and_no_pattern():
    contacts = at_weeks(8, 16, 22, 28, 32, 38)

    found = reached(contacts, None)

    assert found.k1_on == contacts[0].on
    assert (found.k1_pure_on, found.k4_on, found.k6_on) == (None, None, None)


def test_nobody_seen_reaches_nothing():
    assert reached([], LMP).k1_on is None


@pytest.mark.parametrize(("days", "within"), [(0, 28), (195, 28), (196, 14), (251, 14), (252, 7)])
def test_towards_the_end_she_comes_more_often(days, within):
    on = LMP + timedelta(days=days)

    assert next_contact(LMP, on) == on + timedelta(days=within)

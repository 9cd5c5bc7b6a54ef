"""The contacts after a birth by their windows, on both sides of each."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clusters.klaster2.windows import Birth, Seen, next_window, reached, window_of

BORN_AT = datetime(2024, 5, 6, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
BORN = Birth(BORN_AT.date(), BORN_AT)


def seen(**after):
    at = BORN_AT + timedelta(**after)
    return Seen(at.date(), at)


@pytest.mark.parametrize(
    ("after", "window"),
    [
        ({"hours": 5, "minutes": 59}, 0),
        ({"hours": 6}, 1),
        ({"days": 2}, 1),
        ({"days": 3}, 2),
        ({"days": 7}, 2),
        ({"days": 8}, 3),
        ({"days": 28}, 3),
        ({"days": 29}, 4),
        ({"days": 42}, 4),
        ({"days": 43}, 0),
    ],
)
def test_each_window_opens_and_closes_on_its_day(after, window):
    assert window_of(BORN, seen(**after)) == window


def test_where_only_the_day_is_known_the_day_decides():
    assert window_of(Birth(BORN.on), seen(hours=1)) == 1


def test_the_first_contact_of_each_window_counts():
    contacts = [seen(days=40), seen(hours=8), seen(days=5), seen(days=6)]

    assert reached(BORN, contacts) == [date(2024, 5, 6), date(2024, 5, 11), None, date(2024, 6, 15)]


@pytest.mark.parametrize(
    ("days", "opens"), [(0, date(2024, 5, 9)), (3, date(2024, 5, 14)), (28, date(2024, 6, 4)), (29, None)]
)
def test_the_next_window_is_proposed(days, opens):
    found = next_window(BORN, BORN.on + timedelta(days=days))

    assert (found and found[0]) == opens

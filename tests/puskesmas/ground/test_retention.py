"""Which backups stay, and when the next one is due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from puskesmas.ground.retention import is_due, kept

JAKARTA = ZoneInfo("Asia/Jakarta")
TODAY = datetime(2026, 11, 23, 2, 10, tzinfo=JAKARTA)


def nightly(nights):
    return [TODAY - timedelta(days=n) for n in range(nights)]


def test_a_first_week_is_kept_whole():
    assert kept(nightly(7)) == set(nightly(7))


def test_after_two_years_seven_days_five_weeks_and_twelve_months_stay():
    stay = sorted(kept(nightly(730)), reverse=True)

    assert stay[:7] == nightly(7)
    assert len({at.isocalendar()[:2] for at in stay}) >= 5
    assert len({(at.year, at.month) for at in stay}) == 12
    assert len(stay) <= 7 + 5 + 12


def test_of_one_day_the_newest_stays():
    noon = TODAY.replace(hour=12)

    assert kept([TODAY, noon]) == {noon}


def test_a_house_closed_for_a_month_loses_nothing():
    before = [TODAY - timedelta(days=30 + n) for n in range(7)]

    assert set(before) <= kept(before)


def test_a_backup_is_due_after_two_at_night_and_not_again_that_day():
    at_half_past_one = TODAY.replace(hour=1, minute=30)
    last = TODAY - timedelta(days=1)

    assert not is_due(at_half_past_one, last, JAKARTA)
    assert is_due(TODAY, last, JAKARTA)
    assert not is_due(TODAY.replace(hour=20), TODAY, JAKARTA)


def test_a_pc_that_slept_makes_up_for_it_as_it_wakes():
    assert is_due(TODAY.replace(hour=7).astimezone(UTC), TODAY - timedelta(days=1), JAKARTA)
    assert is_due(TODAY, None, JAKARTA)

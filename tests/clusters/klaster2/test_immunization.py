"""The immunization card: which doses count, on both sides of each limit, what is due, and who is complete."""

from datetime import date, timedelta

import pytest

from clusters.klaster2.immunization import Given, Standing, Verdict, card_of, judge
from clusters.klaster2.schedule import day_at, schedule_on

BORN = date(2025, 1, 10)


def given(key, on):
    antigen, number = key.split()
    return Given(antigen, int(number), on)


def verdicts(*doses, born=BORN):
    return [one.verdict for one in judge(born, [given(key, on) for key, on in doses])]


def standing(key, on, *doses, born=BORN, sex="P"):
    card = card_of(born, sex, [given(*dose) for dose in doses], on=on)
    return next((line.standing for line in card.lines if line.dose.key == key), None)


@pytest.mark.parametrize(
    ("key", "first_day"),
    [("HB0 1", BORN), ("DPT 1", date(2025, 3, 10)), ("IPV 1", date(2025, 5, 10)), ("MR 1", date(2025, 10, 10))],
)
def test_a_dose_counts_from_the_day_of_its_least_age(key, first_day):
    assert verdicts((key, first_day)) == [Verdict.VALID]
    if first_day > BORN:
        assert verdicts((key, first_day - timedelta(days=1))) == [Verdict.TOO_YOUNG]


@pytest.mark.parametrize(
    ("key", "last_day"),
    [
        ("HB0 1", BORN + timedelta(days=7)),
        ("BCG 1", date(2026, 1, 9)),
        ("RV 1", BORN + timedelta(days=14 * 7 + 6)),
        ("PCV 1", date(2030, 1, 9)),
    ],
)
def test_a_dose_counts_up_to_its_last_day(key, last_day):
    assert verdicts((key, last_day)) == [Verdict.VALID]
    assert verdicts((key, last_day + timedelta(days=1))) == [Verdict.TOO_OLD]


def test_the_last_rotavirus_dose_is_by_thirty_two_weeks():
    before = [("RV 1", date(2025, 3, 10)), ("RV 2", date(2025, 4, 10))]
    last = BORN + timedelta(weeks=32)

    assert verdicts(*before, ("RV 3", last))[-1] == Verdict.VALID
    assert verdicts(*before, ("RV 3", last + timedelta(days=1)))[-1] == Verdict.TOO_OLD


@pytest.mark.parametrize(
    ("before", "key", "on"),
    [
        ([("DPT 1", date(2025, 3, 12))], "DPT 2", date(2025, 4, 12)),
        ([("PCV 1", date(2025, 3, 10)), ("PCV 2", date(2025, 12, 1))], "PCV 3", date(2026, 1, 26)),
        ([("MR 1", date(2026, 2, 20))], "MR 2", date(2026, 8, 20)),
        (
            [("DPT 1", date(2025, 3, 10)), ("DPT 2", date(2025, 4, 10)), ("DPT 3", date(2025, 9, 1))],
            "DPT 4",
            date(2026, 9, 1),
        ),
    ],
)
def test_a_dose_keeps_its_distance_from_the_one_before(before, key, on):
    assert verdicts(*before, (key, on))[-1] == Verdict.VALID
    assert verdicts(*before, (key, on - timedelta(days=1)))[-1] == Verdict.TOO_SOON


def test_a_dose_given_too_young_stays_on_the_card_and_is_due_again_a_month_later():
    early = ("DPT 1", date(2025, 3, 9))

    card = card_of(BORN, "P", [given(*early)], on=date(2025, 4, 8))

    assert [(one.given.number, one.verdict, one.from_day) for one in card.invalid] == [
        (1, Verdict.TOO_YOUNG, date(2025, 3, 10))
    ]
    assert standing("DPT 1", date(2025, 3, 20), early) == Standing.DUE
    again = verdicts(early, ("DPT 1", date(2025, 4, 9)), ("DPT 2", date(2025, 5, 9)))
    assert again == [Verdict.TOO_YOUNG, Verdict.VALID, Verdict.VALID]


def test_the_order_of_the_days_decides_not_the_order_of_writing():
    written = [given("DPT 2", date(2025, 4, 10)), given("DPT 1", date(2025, 3, 10))]

    assert [one.verdict for one in judge(BORN, written)] == [Verdict.VALID, Verdict.VALID]
    assert verdicts(("DPT 2", date(2025, 4, 10))) == [Verdict.NO_DOSE_BEFORE]
    assert verdicts(("MR 1", date(2025, 10, 10)), ("MR 1", date(2025, 12, 10)))[-1] == Verdict.TWICE
    assert verdicts(("XYZ 1", date(2025, 10, 10))) == verdicts(("BCG 2", date(2025, 10, 10))) == [Verdict.UNKNOWN]


@pytest.mark.parametrize(
    ("days", "verdict"), [(0, "valid"), (1, "live_too_close"), (27, "live_too_close"), (28, "valid")]
)
def test_two_live_vaccines_are_given_together_or_four_weeks_apart(days, verdict):
    bcg = date(2025, 10, 12)

    assert verdicts(("BCG 1", bcg), ("MR 1", bcg + timedelta(days=days)))[-1] == verdict


def test_what_is_due_depends_on_the_day():
    assert standing("DPT 1", date(2025, 3, 9)) == Standing.LATER
    assert standing("DPT 1", date(2025, 3, 10)) == Standing.DUE
    assert standing("DPT 1", date(2025, 4, 9)) == Standing.DUE
    assert standing("DPT 1", date(2025, 4, 10)) == Standing.LATE
    assert standing("HB0 1", date(2025, 1, 17)) == Standing.DUE
    assert standing("HB0 1", date(2025, 1, 18)) == Standing.MISSED
    assert standing("DPT 2", date(2025, 4, 10)) == Standing.LATER  # the first comes first
    assert standing("DPT 2", date(2025, 4, 10), ("DPT 1", date(2025, 3, 11))) == Standing.LATER
    assert standing("DPT 2", date(2025, 4, 11), ("DPT 1", date(2025, 3, 11))) == Standing.DUE
    assert standing("DPT 1", date(2025, 3, 9), ("DPT 1", date(2025, 3, 10))) == Standing.LATER  # not given yet that day


def test_what_only_some_children_get_is_due_to_them():
    assert standing("HPV 1", date(2036, 1, 10), sex="P") == Standing.DUE
    assert standing("HPV 1", date(2036, 1, 10), sex="L") is None
    assert standing("JE 1", date(2025, 12, 10)) is None


def test_hpv_is_one_dose_since_2025():
    assert len(schedule_on(date(2024, 12, 31)).antigens["HPV"].doses) == 2
    assert len(schedule_on(date(2025, 1, 1)).antigens["HPV"].doses) == 1
    assert schedule_on(date(2025, 1, 1)).antigens["DPT"].doses == schedule_on(date(2023, 1, 1)).antigens["DPT"].doses


def basic(on=None):
    """Every dose of the first year on the day it is due; the last one on another day if told."""
    days = {
        "HB0 1": BORN, "BCG 1": date(2025, 1, 20), "OPV 1": date(2025, 1, 20), "MR 1": on or date(2025, 10, 10),
        "IPV 1": date(2025, 5, 10), "IPV 2": date(2025, 10, 10),
    }  # fmt: skip
    for month, number in ((3, 1), (4, 2), (5, 3)):
        day = date(2025, month, 10)
        days |= {f"DPT {number}": day, f"RV {number}": day, f"OPV {number + 1}": day}
        if number < 3:
            days[f"PCV {number}"] = day
    return days


def complete(doses, on=date(2026, 6, 1)):
    card = card_of(BORN, "P", [given(key, day) for key, day in doses.items()], on=on)
    return {one.rule.code: one for one in card.completeness}


def test_a_child_is_complete_on_the_day_of_the_last_dose_before_the_first_birthday():
    assert complete(basic())["IDL"].on == date(2025, 10, 10)
    assert complete(basic(date(2026, 1, 9)))["IDL"].on == date(2026, 1, 9)
    late = complete(basic(date(2026, 1, 10)))["IDL"]
    assert not late.is_complete and late.missing == ("MR 1",) and not late.in_time


def test_what_is_missing_is_named_and_the_older_rule_asked_for_less():
    doses = basic() | {"PCV 2": date(2026, 2, 1)}

    assert complete(doses)["IDL"].missing == ("PCV 2",)
    assert complete(basic() | {"OPV 1": date(2025, 3, 8)})["IDL"].missing == ("OPV 2", "OPV 3", "OPV 4")
    assert "PCV 1" not in schedule_on(date(2024, 6, 1)).complete["IDL"].doses


def test_a_toddler_is_complete_with_the_boosters_before_the_second_birthday():
    boosters = {"DPT 4": date(2026, 7, 10), "MR 2": date(2026, 7, 10), "PCV 3": date(2026, 1, 10)}

    assert complete(basic() | boosters, on=date(2027, 2, 1))["IBL"].on == date(2026, 7, 10)
    without = complete(basic() | boosters | {"MR 2": date(2027, 1, 10)}, on=date(2027, 2, 1))["IBL"]
    assert without.missing == ("MR 2",)


def test_a_month_without_the_day_ends_on_the_first_of_the_next():
    assert day_at(date(2024, 1, 31), "1m") == date(2024, 3, 1)
    assert day_at(date(2024, 2, 29), "12m") == date(2025, 3, 1)
    assert day_at(date(2024, 12, 31), "2m") == date(2025, 3, 1)
    assert day_at(date(2024, 11, 30), "1m") == date(2024, 12, 30)

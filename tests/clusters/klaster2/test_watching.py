"""Each value of a contact against its limit, on both sides of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clusters.klaster2.watching import (
    Seen,
    anaemia,
    findings,
    fundus_is_off,
    gain_wanted,
    has_kek,
    risks,
    suspects_preeclampsia,
    td_from,
)

ON = date(2024, 5, 6)
D = Decimal


@pytest.mark.parametrize(("arm", "short"), [("23.4", True), ("23.5", False), (None, False)])
def test_kek_begins_below_twenty_three_and_a_half(arm, short):
    assert has_kek(arm and D(arm), on=ON) is short


@pytest.mark.parametrize(
    ("hb", "third", "grade"),
    [
        ("11.0", 1, ""),
        ("10.9", 1, "mild"),
        ("10.5", 2, ""),
        ("10.4", 2, "mild"),
        ("10.9", 3, "mild"),
        ("11.0", 3, ""),
        ("10.0", 1, "mild"),
        ("9.9", 1, "moderate"),
        ("7.0", 3, "moderate"),
        ("6.9", 3, "severe"),
        ("10.9", None, ""),  # nobody knows the trimester: fine in the second
        ("10.4", None, "mild"),
        (None, 1, ""),
    ],
)
def test_anaemia_by_trimester_and_grade(hb, third, grade):
    assert anaemia(hb and D(hb), third, on=ON) == grade


@pytest.mark.parametrize(
    ("changes", "suspected"),
    [
        ({}, True),
        ({"systolic": 139, "diastolic": 89}, False),
        ({"systolic": 139, "diastolic": 90}, True),
        ({"systolic": 140, "diastolic": 80}, True),
        ({"protein": "neg"}, False),
        ({"protein": ""}, False),
        ({"days": 140}, False),
        ({"days": 141}, True),
        ({"days": None}, False),
    ],
)
def test_high_pressure_with_protein_after_twenty_weeks(changes, suspected):
    seen = Seen(**{"on": ON, "days": 200, "systolic": 150, "diastolic": 95, "protein": "+1"} | changes)

    assert suspects_preeclampsia(seen) is suspected


@pytest.mark.parametrize(
    ("height", "weeks", "off"),
    [("30", 30, False), ("28", 30, False), ("27.5", 30, True), ("32.5", 30, True), ("10", 19, False)],
)
def test_the_fundus_follows_the_weeks(height, weeks, off):
    assert fundus_is_off(D(height), weeks * 7, on=ON) is off


@pytest.mark.parametrize(("beats", "odd"), [(119, True), (120, False), (160, False), (161, True)])
def test_the_childs_heart_has_its_span(beats, odd):
    assert bool(findings(Seen(on=ON, fetal_heart=beats))) is odd


@pytest.mark.parametrize(("glucose", "odd"), [(199, False), (200, True)])
def test_sugar_is_looked_at_from_its_limit_on(glucose, odd):
    assert bool(findings(Seen(on=ON, glucose=glucose))) is odd


def test_the_gravest_is_said_first():
    seen = Seen(ON, 210, D("22.9"), 150, 95, D("10.1"), "+2", None, 150, D("30"))

    assert findings(seen) == [
        "Dugaan preeklamsia: tekanan darah tinggi dengan protein urin",
        "Anemia ringan, Hb 10,1 g/dL",
        "KEK, LiLA 22,9 cm",
    ]


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"years": 19}, 1),
        ({"years": 20}, 0),
        ({"years": 35}, 0),
        ({"years": 36}, 1),
        ({"para": 4}, 1),
        ({"para": 3}, 0),
        ({"last_birth_year": 2023}, 1),
        ({"last_birth_year": 2022}, 0),
        ({"height": D("144.9")}, 1),
        ({"height": D("145")}, 0),
    ],
)
def test_what_makes_a_pregnancy_risky(changes, count):
    told = {"years": 28, "para": 1, "last_birth_year": 2019, "height": D("155")} | changes

    assert len(risks(on=ON, **told)) == count


@pytest.mark.parametrize(
    ("weight", "wanted"),
    [
        ("46.2", ("12.5", "18")),  # 18.48 at a height of 158.1 cm
        ("46.3", ("11.5", "16")),
        ("62.4", ("11.5", "16")),
        ("62.5", ("7", "11.5")),
        ("74.9", ("7", "11.5")),
        ("75.0", ("5", "9")),
    ],
)
def test_how_much_she_should_gain_follows_the_weight_before(weight, wanted):
    assert gain_wanted(D(weight), D("158.1"), on=ON) == (D(wanted[0]), D(wanted[1]))


def test_without_a_height_nothing_is_said_of_the_gain():
    assert gain_wanted(D("50"), None, on=ON) is None


@pytest.mark.parametrize(
    ("status", "days_ago", "from_in_days"),
    [(0, None, 0), (1, 27, 1), (1, 28, 0), (2, 100, 82), (4, 365, 0), (5, 400, None), (3, None, None)],
)
def test_the_next_td_waits_its_time(status, days_ago, from_in_days):
    last = ON - timedelta(days=days_ago) if days_ago is not None else None

    found = td_from(status, last, on=ON)

    assert found == (ON + timedelta(days=from_in_days) if from_in_days is not None else None)

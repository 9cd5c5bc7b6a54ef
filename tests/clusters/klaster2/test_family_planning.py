"""Family planning: when one comes back and until when she counts, and what speaks against a method."""

from datetime import date

import pytest

from clusters.klaster2.family_planning import category_of, conditions_on, methods_on, rules_on

ON = date(2024, 5, 6)


@pytest.mark.parametrize(
    ("method", "next_on", "until"),
    [
        ("pill", date(2024, 6, 3), date(2024, 6, 10)),
        ("inject1", date(2024, 6, 3), date(2024, 6, 10)),
        ("inject3", date(2024, 7, 29), date(2024, 8, 26)),
        ("implant", date(2024, 5, 13), date(2027, 5, 6)),
        ("iud", date(2024, 5, 13), date(2032, 5, 6)),
        ("condom", None, date(2024, 6, 6)),
        ("tubal", None, None),
    ],
)
def test_a_method_says_when_she_comes_back_and_until_when_it_protects(method, next_on, until):
    found = methods_on(ON)[method]

    assert (found.next_on(ON), found.active_until(ON)) == (next_on, until)


def test_injection_and_implant_alone_fetch_the_drug_first():
    assert {code for code, one in methods_on(ON).items() if one.procedure} == {"inject1", "inject3", "implant"}


@pytest.mark.parametrize(
    ("method", "conditions", "category"),
    [
        ("pill", [], 1),
        ("pill", ["pressure"], 4),
        ("inject3", ["pressure"], 3),
        ("implant", ["pressure"], 1),
        ("iud", ["thrombosis"], 1),
        ("inject3", ["diabetes", "breast_cancer"], 4),
    ],
)
def test_the_worst_condition_makes_the_category(method, conditions, category):
    assert category_of(method, conditions, ON)[0] == category


def test_what_speaks_against_a_method_is_named():
    assert category_of("inject3", ["diabetes", "breast_cancer"], ON)[1] == ["Kanker payudara"]


def test_every_category_is_of_a_known_method():
    known = set(methods_on(ON))

    assert all(set(row["category"]) <= known for row in rules_on(ON)["condition"])
    assert "pressure" in conditions_on(ON)

"""MTBS: each classification on both sides of its rule, the gravest first, and the day to come back."""

from datetime import date
from decimal import Decimal

import pytest

from clusters.klaster2.mtbs import classify, complaints_on, is_of_age, named, rules_on, signs_on
from puskesmas.facility.life_stages import Age

ON = date(2024, 5, 6)


def aged(months):
    return Age(days=months * 30 + months // 2, months=months, years=months // 12)


def codes(*signs, complaints=(), months=24, **numbers):
    exact = {name: Decimal(str(value)) for name, value in numbers.items()}
    found = classify(complaints=complaints, signs=signs, numbers=exact, age=aged(months), on=ON)
    return [one.code for one in found.found]


@pytest.mark.parametrize(
    ("months", "breaths", "code"),
    [(2, 49, "cough"), (2, 50, "pneumonia"), (11, 49, "cough"), (11, 50, "pneumonia"), (12, 39, "cough"),
     (12, 40, "pneumonia"), (59, 39, "cough"), (59, 40, "pneumonia")],
)  # fmt: skip
def test_fast_breathing_is_told_by_age(months, breaths, code):
    assert codes(complaints=["cough"], months=months, respiration=breaths) == [code]


def test_indrawing_or_little_oxygen_is_a_severe_pneumonia():
    assert codes("indrawing", complaints=["cough"], respiration=30) == ["severe_pneumonia"]
    assert codes(complaints=["cough"], spo2=91) == ["severe_pneumonia"]
    assert codes(complaints=["cough"], spo2=92) == ["cough"]


def test_dehydration_needs_two_signs():
    assert codes("sunken_eyes", complaints=["dehydration"]) == ["no_dehydration"]
    assert codes("sunken_eyes", "thirsty", complaints=["dehydration"]) == ["some_dehydration"]
    assert codes("sunken_eyes", "pinch_very_slow", complaints=["dehydration"]) == ["severe_dehydration"]


@pytest.mark.parametrize(
    ("days", "signs", "expected"),
    [
        (13, (), ["no_dehydration"]),
        (14, (), ["persistent", "no_dehydration"]),
        (14, ("restless", "thirsty"), ["severe_persistent", "some_dehydration"]),
        (3, ("blood_in_stool",), ["dysentery", "no_dehydration"]),
    ],
)
def test_a_long_or_bloody_diarrhoea_is_named_beside(days, signs, expected):
    assert codes(*signs, complaints=["dehydration"], diarrhoea_days=days) == expected


@pytest.mark.parametrize("sign", [code for code, _ in rules_on(ON)["topic"][0]["signs"]])
def test_any_danger_sign_is_red(sign):
    found = classify(complaints=[], signs=[sign], numbers={}, age=aged(24), on=ON)

    assert found.colour == "merah" and found.found[0].code == "very_severe" and found.follow_up_on(ON) is None


@pytest.mark.parametrize(
    ("signs", "days", "code"),
    [(("stiff_neck",), 1, "severe_febrile"), (("lethargic",), 1, "severe_febrile"), (("bleeding",), 3, "severe_dengue"),
     (("malaria_positive",), 1, "malaria"), (("measles_rash", "measles_cough"), 1, "measles"),
     (("measles_rash",), 1, "fever"), ((), 6, "fever"), ((), 7, "fever_long")],
)  # fmt: skip
def test_a_fever_is_called_by_what_comes_with_it(signs, days, code):
    assert code in codes(*signs, complaints=["fever"], fever_days=days)


@pytest.mark.parametrize(
    ("signs", "days", "code"),
    [(("mastoid",), 1, "mastoiditis"), (("ear_pus",), 13, "acute_ear"), (("ear_pus",), 14, "chronic_ear"),
     (("ear_pain",), None, "acute_ear"), ((), None, "no_ear")],
)  # fmt: skip
def test_an_ear_is_acute_up_to_two_weeks(signs, days, code):
    assert codes(*signs, complaints=["ear"], **({"ear_days": days} if days else {})) == [code]


@pytest.mark.parametrize(
    ("signs", "arm", "expected"),
    [((), "11.4", ["severe_wasting"]), ((), "11.5", ["wasting"]), ((), "12.4", ["wasting"]), ((), "12.5", []),
     (("no_appetite",), "11.4", ["severe_complicated"]), (("no_appetite",), "12.5", []),
     (("oedema",), "13", ["severe_wasting"])],
)  # fmt: skip
def test_every_child_is_looked_at_for_nutrition(signs, arm, expected):
    assert codes(*signs, upper_arm=arm) == expected


def test_the_arm_of_one_below_six_months_tells_nothing():
    assert codes(months=5, upper_arm="11.0") == []


def test_pallor_is_an_anaemia():
    assert (codes("very_pale"), codes("pale")) == (["severe_anaemia"], ["anaemia"])


def test_the_gravest_comes_first_and_the_nearest_day_is_the_follow_up():
    told = {"complaints": ["cough", "ear"], "signs": ["ear_pain"], "age": aged(24), "on": ON}

    found = classify(**told, numbers={"respiration": 44})

    assert [one.colour for one in found.found] == ["kuning", "kuning"] and found.derived == ("fast_breathing",)
    assert found.follow_up_on(ON) == date(2024, 5, 8)
    assert classify(**told | {"complaints": ["ear"]}, numbers={}).follow_up_on(ON) == date(2024, 5, 11)


def test_a_well_child_is_green_and_comes_back_for_nothing():
    found = classify(complaints=[], signs=[], numbers={}, age=aged(24), on=ON)

    assert (found.colour, found.found, found.follow_up_on(ON)) == ("hijau", (), None)


def test_the_chart_is_for_two_months_to_five_years():
    assert [is_of_age(aged(months), ON) for months in (1, 2, 59, 60)] == [False, True, True, False]


def test_every_condition_names_a_sign_that_can_be_found():
    rules = rules_on(ON)
    known = {*signs_on(ON), *(row["sign"] for row in rules["number"])}
    known |= {row["code"] for topic in rules["topic"] for row in topic["classes"]}
    named_ = set()
    for topic in rules["topic"]:
        named_ |= set(topic.get("only_if", ()))
        for row in topic["classes"]:
            named_ |= {*row.get("any", ()), *row.get("all", ()), *row.get("of", ()), *row.get("after", ())}
            named_ |= {sign for group in row.get("any_two", ()) for sign in group}

    assert named_ <= known
    assert set(complaints_on(ON)) == {"cough", "dehydration", "fever", "ear"}
    assert named("pneumonia", ON).name == "Pneumonia"

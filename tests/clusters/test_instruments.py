"""Every shipped instrument says what its source says, on both sides of every cut-off; a wrong file says where."""

from datetime import date

import pytest

from clusters import instruments
from clusters.instrument_reading import InstrumentError, parse
from clusters.instrument_scoring import score

TODAY = date(2024, 5, 6)
CALM = {"bmi": "22.0", "map": "85.0", "age_years": "28", "sex": "P"}


def all_no(instrument):
    return {item.key: "tidak" for item in instrument.items if item.asks == "yes_no"}


def told(code, answers, known=()):
    found = score(instruments.instrument(code, on=TODAY), answers, dict(known))
    return found.score, found.outcome.code


@pytest.mark.parametrize(("yes", "said"), [(0, "normal"), (5, "normal"), (6, "positif"), (16, "positif")])
def test_srq_is_positive_from_six_on(yes, said):
    srq = instruments.instrument("srq20", on=TODAY)
    first = {item.key: "ya" for item in srq.items[:yes]}

    assert told("srq20", all_no(srq) | first) == (yes, said)


@pytest.mark.parametrize("others", [0, 5, 19])
def test_a_thought_of_ending_life_is_urgent_however_low_the_sum(others):
    srq = instruments.instrument("srq20", on=TODAY)
    answers = all_no(srq) | {"17": "ya"} | {item.key: "ya" for item in [i for i in srq.items if i.key != "17"][:others]}

    found = score(srq, answers, {})

    assert (found.score, found.outcome.code) == (others + 1, "segera")
    assert found.outcome.follow_up and "Butir 17" in found.because[0]


def puma(*, years="0", sticks="0", yes=0, age="45", sex="P"):
    keys = ["breath", "phlegm", "cough", "spirometry"]
    answers = {key: "ya" if n < yes else "tidak" for n, key in enumerate(keys)}
    return told("puma", answers | {"years": years, "sticks": sticks}, {"age_years": age, "sex": sex})


@pytest.mark.parametrize(
    ("about", "sum_"),
    [
        ({"age": "49"}, 0), ({"age": "50"}, 1), ({"age": "59"}, 1), ({"age": "60"}, 2), ({"sex": "L"}, 1),
        ({"years": "19", "sticks": "20"}, 0), ({"years": "20", "sticks": "20"}, 1),
        ({"years": "30", "sticks": "20"}, 1), ({"years": "31", "sticks": "20"}, 2),
        ({"years": "0", "sticks": "20"}, 0),
    ],
)  # fmt: skip
def test_puma_counts_sex_age_and_pack_years(about, sum_):
    assert puma(**about)[0] == sum_


def test_puma_is_high_from_six_on():
    old_smoker = {"age": "60", "sex": "L", "years": "20", "sticks": "20"}

    assert puma(**old_smoker, yes=1) == (5, "rendah")
    assert puma(**old_smoker, yes=2) == (6, "tinggi")
    assert instruments.instrument("puma", on=TODAY).highest == 9


@pytest.mark.parametrize("symptom", ["cough", "weight", "fever", "sweat"])
def test_one_symptom_makes_a_suspect_of_tb(symptom):
    tbc = instruments.instrument("tbc", on=TODAY)

    assert told("tbc", all_no(tbc)) == (0, "bukan")
    assert told("tbc", all_no(tbc) | {symptom: "ya"}) == (1, "terduga")


def test_a_contact_without_symptoms_is_a_contact_and_one_with_them_a_suspect():
    tbc = instruments.instrument("tbc", on=TODAY)

    assert told("tbc", all_no(tbc) | {"contact": "ya"}) == (0, "kontak")
    assert told("tbc", all_no(tbc) | {"contact": "ya", "fever": "ya"}) == (1, "terduga")
    assert told("tbc", all_no(tbc) | {"diabetes": "ya", "previous": "ya"}) == (0, "bukan")


@pytest.mark.parametrize(
    ("sum_", "said", "level"),
    [
        (20, "mandiri", "A"), (19, "ringan", "B"), (12, "ringan", "B"), (11, "sedang", "B"), (9, "sedang", "B"),
        (8, "berat", "C"), (5, "berat", "C"), (4, "total", "C"), (0, "total", "C"),
    ],
)  # fmt: skip
def test_barthel_names_the_level_of_dependence(sum_, said, level):
    barthel = instruments.instrument("barthel", on=TODAY)
    answers, left = {}, sum_
    for item in barthel.items:
        given = min(left, item.highest)
        answers[item.key], left = str(given), left - given

    found = score(barthel, answers, {})

    assert (found.score, found.outcome.code, found.outcome.level) == (sum_, said, level)
    assert barthel.highest == 20


@pytest.mark.parametrize(
    ("answers", "known", "said"),
    [
        ({}, {}, "rendah"), ({"nullipara": "ya"}, {}, "rendah"), ({"nullipara": "ya", "family": "ya"}, {}, "positif"),
        ({"diabetes": "ya"}, {}, "positif"), ({"autoimmune": "ya"}, {}, "positif"),
        ({"nullipara": "ya"}, {"age_years": "34"}, "rendah"), ({"nullipara": "ya"}, {"age_years": "35"}, "positif"),
        ({"nullipara": "ya"}, {"bmi": "30.0"}, "rendah"), ({"nullipara": "ya"}, {"bmi": "30.1"}, "positif"),
        ({"nullipara": "ya"}, {"map": "90.0"}, "rendah"), ({"nullipara": "ya"}, {"map": "90.3"}, "positif"),
        ({"nullipara": "ya", "protein": "belum"}, {}, "rendah"), ({"nullipara": "ya", "protein": "ya"}, {}, "positif"),
    ],
)  # fmt: skip
def test_two_moderate_or_one_high_risk_is_positive(answers, known, said):
    risk = instruments.instrument("preeklamsia", on=TODAY)

    assert told("preeklamsia", all_no(risk) | {"protein": "tidak"} | answers, CALM | known)[1] == said


def test_what_was_not_measured_is_named_unless_it_could_change_nothing():
    risk = instruments.instrument("preeklamsia", on=TODAY)
    answers, unmeasured = all_no(risk) | {"protein": "tidak"}, {"age_years": "28", "sex": "P"}

    assert not score(risk, answers | {"nullipara": "ya"}, unmeasured).is_whole
    assert [item.key for item in score(risk, answers, unmeasured).missing] == ["bmi", "map"]
    assert score(risk, answers, unmeasured | {"bmi": "22"}).is_whole, "one moderate risk alone is not positive"
    assert score(risk, answers | {"kidney": "ya"}, unmeasured).is_whole


@pytest.mark.parametrize(
    ("status", "home", "said"),
    [
        ("tidak", "tidak", "tidak"), ("tidak", "ya", "terpapar"), ("berhenti", "ya", "pernah"),
        ("kadang", "tidak", "kadang"), ("harian", "ya", "harian"),
    ],
)  # fmt: skip
def test_smoking_of_adults_is_told_by_status_and_smoke_around_them(status, home, said):
    assert told("rokok_dewasa", {"status": status, "home": home, "outside": "tidak"})[1] == said


def test_an_adolescent_who_only_tried_is_followed_up_and_an_adult_who_stopped_is_not():
    teen = score(instruments.instrument("rokok_remaja", on=TODAY), {"status": "pernah"}, {})
    adult = score(instruments.instrument("rokok_dewasa", on=TODAY), {"status": "berhenti"}, {})

    assert teen.outcome.follow_up and not adult.outcome.follow_up


WHOLE = """code = "x"
name = "X"
title = "X"
version = "1"
source = "a source"
valid_from = 2024-01-01
[eligible]
from = "15y"
[interval]
rule = "months"
months = 12
[[item]]
key = "a"
words = "A?"
kind = "choice"
choices = [["0", "Nol", 0], ["3", "Tiga", 3]]
[[class]]
code = "low"
name = "Low"
at_least = 0
advice = "None."
[[override]]
item = "a"
is = ["3"]
class = "low"
"""


def test_a_whole_file_is_an_instrument_and_its_items_may_be_reversed_and_weighed():
    assert score(parse(WHOLE, name="x.toml"), {"a": "3"}, {}).score == 3
    reversed_ = parse(WHOLE.replace('kind = "choice"', 'kind = "choice"\nreversed = true\nweight = 2'), name="x.toml")
    assert score(reversed_, {"a": "3"}, {}).score == 0
    assert score(reversed_, {"a": "0"}, {}).score == 6


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ('kind = "choice"', 'kind = "chosen"', r"x.toml line 15: the kind of item 'a' 'chosen' is unknown"),
        ('item = "a"', 'item = "b"', r"x.toml line 23: override of 'b', which is no item"),
        ('class = "low"', 'class = "high"', r"x.toml line 25: override to 'high', which is no class"),
        ('is = ["3"]', 'is = ["4"]', r"override of 'a' by an answer it does not have"),
        ("at_least = 0", "at_least = 1", r"a sum of 0 falls into no class"),
        ('from = "15y"', 'from = "15 tahun"', r"x.toml line 8: age '15 tahun'"),
        ("months = 12\n", "", r"months are said for the rule months"),
        ('source = "a source"\n', "", r"source missing"),
        ('title = "X"', 'title = "X"\ncolour = "red"', r"the instrument has colour"),
        ('title = "X"', "title = X", r"x.toml: .*line 3"),
    ],
)
def test_a_wrong_file_says_where_and_why(was, becomes, why):
    with pytest.raises(InstrumentError, match=why):
        parse(WHOLE.replace(was, becomes), name="x.toml")

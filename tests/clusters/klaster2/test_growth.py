"""Growth: the WHO's own survey reproduced, each cut-off on both sides, and what gets no class."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest

from clusters.klaster2 import who_tables
from clusters.klaster2.growth import Gain, Measured, class_named, gain_of, least_gain, read, read_as, rules_on
from clusters.klaster2.growth import vitamin_a_due as capsule
from puskesmas.facility.life_stages import Age

ON = date(2025, 6, 10)


def child(*, days, sex="P", **told):
    exact = {key: Decimal(str(value)) if type(value) is float else value for key, value in told.items()}
    return Measured(born=ON - timedelta(days=days), sex=sex, on=ON, **exact)


def test_the_survey_the_who_publishes_with_its_results_is_reproduced_to_a_hundredth():
    """The WHO's igrowup survey: every z-score of length, weight, BMI and head it gives, ours beside it."""
    table = files("pygrowup") / "test_datasets" / "MySurvey_z_st.csv"
    compared, odd = 0, []
    for row in csv.DictReader(table.read_text().splitlines()):
        if not row["age.days"] or not 0 <= int(row["age.days"]) <= who_tables.LAST_DAY:
            continue
        told = {"weight": row["WEIGHT"], "stature": row["HEIGHT"], "head": row["HEAD"]}
        told = {key: Decimal(value).quantize(Decimal("0.1")) for key, value in told.items() if value}
        lying = {"l": True, "h": False}.get(row["measure"])
        found = read(
            child(days=int(row["age.days"]), sex={"1": "L", "2": "P"}[row["GENDER"]], lying=lying,
                  oedema=row["oedema"] == "y", **told)
        )  # fmt: skip
        for ours, theirs in (("waz", "zwei"), ("haz", "zlen"), ("whz", "zwfl"), ("baz", "zbmi"), ("hcz", "zhc")):
            if row[theirs]:
                compared += 1
                if abs(found.z[ours] - Decimal(row[theirs])) > Decimal("0.01"):
                    odd.append((row["id"], ours, found.z[ours], row[theirs]))

    assert odd == []
    assert compared == 1993


@pytest.mark.parametrize(("z", "sd"), [(-3, "-3.00"), (-2, "-2.00"), (0, "0.00"), (2, "2.00"), (3, "3.00")])
def test_a_table_row_gives_back_its_own_sd_lines(z, sd):
    row = who_tables.by_age("haz", "P", 365)

    found = read(child(days=365, stature=Decimal(str(row.at(z)))))

    assert found.z["haz"] == Decimal(sd)


def at_z(index, z, *, days=365, sex="P"):
    """A child whose index lies at a z-score; its class."""
    if index == "haz":
        told = {"stature": Decimal(repr(who_tables.by_age("haz", sex, days).at(z)))}
    elif index == "waz":
        told = {"weight": Decimal(repr(who_tables.by_age("waz", sex, days).at(z)))}
    else:
        row = who_tables.by_stature(sex, Decimal("74.0"), standing=days >= 731)
        told = {"stature": Decimal("74.0"), "weight": Decimal(repr(row.at(z)))}
    found = read(child(days=days, sex=sex, **told))
    return found.classes[index].code


@pytest.mark.parametrize(
    ("index", "bound", "below", "at", "above"),
    [
        ("waz", -3, "severe_under", "under", "under"),
        ("waz", -2, "under", "normal", "normal"),
        ("waz", 1, "normal", "normal", "over_risk"),
        ("haz", -3, "severe_stunted", "stunted", "stunted"),
        ("haz", -2, "stunted", "normal", "normal"),
        ("haz", 3, "normal", "normal", "tall"),
        ("whz", -3, "severe_wasted", "wasted", "wasted"),
        ("whz", -2, "wasted", "normal", "normal"),
        ("whz", 1, "normal", "normal", "over_risk"),
        ("whz", 2, "over_risk", "over_risk", "over"),
        ("whz", 3, "over", "over", "obese"),
    ],
)
def test_a_class_ends_where_the_regulation_ends_it(index, bound, below, at, above):
    assert (at_z(index, bound - 0.02), at_z(index, bound), at_z(index, bound + 0.02)) == (below, at, above)


@pytest.mark.parametrize(
    ("upper_arm", "code"), [("11.4", "severe_wasted"), ("11.5", "wasted"), ("12.4", "wasted"), ("12.5", "normal")]
)
def test_the_upper_arm_has_its_own_classes(upper_arm, code):
    assert read(child(days=365, upper_arm=Decimal(upper_arm))).classes["upper_arm"].code == code


def test_the_upper_arm_of_one_below_six_months_has_no_class():
    assert "upper_arm" not in read(child(days=150, upper_arm=Decimal("11.0"))).classes


def test_school_children_are_read_by_month_and_by_their_own_classes():
    days = 8 * 365 + 2
    row = who_tables.by_age("baz", "L", days)
    height = Decimal("125.0")
    heavy = Decimal(repr(row.at(2.1))) * (height / 100) ** 2

    found = read(child(days=days, sex="L", stature=height, weight=heavy))

    assert found.classes["baz"].name == "Obesitas" and "whz" not in found.z and "waz" not in found.classes


@pytest.mark.parametrize(
    ("index", "z", "code"),
    [("waz", -6.0, "severe_under"), ("waz", -6.1, "check"), ("haz", 6.0, "tall"), ("haz", 6.1, "check")],
)
def test_what_no_body_has_is_measured_again_and_gets_no_class(index, z, code):
    row = who_tables.by_age(index, "P", 365)
    if index == "haz":
        told = {"stature": Decimal(repr(row.at(z)))}
    else:  # beyond 3 SD in steps of the distance from 2 to 3
        told = {"weight": Decimal(repr(row.at(-3) + (z + 3) * (row.at(-2) - row.at(-3))))}

    found = read(child(days=365, **told))

    assert found.classes[index].code == code


def test_the_weight_of_a_child_with_oedema_is_not_read_and_the_child_is_severely_wasted():
    found = read(child(days=365, weight=9.0, stature=74.0, oedema=True))

    assert set(found.z) == {"haz"}
    assert found.classes["whz"].name == "Gizi buruk"


@pytest.mark.parametrize(
    ("days", "lying", "read_with"),
    [(730, True, "80.0"), (730, False, "80.7"), (731, True, "79.3"), (731, False, "80.0")],
)
def test_lying_and_standing_differ_by_seven_millimetres(days, lying, read_with):
    stature = read_as(Decimal("80.0"), days=days, lying=lying, rules=rules_on(ON))

    assert stature == Decimal(read_with)


def test_a_child_born_early_is_read_by_the_corrected_age_until_two():
    early = read(child(days=300, weight=7.5, gestation_weeks=32))
    term = read(child(days=300, weight=7.5, gestation_weeks=37))
    two = read(child(days=731, weight=7.5, gestation_weeks=32))

    assert (early.days, early.corrected) == (300 - 56, True)
    assert (term.days, term.corrected) == (300, False)
    assert (two.days, two.corrected) == (731, False)
    assert early.z["waz"] == read(child(days=244, weight=7.5)).z["waz"]


def test_an_index_without_a_row_has_no_z_score():
    assert read(child(days=365, weight=9.0, stature=44.9)).z.keys() == {"waz", "haz", "baz"}
    assert read(child(days=20, weight=2.0, gestation_weeks=30)).z == {}  # not yet term


@pytest.mark.parametrize(
    ("sex", "months", "grams"),
    [("L", 1, 800), ("L", 7, 400), ("P", 7, 300), ("L", 11, 300), ("P", 11, 200), ("L", 12, 200), ("L", 59, 200)],
)
def test_the_least_gain_is_that_of_the_card(sex, months, grams):
    assert least_gain(sex=sex, age_months=months, on=ON) == grams


def gained(grams, *, before=date(2025, 5, 31), months=5):
    last = Decimal("6.0")
    return gain_of(
        sex="L", age_months=months, on=ON, weight=last + Decimal(grams) / 1000, before=before and (before, last)
    )


def test_a_child_gains_or_does_not_since_the_month_before():
    assert (gained(500), gained(499), gained(-100)) == (Gain.ROSE, Gain.DID_NOT, Gain.DID_NOT)
    assert gained(500, before=date(2025, 5, 1)) == Gain.ROSE
    assert gained(500, before=date(2025, 4, 30)) == Gain.NOT_WEIGHED
    assert gained(500, before=None) == Gain.FIRST
    assert gained(500, months=60) is None


@pytest.mark.parametrize(
    ("months", "on", "code"),
    [
        (5, date(2025, 2, 1), None),
        (6, date(2025, 2, 1), "blue"),
        (11, date(2025, 8, 31), "blue"),
        (12, date(2025, 8, 1), "red"),
        (59, date(2025, 2, 28), "red"),
        (60, date(2025, 2, 28), None),
        (24, date(2025, 3, 1), None),
    ],
)
def test_vitamin_a_is_due_by_month_and_age(months, on, code):
    due = capsule(Age(months * 31, months, months // 12), on)

    assert (due and due.code) == code


def test_a_class_is_called_as_the_age_calls_it():
    assert class_named("baz", "over", Age(365, 12, 1), ON).name == "Gizi lebih"
    assert class_named("baz", "check", Age(365, 12, 1), ON).name == "Periksa ulang"

"""Measured values beside their limits at the patient's age."""

from datetime import date
from decimal import Decimal

import pytest

from clusters import vitals
from puskesmas.facility.life_stages import Age

ON = date(2024, 5, 6)
PAK_BUDI = Age.between(date(1957, 1, 20), ON)
RAKA = Age.between(date(2021, 3, 2), ON)
NEWBORN = Age.between(date(2024, 5, 4), ON)


def only(values, age, sex=""):
    (reading,) = vitals.readings(values, on=ON, age=age, sex=sex)
    return reading


def test_pak_budis_blood_pressure_stands_beside_its_limit():
    assert only({"systolic": 158, "diastolic": 96}, PAK_BUDI).text == "158/96 ▲ ≥ 140/90"
    assert only({"systolic": 139, "diastolic": 89}, PAK_BUDI).text == "139/89"


@pytest.mark.parametrize(
    ("pressure", "mark"),
    [((140, 80), "kuning"), ((139, 90), "kuning"), ((180, 80), "merah"), ((150, 110), "merah"), ((89, 60), "merah")],
)
def test_either_number_may_raise_a_blood_pressure(pressure, mark):
    assert only({"systolic": pressure[0], "diastolic": pressure[1]}, PAK_BUDI).mark == mark


@pytest.mark.parametrize(
    ("pressure", "text", "mark"),
    [
        ((160, 100), "160/100 ▲ ≥ 160/110, hipertensi berat dalam kehamilan", "merah"),
        ((150, 110), "150/110 ▲ ≥ 160/110, hipertensi berat dalam kehamilan", "merah"),
        ((180, 110), "180/110 ▲ ≥ 160/110, hipertensi berat dalam kehamilan", "merah"),
        ((150, 85), "150/85 ▲ ≥ 140/90, hipertensi dalam kehamilan", "kuning"),
        ((139, 89), "139/89", ""),
    ],
)
def test_a_pregnant_womans_blood_pressure_has_limits_of_its_own(pressure, text, mark):
    values = {"systolic": pressure[0], "diastolic": pressure[1]}
    bu_sari = Age.between(date(1996, 2, 11), ON)

    (found,) = vitals.readings(values, on=ON, age=bu_sari, sex="P", pregnant=True)

    assert (found.text, found.mark) == (text, mark)
    assert "kehamilan" not in only(values, bu_sari, sex="P").text


def test_the_same_breathing_is_fast_for_pak_budi_and_calm_for_raka():
    assert only({"respiration": 30}, PAK_BUDI).mark == "merah"
    assert only({"respiration": 30}, RAKA).mark == ""
    assert only({"respiration": 40}, RAKA).text == "40 ▲ ≥ 40"


def test_a_newborn_is_cold_where_an_adult_is_not():
    assert only({"temperature": Decimal("36.2")}, NEWBORN).mark == "merah"
    assert only({"temperature": Decimal("36.2")}, PAK_BUDI).mark == ""


def test_a_waist_is_judged_by_sex():
    assert only({"waist": 85}, PAK_BUDI, sex="L").mark == ""
    assert only({"waist": 85}, PAK_BUDI, sex="P").text == "85 ▲ > 80"


def test_of_an_unknown_patient_only_what_no_age_would_have_is_marked():
    assert only({"respiration": 40}, None).mark == ""
    assert only({"respiration": 61}, None).mark == "kuning"
    assert only({"temperature": Decimal("39.5")}, None).mark == "merah"
    assert only({"systolic": 190, "diastolic": 100}, None).mark == "merah"
    assert only({"spo2": 90}, None).mark == "merah"


def test_the_gravest_flag_comes_first():
    found = vitals.flags({"systolic": 150, "diastolic": 95, "spo2": 90, "pulse": 80}, on=ON, age=PAK_BUDI)

    assert [flag.name for flag in found] == ["spo2", "blood_pressure"]


@pytest.mark.parametrize(("consciousness", "mark"), [("compos_mentis", ""), ("apatis", "kuning"), ("koma", "merah")])
def test_consciousness_is_marked_when_it_is_clouded(consciousness, mark):
    assert only({"consciousness": consciousness}, PAK_BUDI).mark == mark


def test_an_adults_body_mass_names_its_scheme():
    said = vitals.bmi(Decimal("70.5"), Decimal("158"), on=ON, age=PAK_BUDI)

    assert said.text == "28,2 Obesitas I (Asia-Pasifik)"
    assert vitals.bmi(Decimal("70.5"), Decimal("158"), on=ON, age=PAK_BUDI, scheme="kemenkes").label == "Obesitas"


def test_a_child_has_growth_curves_instead_of_a_body_mass_class():
    assert vitals.bmi(Decimal("14"), Decimal("95"), on=ON, age=RAKA) is None
    assert vitals.bmi(Decimal("70"), None, on=ON, age=PAK_BUDI) is None

"""How a patient is spoken of."""

from datetime import date

import pytest

from puskesmas.facility.life_stages import Age
from puskesmas.patients.wording import age_in_words, allergies_in_words, form_of_address

VISIT = date(2024, 5, 6)


def age(born):
    return Age.between(born, VISIT)


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2024, 5, 6), "0 hari"),
        (date(2024, 4, 8), "28 hari"),
        (date(2024, 4, 7), "29 hari"),
        (date(2024, 3, 6), "2 bulan"),
        (date(2022, 6, 6), "23 bulan"),
        (date(2021, 1, 6), "3 tahun 4 bulan"),
        (date(2021, 5, 6), "3 tahun"),
        (date(1970, 1, 1), "54 tahun"),
    ],
)
def test_an_age_is_said_in_the_unit_that_says_most(born, words):
    assert age_in_words(age(born)) == words


@pytest.mark.parametrize(
    ("name", "sex", "born", "called"),
    [
        ("Raka", "L", date(2020, 12, 1), "An. Raka"),
        ("Aisyah", "P", date(2024, 1, 1), "By. Aisyah"),
        ("By. Ny. Wati", "L", date(2024, 5, 1), "By. Ny. Wati"),
        ("Rosnani Idris", "P", date(1970, 1, 1), "Ny. Rosnani Idris"),
        ("Budi", "L", date(1957, 1, 1), "Tn. Budi"),
    ],
)
def test_a_name_is_preceded_by_what_fits_the_age(name, sex, born, called):
    assert form_of_address(name, sex=sex, age=age(born)) == called


def test_an_allergy_noted_twice_is_said_once_with_its_reaction():
    noted = [("Amoksisilin", ""), ("amoksisilin", "ruam"), ("Udang", ""), ("Amoksisilin", "sesak")]

    assert allergies_in_words(noted) == "amoksisilin: ruam; Udang"

"""What is typed at the measuring point becomes values, or a sentence beside its field."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from clusters import measuring
from puskesmas.facility.life_stages import Age

ON = date(2024, 5, 6)
ADULT = Age.between(date(1984, 4, 4), ON)
TODDLER = Age.between(date(2021, 3, 2), ON)


def refused(typed):
    with pytest.raises(ValidationError) as error:
        measuring.read(typed, on=ON)
    return error.value.message_dict


@pytest.mark.parametrize("field", ["blood_pressure", "systolic"])
def test_blood_pressure_may_be_typed_in_one_piece(field):
    assert measuring.read({field: " 120/80 "}, on=ON) == {"systolic": 120, "diastolic": 80}


@pytest.mark.parametrize(("typed", "kept"), [("36,5", "36.5"), ("36.5", "36.5"), (37, "37.0")])
def test_comma_and_point_are_the_same(typed, kept):
    assert measuring.read({"temperature": typed}, on=ON) == {"temperature": Decimal(kept)}


def test_empty_fields_are_left_out_and_nothing_at_all_is_refused():
    assert measuring.read({"pulse": "80", "weight": "", "height": None}, on=ON) == {"pulse": 80}
    assert refused({"pulse": " "}) == {"__all__": ["Belum ada hasil pengukuran. Isi paling sedikit satu."]}


def test_swapped_pressure_is_seen():
    assert "Mungkin tertukar" in refused({"blood_pressure": "80/120"})["diastolic"][0]


def test_half_a_pressure_asks_for_the_other_half():
    assert refused({"systolic": "120"})["diastolic"] == ["Sistolik dan diastolik ditulis bersama, seperti 120/80."]


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("height", "1,65", "Tinggi badan 1,65 di luar 30–230 cm. Tulis dalam sentimeter, misalnya 158."),
        ("temperature", "365", "Suhu 365 di luar 30–43 °C. Tulis seperti 36,5."),
        ("weight", "650", "Berat badan 650 di luar 0,3–300 kg. Tulis dalam kilogram, misalnya 54,5."),
        ("pulse", "delapan", "Nadi harus angka."),
        ("pulse", "80,5", "Nadi ditulis tanpa koma."),
        ("pain", "11", "Nyeri (0–10) 11 di luar 0–10. Periksa lagi."),
        ("consciousness", "bingung", "Kesadaran tidak dikenal."),
        ("gula", "100", "Isian ini tidak dikenal."),
    ],
)
def test_each_mistake_has_its_sentence(field, typed, says):
    assert refused({field: typed})[field][0].startswith(says)


def test_seventy_kilograms_is_usual_for_an_adult_and_asked_about_for_a_toddler():
    assert measuring.unusual({"weight": Decimal("70")}, on=ON, age=ADULT) == {}
    assert "tidak lazim" in measuring.unusual({"weight": Decimal("70")}, on=ON, age=TODDLER)["weight"][0]


def test_of_an_unknown_patient_only_what_is_rare_at_every_age_is_asked_about():
    assert measuring.unusual({"weight": Decimal("70")}, on=ON, age=None) == {}
    assert "pulse" in measuring.unusual({"pulse": 210}, on=ON, age=None)

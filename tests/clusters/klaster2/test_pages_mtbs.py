"""MTBS at the desk: seen, classified with its colour and the day to come back, and put right."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.klaster2.models import MtbsRecord
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in


@pytest.fixture
def ayu(sungai_kakap):
    """The doctor's terminal."""
    return signed_in(staff(sungai_kakap, "dokter"))


@pytest.fixture
def desk(ayu, sungai_kakap):
    """Raka, three years old, with a cough."""
    entry = in_the_room(sungai_kakap, cast.raka(sungai_kakap), services=["MTBS"])[1]
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    return entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def save(ayu, entry, **told):
    sent = {f"mtbs-{name}": value for name, value in told.items()}
    return ayu.post(to("examine", entry), sent | {"do": "save"}, follow=True)


def test_a_cough_with_fast_breathing_is_a_pneumonia_seen_again_in_two_days(ayu, desk):
    assert 'name="mtbs-signs_danger"' in words(ayu.get(to("desk", desk)))

    answer = save(ayu, desk, complaints=["cough"], respiration="44", treatment="Amoksisilin")

    record = MtbsRecord.objects.get()
    assert (record.classes, record.colour, record.follow_up_on) == (["pneumonia"], "kuning", date(2024, 5, 8))
    assert record.derived == ["fast_breathing"] and record.age_months == 38
    assert "Pneumonia" in words(answer) and "kunjungan ulang <b>8/5/2024" in words(answer)


def test_what_was_measured_today_stands_where_nothing_is_typed(ayu, desk):
    ayu.post(to("measure", desk), {"respiration": "44", "temperature": "37,6", "confirmed": "on"})
    assert "napas 44×/menit, suhu 37,6 °C" in words(ayu.get(to("desk", desk)))

    save(ayu, desk, complaints=["cough"])

    assert MtbsRecord.objects.get().respiration == 44


def test_a_danger_sign_is_red(ayu, desk):
    answer = save(ayu, desk, signs_danger=["convulsion"], complaints=["cough"], respiration="30")

    record = MtbsRecord.objects.get()
    assert (record.classes[0], record.colour, record.follow_up_on) == ("very_severe", "merah", None)
    assert "Merah: rujuk segera" in words(answer)


def test_a_number_nobody_has_is_sent_back_with_what_was_ticked(ayu, desk):
    answer = save(ayu, desk, complaints=["cough"], respiration="4", signs_cough=["wheezing"])

    assert answer.status_code == 400 and "Tulis angka antara 5 dan 150." in words(answer)
    assert 'value="wheezing"' in words(answer) and "checked" in words(answer) and not MtbsRecord.objects.exists()


def test_what_was_seen_wrong_is_put_right_and_classified_again(ayu, desk):
    save(ayu, desk, complaints=["cough"], respiration="44", signs_danger=["stridor"])
    record = MtbsRecord.objects.get()
    sheet = to("correct_exam", desk, "mtbs", record.code)
    assert 'value="stridor"' in words(ayu.get(sheet))

    ayu.post(sheet, {"mtbs-complaints": ["cough"], "mtbs-respiration": "34", "why-reason": "salah hitung"})

    after = MtbsRecord.objects.current().get()
    assert (after.classes, after.colour, after.version) == (["cough"], "hijau", 2)


def test_a_school_child_is_not_asked(ayu, sungai_kakap):
    dina = cast.a_patient(sungai_kakap, "Dina", born=date(2019, 5, 6))  # five years old today
    entry = in_the_room(sungai_kakap, dina, services=["MTBS"])[1]
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})

    assert 'name="mtbs-respiration"' not in words(ayu.get(to("desk", entry)))


def test_the_desk_of_a_sick_child_costs_at_most_fifteen_statements(ayu, desk, django_assert_max_num_queries):
    ayu.post(to("measure", desk), {"weight": "13,9", "height": "94", "confirmed": "on"})
    save(ayu, desk, complaints=["cough"], respiration="44")
    ayu.post(to("examine", desk), {"tumbuh-use_measured": "on", "tumbuh-position": "standing", "do": "save"})
    assert "Grafik pertumbuhan, 1 pengukuran" in words(ayu.get(to("desk", desk)))

    with django_assert_max_num_queries(15):
        ayu.get(to("desk", desk))


def test_a_clerk_does_not_classify(sungai_kakap, desk):
    answer = signed_in(staff(sungai_kakap, "loket")).post(to("examine", desk), {"mtbs-respiration": "44", "do": "save"})

    assert answer.status_code == 403 and not MtbsRecord.objects.exists()

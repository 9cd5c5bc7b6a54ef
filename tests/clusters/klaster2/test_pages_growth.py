"""Growth at the desk: measured, read by the tables, gained or not, charted, and put right."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.klaster2.models import GrowthRecord
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in


@pytest.fixture
def ayu(sungai_kakap):
    """The doctor's terminal."""
    return signed_in(staff(sungai_kakap, "dokter"))


@pytest.fixture
def sasa(sungai_kakap):
    """Sasa, eleven months old on the Monday of the tests."""
    return cast.a_patient(sungai_kakap, "Sasa Amelia", born=cast.MONDAY.date().replace(year=2023, month=6))


def seated(facility, patient):
    return in_the_room(facility, patient, services=["TUMBUH-KEMBANG"])[1]


@pytest.fixture
def desk(ayu, sungai_kakap, sasa):
    entry = seated(sungai_kakap, sasa)
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    return entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def save(ayu, entry, **told):
    sent = {f"tumbuh-{name}": value for name, value in told.items()}
    return ayu.post(to("examine", entry), sent | {"do": "save"}, follow=True)


def test_a_child_is_measured_and_read_by_the_tables(ayu, desk):
    assert 'name="tumbuh-weight"' in words(ayu.get(to("desk", desk)))

    answer = save(ayu, desk, weight="7,1", stature="67,5", position="lying", head="44", upper_arm="13")

    record = GrowthRecord.objects.get()
    assert (record.age_months, record.weight, record.stature_read) == (11, Decimal("7.10"), Decimal("67.5"))
    assert record.waz_class == "normal" and record.haz_class == "stunted" and record.arm_class == "normal"
    assert record.gain == "B" and record.read_days == record.age_days
    page = words(answer)
    assert "Pendek" in page and "Baru pertama ditimbang" in page and "<polyline" in page and "SD" in page


def test_a_stature_says_how_it_was_taken(ayu, desk):
    silent = save(ayu, desk, weight="7,1", stature="68")
    assert silent.status_code == 400 and "Pilih berbaring atau berdiri." in words(silent)

    save(ayu, desk, stature="68", position="standing")

    assert GrowthRecord.objects.get().stature_read == Decimal("68.7")


@pytest.mark.parametrize(("weight", "says"), [("0,4", "antara 0,5 dan 200"), ("tujuh", "Tulis dalam kg")])
def test_what_cannot_be_has_its_sentence(ayu, desk, weight, says):
    answer = save(ayu, desk, weight=weight)

    assert answer.status_code == 400 and says in words(answer) and not GrowthRecord.objects.exists()


def test_a_value_no_body_has_is_asked_about_and_gets_no_class(ayu, desk):
    asked = save(ayu, desk, weight="71")
    assert asked.status_code == 400 and "di luar yang mungkin" in words(asked)

    answer = save(ayu, desk, weight="71", confirmed="on")

    assert GrowthRecord.objects.get().waz_class == "check" and "Periksa ulang" in words(answer)


def test_what_the_measuring_point_found_is_taken_over(ayu, desk):
    ayu.post(to("measure", desk), {"weight": "7,4", "confirmed": "on"})
    page = words(ayu.get(to("desk", desk)))
    assert "Pakai pengukuran hari ini: 7,4 kg" in page

    save(ayu, desk, use_measured="on")

    assert GrowthRecord.objects.get().weight == Decimal("7.40")


def test_a_weight_is_held_against_that_of_the_month_before(ayu, desk, sungai_kakap, sasa, monday_morning):
    save(ayu, desk, weight="7,1")
    monday_morning.shift(35 * 24 * 3600)
    ayu = signed_in(staff(sungai_kakap, "dokter"))
    entry = seated(sungai_kakap, sasa)
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})

    answer = save(ayu, entry, weight="7,29")

    assert GrowthRecord.objects.latest("pk").gain == "T" and "Tidak naik (T)" in words(answer)
    record = GrowthRecord.objects.latest("pk")
    told = {"tumbuh-weight": "7,3", "why-reason": "salah baca timbangan"}
    ayu.post(to("correct_exam", entry, "tumbuh", record.code), told)
    after = GrowthRecord.objects.current().latest("pk")
    assert (after.gain, after.version, after.replaces) == ("N", 2, record)


def test_the_desk_of_a_measured_child_costs_at_most_fifteen_statements(ayu, desk, django_assert_max_num_queries):
    save(ayu, desk, weight="7,1", stature="68", position="lying")

    with django_assert_max_num_queries(15):
        ayu.get(to("desk", desk))


def test_a_clerk_does_not_measure(sungai_kakap, desk):
    answer = signed_in(staff(sungai_kakap, "loket")).post(to("examine", desk), {"tumbuh-weight": "7", "do": "save"})

    assert answer.status_code == 403 and not GrowthRecord.objects.exists()

"""An adult at the desk for chronic disease, the register it opens, and the list of who has not come."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clusters import diagnosing, examining, recording
from clusters.klaster3.models import Control, PtmRecord, Register
from clusters.registry import registry
from tests import cast
from tests.cast import fresh, staff
from tests.clusters.people import in_the_room, signed_in

TOLD = {"ptm-glucose": "120", "ptm-glucose_kind": "gds", "ptm-glucose_method": "meter", "ptm-cholesterol": "239"}
MEASURED = {"systolic": "162", "diastolic": "86", "weight": "78", "height": "158", "waist": "94"}


@pytest.fixture
def dr_ayu(sungai_kakap):
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def ayu(dr_ayu):
    return signed_in(dr_ayu)


@pytest.fixture
def at_the_desk(ayu, sungai_kakap, dr_ayu):
    return come(ayu, sungai_kakap, cast.pak_budi(sungai_kakap), dr_ayu)


def come(ayu, facility, patient, doctor, **measured):
    """Let somebody come, be recognised and measured."""
    visit, entry = in_the_room(facility, patient)
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})
    recording.measure(visit, MEASURED | measured, by=doctor, entry=entry, confirmed=True)
    return fresh(visit), entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def test_what_was_measured_and_typed_is_kept_with_its_classes(ayu, at_the_desk):
    visit, entry = at_the_desk
    sheet = words(ayu.get(to("exam", entry, "ptm")))
    assert "Hipertensi derajat 2, sistolik terisolasi" in sheet and "obesitas sentral" in sheet

    answer = ayu.post(to("exam", entry, "ptm"), TOLD | {"ptm-educated": "on", "ptm-smoking": "daily"}, follow=True)

    record = PtmRecord.objects.get(visit=visit)
    assert (record.pressure_class, record.isolated_systolic) == ("grade_2", True)
    assert (str(record.bmi), record.bmi_class, record.bmi_scheme) == ("31.2", "Obesitas II", "asia_pacific")
    assert (record.central_obesity, record.glucose_class, record.cholesterol_class) == (
        True,
        "unclassified",
        "Batas tinggi",
    )
    page = words(answer)
    assert "Tidak terklasifikasi: nilai faktor risiko, ulang dengan GDP" in page and "batas tinggi" in page
    assert visit.events.filter(kind="exam_recorded", data__exam="ptm").count() == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"ptm-glucose_kind": ""}, "Pilih jenis pemeriksaannya."),
        ({"ptm-glucose_method": ""}, "Pilih alatnya"),
        ({"ptm-glucose": ""}, "Isi nilainya, atau kosongkan jenis dan alatnya."),
        ({"ptm-glucose": "banyak"}, "Tulis angka, seperti 126 atau 6,5."),
        ({"ptm-glucose": "7", "ptm-glucose_kind": "gdp"}, "GDP 7 mg/dL di luar 20–700."),
        ({"ptm-cholesterol": "20"}, "Kolesterol 20 mg/dL di luar 50–600."),
    ],
)
def test_what_cannot_be_is_asked_about_beside_its_field(ayu, at_the_desk, changed, says):
    answer = ayu.post(to("exam", at_the_desk[1], "ptm"), TOLD | changed)

    assert answer.status_code == 400 and says in words(answer)
    assert not PtmRecord.objects.exists()


def test_what_nobody_measured_stays_empty(ayu, sungai_kakap):
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    ayu.post(to("recognise", entry), {"identifiers": ["name", "birth_date"]})

    ayu.post(to("exam", entry, "ptm"), {"ptm-educated": "on"})

    record = PtmRecord.objects.get(visit=visit)
    assert (record.systolic, record.bmi, record.waist, record.glucose, record.central_obesity) == (None,) * 5
    assert record.pressure_class == "" and record.glucose_class == ""


def test_a_corrected_visit_keeps_the_one_before_and_judges_its_control_again(ayu, at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "E11", by=dr_ayu, entry=entry)
    ayu.post(to("exam", entry, "ptm"), TOLD | {"ptm-glucose": "210"})
    assert Control.objects.get(visit=visit).controlled is False

    before = PtmRecord.objects.get(visit=visit)
    ayu.post(to("correct_exam", entry, "ptm", before.code), TOLD | {"ptm-glucose": "121", "why-reason": "salah ketik"})

    assert PtmRecord.objects.filter(visit=visit).count() == 2
    control = Control.objects.get(visit=visit)
    assert (control.controlled, str(control.glucose)) == (True, "121.0")
    assert Register.objects.get().last_values == "GDS 121"


def test_a_high_pressure_alone_opens_no_register_and_a_doctors_diagnosis_does(ayu, at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    ayu.post(to("exam", entry, "ptm"), TOLD)
    assert not Register.objects.exists()

    diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)

    register = Register.objects.get()
    assert (register.disease, register.opened_by, register.controlled) == ("hypertension", dr_ayu, False)
    assert register.last_values == "162/86 mmHg"
    assert Control.objects.get(register=register).on == visit.on


def test_a_nurse_names_an_illness_without_opening_a_register(at_the_desk, sungai_kakap):
    visit, entry = at_the_desk

    diagnosing.diagnose(visit, "I10", by=staff(sungai_kakap, "perawat"), entry=entry)

    assert not Register.objects.exists()


def test_a_diagnosis_taken_back_closes_the_register_it_opened(at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    made = diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)

    diagnosing.withdraw_diagnosis(made, by=dr_ayu, reason="salah pilih")

    register = Register.objects.get()
    assert (register.closed_how, register.closed_because) == ("mistaken", "diagnosis dicabut")


def test_a_second_diagnosis_of_the_same_disease_is_the_same_register(at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)
    diagnosing.diagnose(visit, "I11.9", by=dr_ayu, entry=entry)

    assert Register.objects.count() == 1


def test_the_list_says_who_has_not_come_this_month(ayu, at_the_desk, sungai_kakap, dr_ayu, monday_morning):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)
    listed = words(ayu.get(reverse("klaster3:registers")))
    assert "Tidak ada di daftar ini" in listed and "Budi Santoso" not in listed
    assert "Budi Santoso" in words(ayu.get(reverse("klaster3:registers") + "?datang=ya"))

    monday_morning.shift(timedelta(days=31))
    ayu = signed_in(dr_ayu)
    missing = words(ayu.get(reverse("klaster3:registers")))
    assert "Budi Santoso" in missing and "162/86 mmHg" in missing

    again, entry = come(ayu, sungai_kakap, visit.patient, dr_ayu, systolic="132")
    ayu.post(to("exam", entry, "ptm"), {"ptm-educated": "on"})
    register = Register.objects.get()
    assert "Belum terkendali" not in words(ayu.get(to("desk", entry))) and "132/86 mmHg" in words(
        ayu.get(to("desk", entry))
    )
    assert (register.last_seen_on, register.controlled, register.controls.count()) == (again.on, True, 2)
    assert "Budi Santoso" not in words(ayu.get(reverse("klaster3:registers")))


def test_a_register_is_closed_with_a_reason_and_once(ayu, at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)
    page = reverse("klaster3:register", args=[Register.objects.get().code])
    silent = ayu.post(page, {})
    ayu.post(page, {"how": "moved", "because": "ikut anak ke Padang"})
    again = ayu.post(page, {"how": "died"})

    assert silent.status_code == 400 and "Pilih alasannya." in words(silent)
    assert again.status_code == 409 and "sudah ditutup" in words(again)
    register = Register.objects.get()
    assert (register.closed_how, register.closed_by) == ("moved", dr_ayu)


def test_the_registers_are_not_for_those_who_treat_nobody(sungai_kakap):
    for role in ("loket", "kasir", "lab", "kapus", "admin"):
        assert signed_in(staff(sungai_kakap, role)).get(reverse("klaster3:registers")).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(
    ayu, sungai_kakap, dr_ayu, at_the_desk, django_assert_max_num_queries
):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)
    for n in range(3):
        patient = cast.a_patient(sungai_kakap, f"Pasien {n}", born=visit.patient.birth_date)
        Register.objects.create(
            facility=sungai_kakap, patient=patient, disease="hypertension", icd10="I10", opened_on=visit.on,
            opened_by=dr_ayu, opened_visit=visit, last_seen_on=visit.on,
        )  # fmt: skip

    with django_assert_max_num_queries(8):
        ayu.get(reverse("klaster3:registers"))


def statements(act):
    """Give how many statements an act told the database, those of the transaction left out."""
    with CaptureQueriesContext(connection) as captured:
        act()
    said = [one["sql"] for one in captured.captured_queries]
    return len([sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE", "SET CONSTRAINTS"))])


def test_a_diagnosis_that_opens_a_register_and_a_control_cost_no_more_than_a_verb(at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    told = {"glucose": 120, "glucose_kind": "gds", "glucose_method": "meter", "educated": True}

    assert statements(lambda: diagnosing.diagnose(visit, "I10", by=dr_ayu, entry=entry)) <= 12
    diagnosing.diagnose(visit, "E11", by=dr_ayu, entry=entry)
    assert statements(lambda: examining.record(registry.exam("ptm"), entry, told, by=dr_ayu)) <= 12
    assert {one.disease: one.last_values for one in Register.objects.all()} == {
        "hypertension": "162/86 mmHg",
        "diabetes": "GDS 120",
    }

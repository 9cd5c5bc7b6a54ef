"""Somebody brought in unknown is named at the bed, and a record made in haste is united with the one there was."""

from datetime import date

import pytest
from django.urls import reverse

from clusters.models import Soap
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from tests import cast
from tests.cast import entry_of, fresh, place_of, staff

from .people import in_the_emergency_room, signed_in

STRANGER = {"name": "Budi Santosa", "sex": "L", "years": "66", "register": "new"}


@pytest.fixture
def unknown(sungai_kakap):
    return in_the_emergency_room(sungai_kakap, None)


@pytest.fixture
def nurse(sungai_kakap):
    """The terminal of the nurse at the bed."""
    return signed_in(staff(sungai_kakap, "perawat"))


def to(name, entry):
    return reverse(f"clusters:{name}", args=[entry.code])


def words(answer):
    return answer.content.decode()


def test_the_family_says_who_it_is_and_the_record_is_found(nurse, unknown, sungai_kakap):
    visit, entry = unknown
    budi = cast.pak_budi(sungai_kakap)
    nurse.post(to("examine", entry), {"objective": "Sesak, sianosis", "do": "save"})
    assert "Kenali pasien" in words(nurse.get(to("desk", entry)))

    search = nurse.post(to("name", entry), {"q": "budi san"})
    found = words(search)
    assert search.status_code == 200 and "Budi Santoso" in found and "Ini orangnya" in found
    answer = nurse.post(to("name", entry), {"use": budi.code}, follow=True)

    assert "sekarang Tn. Budi Santoso" in words(answer)
    assert (fresh(visit).patient, place_of(visit), entry_of(visit).pk) == (budi, "IGD", entry.pk)
    assert Soap.objects.get(visit__patient=budi).objective == "Sesak, sianosis"
    assert visit.events.filter(kind=Kind.IDENTIFIED, by=staff(sungai_kakap, "perawat")).exists()


def test_somebody_nobody_knows_here_is_given_a_record_at_the_bed(nurse, unknown):
    visit, entry = unknown

    answer = nurse.post(to("name", entry), STRANGER, follow=True)

    assert "sekarang Tn. Budi Santosa" in words(answer)
    assert fresh(visit).patient.birth_date_estimated
    assert place_of(visit) == "IGD"


def test_who_may_be_known_already_is_asked_about_once(nurse, unknown, sungai_kakap):
    visit, entry = unknown
    cast.a_patient(sungai_kakap, "Budi Santosa", born=date(1958, 1, 1), sex="L")

    asked = nurse.post(to("name", entry), STRANGER)
    assert asked.status_code == 400 and "Mungkin sudah terdaftar." in words(asked)
    assert fresh(visit).patient is None

    nurse.post(to("name", entry), STRANGER | {"register": "anyway"})
    assert fresh(visit).patient.name == "Budi Santosa"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "Nama belum diisi."),
        ({"sex": ""}, "Jenis kelamin belum dipilih."),
        ({"years": ""}, "Isi tanggal lahir, atau perkiraan umurnya."),
        ({"nik": "123"}, "NIK harus 16 angka"),
    ],
)
def test_what_is_missing_has_its_sentence(nurse, unknown, change, says):
    visit, entry = unknown

    answer = nurse.post(to("name", entry), STRANGER | change)

    assert answer.status_code == 400 and says in words(answer)
    assert fresh(visit).patient is None


def test_two_records_of_one_person_are_united_and_the_visit_is_found_by_either(nurse, unknown, sungai_kakap):
    visit, entry = unknown
    budi = cast.pak_budi(sungai_kakap)
    nurse.post(to("name", entry), STRANGER)
    made = fresh(visit).patient
    records = signed_in(staff(sungai_kakap, "rekam_medis"))

    pair = {"a": made.code, "b": budi.code, "reason": "orang yang sama"}
    records.post(reverse("registration:do_merge"), pair)

    assert Patient.objects.get(pk=made.pk).person == budi
    page = words(nurse.get(to("desk", entry)))
    assert "Budi Santosa" in page and place_of(visit) == "IGD"
    visits = visit.__class__.objects.filter(patient__person=budi)
    assert list(visits) == [fresh(visit)]


def test_the_doctor_at_the_bed_gives_a_record_too(unknown, sungai_kakap):
    visit, entry = unknown

    signed_in(staff(sungai_kakap, "dokter")).post(to("name", entry), STRANGER)

    assert fresh(visit).patient.name == "Budi Santosa"


def test_a_patient_named_meanwhile_is_not_named_again(nurse, unknown, sungai_kakap):
    visit, entry = unknown
    nurse.post(to("name", entry), {"use": cast.pak_budi(sungai_kakap).code})

    answer = nurse.post(to("name", entry), STRANGER, follow=True)

    assert "sudah dikenal: Tn. Budi Santoso" in words(answer)
    assert fresh(visit).patient.name == "Budi Santoso"


def test_a_neighbours_patient_is_not_attached(nurse, unknown, galis):
    visit, entry = unknown

    assert nurse.post(to("name", entry), {"use": cast.bu_sari(galis).code}).status_code == 404
    assert fresh(visit).patient is None


@pytest.mark.parametrize(("role", "status"), [("bidan", 200), ("loket", 200), ("gigi", 403), ("kasir", 403)])
def test_who_may_say_who_it_is(unknown, sungai_kakap, role, status):
    assert signed_in(staff(sungai_kakap, role)).get(to("name", unknown[1])).status_code == status

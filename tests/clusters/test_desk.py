"""The desk: taking a patient in, writing, and letting them go on."""

import pytest
from django.urls import reverse

from clusters.models import Draft, Soap
from puskesmas.demo import laboratory
from puskesmas.patients.models import Allergy, RecordOpened
from puskesmas.patients.services import note_allergy
from puskesmas.visits.events import Kind
from referrals import results
from tests import cast
from tests.cast import called_in, entry_of, fresh, place_of, staff

from .people import in_the_room, signed_in, waiting_for_the_exam

TWO = ["name", "birth_date"]


@pytest.fixture
def dr_ayu(sungai_kakap):
    laboratory.add(sungai_kakap)
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def ayu(dr_ayu):
    """The doctor's terminal."""
    return signed_in(dr_ayu)


@pytest.fixture
def pak_budi(sungai_kakap):
    return cast.pak_budi(sungai_kakap)


@pytest.fixture
def at_the_desk(ayu, sungai_kakap, pak_budi):
    """Pak Budi's visit and entry, recognised and ready to be examined."""
    visit, entry = in_the_room(sungai_kakap, pak_budi)
    ayu.post(to("recognise", entry), {"identifiers": TWO})
    return visit, entry


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def kinds(visit):
    return list(visit.events.order_by("seq").values_list("kind", flat=True))


def test_a_patient_is_taken_in_and_recognised_by_two_identifiers(ayu, sungai_kakap, pak_budi):
    visit = waiting_for_the_exam(sungai_kakap, pak_budi)
    entry = entry_of(visit)
    assert "Pasien belum masuk" in words(ayu.get(to("desk", entry)))

    ayu.post(to("take", entry))
    assert "Cocokkan identitas" in words(ayu.get(to("desk", entry)))
    one = ayu.post(to("recognise", entry), {"identifiers": ["name"]})
    assert one.status_code == 400 and "paling sedikit dua identitas" in words(one)

    answer = ayu.post(to("recognise", entry), {"identifiers": TWO}, follow=True)

    assert "Selesai, pulang" in words(answer)
    assert {Kind.IDENTITY_CONFIRMED, Kind.RECORD_FETCHED} <= set(kinds(visit))
    assert RecordOpened.objects.filter(patient=pak_budi).exists()


def test_the_banner_always_shows_the_allergy(ayu, at_the_desk, dr_ayu, pak_budi):
    note_allergy(pak_budi, substance="Amoksisilin", reaction="ruam", by=dr_ayu)

    for page in ("desk", "order_lab", "refer_out", "prescribe", "leave"):
        assert "Amoksisilin: ruam" in words(ayu.get(to(page, at_the_desk[1])))


def test_the_banner_shows_what_was_noted_under_a_record_merged_since(ayu, at_the_desk, dr_ayu, pak_budi):
    other = cast.a_patient(pak_budi.facility, "Budi S.", born=pak_budi.birth_date, sex="L")
    note_allergy(other, substance="Sulfa", reaction="ruam", by=dr_ayu)
    type(other).objects.filter(pk=other.pk).update(person_id=pak_budi.pk)

    note_allergy(pak_budi, substance="Udang", by=dr_ayu)
    Allergy.objects.create(patient=pak_budi, substance="sulfa", noted_on=pak_budi.facility.today(), noted_by=dr_ayu)

    page = words(ayu.get(to("desk", at_the_desk[1])))
    assert "Sulfa: ruam" in page and "Udang" in page
    assert page.lower().count("sulfa") == 2  # once to be read and once as the line's title


def test_no_allergy_asked_is_another_thing_than_never_asked(ayu, at_the_desk, dr_ayu, pak_budi):
    _visit, entry = at_the_desk
    assert "Alergi belum ditanyakan" in words(ayu.get(to("desk", entry)))

    ayu.post(to("deny_allergies", entry))
    page = words(ayu.get(to("desk", entry)))
    assert "Tidak ada alergi" in page and "ditanya 6 Mei 2024, dr. Ayu Lestari" in page

    note_allergy(pak_budi, substance="Amoksisilin", by=dr_ayu)
    page = words(ayu.get(to("desk", entry)))
    assert "Amoksisilin" in page and "Tidak ada alergi" not in page and "Sudah ditanya" not in page
    refused = ayu.post(to("deny_allergies", entry))
    assert refused.status_code == 409 and "Alergi Amoksisilin sudah tercatat" in words(refused)


def test_blood_pressure_is_typed_in_one_box_and_judged(ayu, at_the_desk):
    _, entry = at_the_desk

    answer = ayu.post(to("measure", entry), {"blood_pressure": "158/96", "temperature": "36,7"}, follow=True)

    assert "158/96" in words(answer) and "≥ 140/90" in words(answer) and "36,7" in words(answer)


def test_a_pregnant_womans_blood_pressure_is_grave_at_160_over_110(ayu, sungai_kakap):
    visit = cast.at_counter(sungai_kakap, cast.bu_sari(sungai_kakap), facts=["pregnant"])
    while fresh(visit).state != "exam":
        cast.go_on(fresh(visit), "loket")
    bidan = staff(sungai_kakap, "bidan")
    entry = called_in(fresh(visit), by=bidan)
    midwife = signed_in(bidan)
    midwife.post(to("recognise", entry), {"identifiers": TWO})

    answer = midwife.post(to("measure", entry), {"blood_pressure": "160/110"}, follow=True)

    assert "≥ 160/110, hipertensi berat dalam kehamilan" in words(answer)


def test_a_wrong_value_comes_back_with_what_was_typed_and_a_sentence(ayu, at_the_desk):
    answer = ayu.post(to("measure", at_the_desk[1]), {"blood_pressure": "80/120", "pulse": "88"})

    assert answer.status_code == 400
    assert "Diastolik harus lebih kecil" in words(answer) and 'value="88"' in words(answer)


def test_a_rare_value_is_asked_about_once(ayu, at_the_desk):
    visit, entry = at_the_desk
    asked = ayu.post(to("measure", entry), {"blood_pressure": "240/140"})
    assert asked.status_code == 400 and "Sudah diperiksa ulang" in words(asked)

    ayu.post(to("measure", entry), {"blood_pressure": "240/140", "confirmed": "on"})

    assert visit.vitals.get().systolic == 240


def test_what_is_typed_survives_until_it_is_saved(ayu, at_the_desk):
    visit, entry = at_the_desk
    kept = ayu.post(reverse("clusters:draft", args=[visit.code, "soap"]), {"subjective": "Sering haus"})
    assert kept.json() == {"at": "08.00"}
    assert "Sering haus" in words(ayu.get(to("desk", entry)))

    ayu.post(to("examine", entry), {"subjective": "Sering haus", "do": "save"})

    assert not Draft.objects.exists()
    assert Soap.objects.get().subjective == "Sering haus"


def test_the_filled_button_saves_the_examination_and_moves_the_patient(ayu, at_the_desk):
    visit, entry = at_the_desk

    answer = ayu.post(to("examine", entry), {"plan": "Kontrol 1 bulan", "do": "finish"}, follow=True)

    assert fresh(visit).state == "discharged"
    assert Soap.objects.get(visit=visit).plan == "Kontrol 1 bulan"
    assert "Batalkan" in words(answer)


def test_the_last_move_can_be_taken_back_at_once(ayu, at_the_desk):
    visit, entry = at_the_desk
    ayu.post(to("advance", entry))

    answer = ayu.post(reverse("clusters:undo", args=[visit.code, fresh(visit).last_seq]), follow=True)

    assert "Langkah terakhir dibatalkan." in words(answer)
    assert place_of(visit) == "KLASTER3"


def test_a_stale_desk_says_who_moved_the_patient_and_when(ayu, at_the_desk, sungai_kakap):
    _visit, entry = at_the_desk
    other = staff(sungai_kakap, "perawat")
    signed_in(other).post(to("advance", entry))

    answer = ayu.post(to("examine", entry), {"plan": "Kontrol", "do": "finish"})

    assert answer.status_code == 409
    assert f"sudah dipindahkan oleh {other} pukul 08.00" in words(answer)
    assert "Kontrol" in words(answer)


@pytest.mark.parametrize(
    "name", ["desk", "order_lab", "refer", "refer_out", "follow_up", "leave", "escalate", "history"]
)
def test_another_puskesmas_patient_does_not_exist(at_the_desk, galis, name):
    stranger = signed_in(staff(galis, "dokter"))

    assert stranger.get(to(name, at_the_desk[1])).status_code == 404


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("kasir", "examine"),
        ("gizi", "prescribe"),
        ("loket", "measure"),
        ("skrining", "diagnose"),
    ],
)
def test_a_role_that_may_not_is_turned_away(at_the_desk, sungai_kakap, role, name):
    assert signed_in(staff(sungai_kakap, role)).post(to(name, at_the_desk[1])).status_code == 403


def test_a_nurse_reads_that_the_sop_leaves_referring_to_the_doctor(at_the_desk, sungai_kakap):
    page = words(signed_in(staff(sungai_kakap, "perawat")).get(to("desk", at_the_desk[1])))

    assert "menurut SOP dibuat oleh dokter" in page


def test_what_may_not_be_done_is_greyed_with_its_reason(ayu, at_the_desk):
    page = words(ayu.get(to("desk", at_the_desk[1])))

    assert "pasien JKN, tidak ada tagihan" in page and "tidak ada di puskesmas ini" in page


def test_an_hiv_result_stands_at_the_doctors_desk_and_at_no_dentists(ayu, at_the_desk, sungai_kakap, dr_ayu):
    visit, entry = at_the_desk
    ayu.post(to("order_lab", entry), {"tests": ["HB", "HIV"], "question": "Lemas"})
    yuni = staff(sungai_kakap, "lab")
    called_in(visit, by=yuni)
    results.give_result(visit.lab_orders.get(), results={"HB": "12,9", "HIV": "Non-reaktif"}, by=yuni)
    called_in(fresh(visit), by=dr_ayu)

    treats = words(ayu.get(to("desk", entry_of(visit))))
    dentist = words(signed_in(staff(sungai_kakap, "gigi")).get(to("desk", entry_of(visit))))

    assert "Hemoglobin" in treats and "HIV (R1)" in treats and "Non-reaktif" in treats
    assert "Hemoglobin" in dentist and "HIV (R1)" not in dentist and "Non-reaktif" not in dentist


def test_an_illness_is_named_by_code_or_by_its_everyday_name(ayu, at_the_desk):
    visit, entry = at_the_desk
    suggested = words(ayu.get(reverse("clusters:illnesses"), {"code": "hipertensi"}))
    assert "I10" in suggested

    ayu.post(to("diagnose", entry), {"code": "I10 Darah tinggi", "case": "old"})
    wrong = ayu.post(to("diagnose", entry), {"code": "zzzz"})

    assert [(one.icd10, one.case, one.is_main) for one in visit.diagnoses.standing()] == [("I10", "old", True)]
    assert wrong.status_code == 400 and "tidak ditemukan" in words(wrong)


def test_the_desk_costs_at_most_fifteen_statements(ayu, at_the_desk, sungai_kakap, django_assert_max_num_queries):
    visit, entry = at_the_desk
    ayu.post(to("measure", entry), {"blood_pressure": "150/90", "weight": "70", "height": "165"})
    ayu.post(to("examine", entry), {"plan": "Diet", "do": "save"})
    ayu.post(to("diagnose", entry), {"code": "I10", "case": "old"})
    ayu.post(to("order_lab", entry), {"tests": ["HB", "GDS"], "question": "Anemia?"})
    yuni = staff(sungai_kakap, "lab")
    called_in(visit, by=yuni)
    ayu.get(to("desk", entry))

    with django_assert_max_num_queries(15):
        ayu.get(to("desk", entry_of(visit)))

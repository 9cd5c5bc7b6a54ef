"""The sheets over the desk: sending, leaving, sorting and prescribing."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clusters.models import Triage
from clusters.sign import sign_of
from pharmacy.models import Drug, Prescription
from puskesmas.demo import laboratory
from puskesmas.facility.models import Pustu, ServicePoint, Village
from puskesmas.visits.events import Kind
from referrals import internal
from referrals.models import Appointment, FollowUp, InternalReferral, LabOrder, OutwardReferral
from tests import cast
from tests.cast import called_in, entry_of, fresh, place_of, staff

from .people import in_the_emergency_room, in_the_room, signed_in, waiting_for_the_exam


@pytest.fixture
def dr_ayu(sungai_kakap):
    laboratory.add(sungai_kakap)
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def ayu(dr_ayu):
    """The doctor's terminal."""
    return signed_in(dr_ayu)


@pytest.fixture
def sitting(ayu, sungai_kakap):
    """Pak Budi, who sits at the desk."""
    return in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))


def to(name, entry, *more):
    return reverse(f"clusters:{name}", args=[entry.code, *more])


def words(answer):
    return answer.content.decode()


def test_the_laboratory_is_asked_and_the_place_is_kept(ayu, sitting):
    visit, entry = sitting
    refused = ayu.post(to("order_lab", entry), {"question": "Anemia?"})
    assert refused.status_code == 400 and "Pilih sedikitnya satu" in words(refused) and "Anemia?" in words(refused)

    ayu.post(to("order_lab", entry), {"tests": ["HB"], "question": "Anemia?"})

    assert (place_of(visit), LabOrder.objects.get().question) == ("LAB", "Anemia?")


def test_a_patient_is_sent_to_two_rooms_with_one_return(ayu, sitting):
    visit, entry = sitting
    typed = {"places": ["GIGI", "GIZI"], "then": "return", "question": "Gigi bungsu"}

    ayu.post(to("refer", entry), typed)

    assert place_of(visit) == "GIGI" and entry_of(visit).onward == ["GIZI"]
    assert [one.place for one in InternalReferral.objects.all()] == ["GIGI", "GIZI"]


def test_the_room_asked_answers_and_the_patient_goes_back(ayu, sitting, sungai_kakap, dr_ayu):
    visit, entry = sitting
    asked = internal.refer_internally(entry, ["GIGI"], question="Gigi bungsu", by=dr_ayu)[0]
    dentist = staff(sungai_kakap, "gigi")
    at_gigi = called_in(visit, by=dentist)
    meilani = signed_in(dentist)
    meilani.post(to("recognise", at_gigi), {"identifiers": ["name", "nik"]})
    assert "Pertanyaan dari Klaster 3" in words(meilani.get(to("desk", at_gigi)))

    meilani.post(to("answer", at_gigi, asked.code), {"answer": "Sudah dicabut"})

    assert place_of(visit) == "KLASTER3"
    called_in(visit, by=dr_ayu)
    ayu.post(to("recognise", entry_of(visit)), {"identifiers": ["name", "nik"]})
    assert "Sudah dicabut" in words(ayu.get(to("desk", entry_of(visit))))


def test_a_letter_makes_the_referral_the_next_step(ayu, sitting):
    _visit, entry = sitting
    ayu.post(to("recognise", entry), {"identifiers": ["name", "nik"]})
    letter = {
        "kind": "fkrtl",
        "receiver": "RSUD",
        "diagnosis": "I10 Hipertensi",
        "reason": "Krisis",
        "consent": "patient",
    }

    answer = ayu.post(to("refer_out", entry), letter, follow=True)

    assert OutwardReferral.objects.get().receiver == "RSUD"
    assert "Lanjut: siapkan berangkat" in words(answer)
    missing = ayu.post(to("refer_out", entry), letter | {"receiver": ""})
    assert missing.status_code == 400 and "Tulis fasilitas atau instansi penerima." in words(missing)


def test_a_task_goes_to_the_pustu_of_the_village(ayu, sitting, sungai_kakap):
    visit, entry = sitting
    village = Village.objects.create(facility=sungai_kakap, kemendagri_code="61.12.05.2001", name="Belidak")
    Pustu.objects.create(facility=sungai_kakap, name="Pustu Belidak").villages.add(village)
    type(visit.patient).objects.filter(pk=visit.patient_id).update(village=village)
    assert "Pustu Belidak" in words(ayu.get(to("follow_up", entry)))

    ayu.post(to("follow_up", entry), {"action": "Ukur tensi", "due_on": cast.MONDAY.date() + timedelta(days=7)})

    assert FollowUp.objects.get().pustu.name == "Pustu Belidak"


def test_a_promise_has_a_day_and_a_place(ayu, sitting):
    _, entry = sitting
    past = ayu.post(to("appoint", entry), {"service": "GIGI", "on": date(2024, 5, 1), "place_kind": "puskesmas"})
    assert past.status_code == 400 and "sudah lewat" in words(past)

    ayu.post(to("appoint", entry), {"service": "GIGI", "on": date(2024, 5, 20), "place_kind": "puskesmas"})

    assert Appointment.objects.get().service.code == "GIGI"


def test_what_was_not_given_becomes_an_appointment_on_leaving(ayu, sitting):
    visit, entry = sitting
    rows = {"n-TOTAL_FORMS": 1, "n-INITIAL_FORMS": 0, "n-0-service": "GIGI", "n-0-place_kind": "puskesmas"}
    undated = ayu.post(to("leave", entry), {"disposition": "home", **rows})
    assert undated.status_code == 400 and "Pilih tanggal yang disepakati." in words(undated)

    ayu.post(to("leave", entry), {"disposition": "home", **rows, "n-0-on": "2024-05-20"})

    assert fresh(visit).disposition == "home"
    assert Appointment.objects.get().on == date(2024, 5, 20)


def test_who_leaves_against_advice_needs_a_reason(ayu, sitting):
    visit, entry = sitting
    rows = {"n-TOTAL_FORMS": 0, "n-INITIAL_FORMS": 0}
    silent = ayu.post(to("leave", entry), {"disposition": "against_advice", **rows})
    assert silent.status_code == 409 and "Tulis alasan menutup kunjungan." in words(silent)

    ayu.post(to("leave", entry), {"disposition": "against_advice", "reason": "Menolak dirawat", **rows})

    assert fresh(visit).disposition == "against_advice"


def test_a_prescription_is_typed_in_rows(ayu, sitting, sungai_kakap):
    visit, entry = sitting
    Drug.objects.create(
        facility=sungai_kakap,
        code="PCT",
        name="Parasetamol",
        strength="500 mg",
        form="tablet",
        unit="tablet",
        route="oral",
    )
    rows = {"r-TOTAL_FORMS": 4, "r-INITIAL_FORMS": 0, "r-0-drug": "Parasetamol 500 mg", "r-0-dose": "1 tablet"}
    short = ayu.post(to("prescribe", entry), {**rows, "r-0-frequency": "", "r-0-quantity": 10})
    assert short.status_code == 400 and "Aturan pakai belum diisi." in words(short)

    answer = ayu.post(to("prescribe", entry), {**rows, "r-0-frequency": "3x1", "r-0-quantity": 10}, follow=True)

    assert Prescription.objects.get(visit=visit).items.get().quantity == 10
    assert "terkirim ke farmasi" in words(answer)


def test_red_goes_to_the_emergency_room_from_the_triage_of_galis(galis):
    bidan = staff(galis, "bidan")
    rina = signed_in(bidan)
    visit = cast.at_counter(galis, cast.bu_sari(galis), facts=["pregnant"])
    cast.go_on(visit, "loket")
    entry = called_in(visit, by=bidan)
    assert entry.visit_state == "triage"

    answer = rina.post(to("sort", entry), {"colour": "merah", "signs": ["syok"], "do": "go"}, follow=True)

    assert answer.status_code == 200
    assert (Triage.objects.get().colour, place_of(visit)) == ("merah", "IGD")


def test_green_goes_on_at_the_same_desk(galis):
    bidan = staff(galis, "bidan")
    visit = cast.at_counter(galis, cast.bu_sari(galis), facts=["pregnant"])
    cast.go_on(visit, "loket")
    entry = called_in(visit, by=bidan)

    answer = signed_in(bidan).post(to("sort", entry), {"colour": "hijau", "do": "go"})

    assert fresh(visit).state == "exam"
    assert answer.url == to("desk", entry_of(visit))


def test_an_emergency_from_the_line_and_back_when_it_was_none(ayu, sungai_kakap, dr_ayu):
    visit = waiting_for_the_exam(sungai_kakap, cast.pak_budi(sungai_kakap))
    ayu.post(to("escalate", entry_of(visit)), {"reason": "Pingsan"})
    assert place_of(visit) == "IGD"

    in_igd = called_in(visit, by=dr_ayu)
    ayu.post(to("stand_down", in_igd), {"reason": "Hanya lapar"})

    assert place_of(visit) == "KLASTER3"


def test_an_unknown_patient_in_the_emergency_room_is_treated_before_anyone_knows_the_name(ayu, sungai_kakap):
    visit, entry = in_the_emergency_room(sungai_kakap, None)

    page = words(ayu.get(to("desk", entry)))

    assert "Belum dikenal" in page and 'name="subjective"' in page
    ayu.post(to("measure", entry), {"blood_pressure": "70/40"})
    assert Kind.VITALS in visit.events.values_list("kind", flat=True)


def test_the_letter_begins_with_what_was_measured_last(ayu, sitting):
    _visit, entry = sitting
    ayu.post(to("measure", entry), {"blood_pressure": "150/90", "pulse": "88"})
    ayu.post(to("measure", entry), {"blood_pressure": "158/96"})
    ayu.post(to("examine", entry), {"objective": "Edema tungkai", "do": "save"})

    page = words(ayu.get(to("refer_out", entry)))

    assert "Tekanan darah 158/96 mmHg, nadi 88 ×/menit. Edema tungkai" in page


def test_the_desk_says_how_far_this_visits_daftar_tilik_is(sitiung):
    _visit, entry = in_the_room(sitiung, cast.pak_budi(sitiung))

    doctor = words(signed_in(staff(sitiung, "dokter")).get(to("desk", entry)))

    assert "Daftar tilik kunjungan" in doctor and "dari 1" in doctor and "/daftar-tilik/" not in doctor


def test_an_sop_without_a_daftar_tilik_tallies_nothing(ayu, sitting):
    assert "Daftar tilik kunjungan" not in words(ayu.get(to("desk", sitting[1])))


def test_a_sheet_named_like_a_way_elsewhere_stands_on_the_sign_once(galis):
    doctor = staff(galis, "dokter")
    point = ServicePoint.objects.get(facility=galis, place="KLASTER3")

    for current in ("Janji temu", "Tindak lanjut", "Resep"):
        ways = sign_of(point, by=doctor, current=current)["nav"]
        assert [way["label"] for way in ways if way["current"]] == [current]
        assert len({way["label"] for way in ways}) == len(ways)

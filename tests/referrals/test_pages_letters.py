"""Letters: who is awaited, what became of each, and the paper; and what was promised for another day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puskesmas.patients.models import Allergy
from referrals import appointments, outward
from referrals.models import Appointment, FollowUp, OutwardReferral
from tests import cast
from tests.cast import staff
from tests.referrals.people import in_the_room
from tests.referrals.test_outward import TO_THE_HOSPITAL, gone

LETTERS = "referrals:letters"


def written(facility, by, patient=None):
    visit, entry = in_the_room(facility, patient or cast.pak_budi(facility))
    return outward.refer_out(visit, entry, kind="fkrtl", letter=TO_THE_HOSPITAL, by=by)


@pytest.fixture
def letter(galis, dr_ayu):
    return written(galis, dr_ayu)


@pytest.fixture
def desk(client, dr_ayu):
    client.force_login(dr_ayu.user)
    return client


def post(client, name, letter, **typed):
    return client.post(reverse(f"referrals:{name}", args=[letter.code]), typed)


def page(client, letter):
    return client.get(reverse("referrals:letter", args=[letter.code])).content.decode()


def status_of(letter):
    return OutwardReferral.objects.get(pk=letter.pk).status


def test_overdue_letters_come_first_and_say_by_how_much(letter, dr_ayu, desk, monday_morning):
    gone(letter, dr_ayu)
    monday_morning.shift(timedelta(days=17))
    desk.force_login(dr_ayu.user)

    assert "lewat 3 hari" in desk.get(reverse(LETTERS)).content.decode()
    late = desk.get(reverse(LETTERS) + "?saring=lewat").content.decode()
    assert "RSUD Smart Pamekasan" in late
    assert "lewat 3 hari" in page(desk, letter)


def test_a_patient_leaves_with_a_letter_only_when_somebody_agreed(letter, desk):
    refused = post(desk, "send", letter, consent="", escort="")
    assert refused.status_code == 400
    assert "siapa yang menyetujui" in refused.content.decode()
    assert "Pasien berangkat" in page(desk, letter)

    post(desk, "send", letter, consent="patient", escort="bidan Rina, ambulans")

    assert status_of(letter) == "sent"
    assert "Simpan balasan" in page(desk, letter)
    assert post(desk, "send", letter, consent="patient").status_code == 409


def test_the_reply_closes_the_letter_and_opens_the_monitoring(letter, dr_ayu, desk):
    gone(letter, dr_ayu)

    refused = post(desk, "answer", letter, diagnosis="", monitoring="here")
    assert refused.status_code == 400
    assert "Tulis isi balasan" in refused.content.decode()
    assert post(desk, "answer", letter, diagnosis="x", control_on="kemarin").status_code == 400
    post(desk, "answer", letter, diagnosis="Gagal jantung", therapy="Furosemid", monitoring="here")

    assert status_of(letter) == "closed"
    assert FollowUp.objects.get().referral_id == letter.pk
    assert "Furosemid" in page(desk, letter)


def test_a_referral_is_refused_with_who_and_why(letter, desk):
    assert post(desk, "refuse", letter, who="patient", reason="").status_code == 400
    post(desk, "refuse", letter, who="patient", reason="tidak ada yang menjaga anak")

    assert status_of(letter) == "refused"
    assert "tidak ada yang menjaga anak" in page(desk, letter)


def test_a_letter_is_accepted_arrives_and_is_given_up_with_a_reason(letter, dr_ayu, desk):
    gone(letter, dr_ayu)

    post(desk, "accept", letter)
    post(desk, "arrive", letter)
    assert status_of(letter) == "arrived"
    assert post(desk, "give_up", letter, reason="").status_code == 400
    post(desk, "give_up", letter, reason="pasien pindah")

    assert status_of(letter) == "closed"


def test_the_paper_names_what_was_noted_under_a_record_merged_since(letter, galis, dr_ayu, desk):
    patient = letter.visit.patient
    other = cast.a_patient(galis, "Budi S.", born=patient.birth_date, sex="L")
    Allergy.objects.create(patient=other, substance="Sulfa", reaction="ruam", noted_on=galis.today(), noted_by=dr_ayu)
    type(other).objects.filter(pk=other.pk).update(person_id=patient.pk)

    paper = desk.get(reverse("referrals:letter_print", args=[letter.code])).content.decode()

    assert "Sulfa (ruam)" in paper and "tidak ada yang tercatat" not in paper


def test_the_paper_carries_all_a_receiver_needs_and_a_reply_part(letter, galis, dr_ayu, desk):
    patient = letter.visit.patient
    patient.nik, patient.bpjs = "3528042001570001", "0001234567890"
    patient.save()
    Allergy.objects.create(patient=patient, substance="Penisilin", noted_on=galis.today(), noted_by=dr_ayu)

    paper = desk.get(reverse("referrals:letter_print", args=[letter.code]) + "?ukuran=a4").content.decode()

    for words in (
        letter.number, "RSUD Smart Pamekasan", "Penyakit dalam", "Budi Santoso", "3528042001570001",
        "0001234567890", "67 tahun", "Penisilin", "I50.9 Gagal jantung", "Perlu ekokardiografi", "SIP",
        dr_ayu.name, "Surat Rujuk Balik",
    ):  # fmt: skip
        assert words in paper


def test_the_counter_sees_who_is_awaited_and_not_why(letter, galis, dr_ayu, client):
    gone(letter, dr_ayu)
    client.force_login(staff(galis, "loket").user)

    assert "Budi Santoso" in client.get(reverse(LETTERS)).content.decode()
    shown = page(client, letter)
    assert "Gagal jantung" not in shown
    assert "ekokardiografi" not in shown
    assert client.get(reverse("referrals:letter_print", args=[letter.code])).status_code == 403
    assert post(client, "answer", letter, diagnosis="x").status_code == 403
    assert post(client, "arrive", letter).status_code == 303


@pytest.mark.parametrize("role", ["kasir", "lab", "kader", "apoteker"])
def test_letters_are_for_those_who_refer(letter, galis, client, role):
    client.force_login(staff(galis, role).user)

    assert client.get(reverse(LETTERS)).status_code == 403
    assert client.get(reverse("referrals:letter", args=[letter.code])).status_code == 403
    assert post(client, "refuse", letter, who="patient", reason="x").status_code == 403


def test_another_puskesmas_letter_does_not_exist(letter, sungai_kakap, client):
    client.force_login(staff(sungai_kakap, "dokter").user)

    for name in ("letter", "letter_print"):
        assert client.get(reverse(f"referrals:{name}", args=[letter.code])).status_code == 404
    assert post(client, "send", letter, consent="patient").status_code == 404
    assert letter.number not in client.get(reverse(LETTERS)).content.decode()


def test_the_lists_ask_the_same_however_long_they_are(galis, dr_ayu, desk):
    counts = []
    for n in (1, 3):
        for one in range(n):
            patient = cast.a_patient(galis, f"Pasien {n}{one}", born=date(1980, 5, 6))
            gone(written(galis, dr_ayu, patient), dr_ayu)
            promised(galis, dr_ayu, patient)
        desk.get(reverse(LETTERS))
        for name in (LETTERS, "referrals:appointments"):
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(reverse(name)).content.decode().count("data-row=") >= n
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 15


def promised(facility, by, patient, on=date(2024, 5, 8)):
    service = facility.services.get(code="ANC")
    return appointments.appoint(patient, service, place_kind="puskesmas", on=on, by=by)


def test_a_promise_is_moved_to_another_day_or_taken_back_with_a_reason(galis, dr_ayu, desk, monday_morning):
    old = promised(galis, dr_ayu, cast.bu_sari(galis))
    monday_morning.shift(timedelta(days=3))
    desk.force_login(dr_ayu.user)

    assert "1 terlewat" in desk.get(reverse("referrals:appointments")).content.decode()
    assert post(desk, "move_appointment", old, on="", reason="x").status_code == 400
    refused = post(desk, "move_appointment", old, on="2024-05-01", reason="banjir")
    assert refused.status_code == 400
    assert "sudah lewat" in refused.content.decode()
    post(desk, "move_appointment", old, on="2024-05-13", reason="banjir")

    new = Appointment.objects.booked().get()
    assert new.on == date(2024, 5, 13)
    assert post(desk, "cancel_appointment", new, reason="").status_code == 400
    assert post(desk, "cancel_appointment", new, reason="pindah rumah").status_code == 303
    assert post(desk, "cancel_appointment", new, reason="lagi").status_code == 409


def test_a_promise_of_another_puskesmas_does_not_exist_and_the_kader_makes_none(galis, sungai_kakap, dr_ayu, client):
    old = promised(galis, dr_ayu, cast.bu_sari(galis))
    client.force_login(staff(sungai_kakap, "dokter").user)
    assert client.get(reverse("referrals:appointment", args=[old.code])).status_code == 404
    client.force_login(staff(galis, "kader").user)
    assert client.get(reverse("referrals:appointments")).status_code == 403

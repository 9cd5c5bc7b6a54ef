"""The inbox: another room's question, a result that came late, and what was left unfinished."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from puskesmas.visits import movement
from puskesmas.visits.guards import MoveRefused
from referrals import internal, lab, results
from referrals.models import Appointment, FollowUp, LooseEnd, ResultToRead
from tests import cast
from tests.cast import called_in, entry_of, fresh, place_of, staff
from tests.referrals.people import in_the_room, menu

INBOX = "referrals:inbox"


@pytest.fixture
def asked(galis, dr_ayu):
    """Pak Budi is sent to the dentist with a question."""
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    return internal.refer_internally(entry, ["GIGI"], question="Infeksi gigi sebelum operasi?", by=dr_ayu)[0], visit


@pytest.fixture
def dentist(galis, client):
    person = staff(galis, "gigi")
    person.points.set(galis.points.filter(place="GIGI"))
    client.force_login(person.user)
    return person


@pytest.fixture
def late(galis, dr_ayu, yuni):
    """A result that came when Pak Budi had gone home."""
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    order = lab.order_lab(visit, entry, tests=menu(galis, "HB"), question="Pucat", by=dr_ayu)
    called_in(visit, by=yuni)
    lab.sample(order, by=yuni)
    lab.follows_later(order, reason="alat rusak", by=yuni)
    movement.close(fresh(visit), by=dr_ayu, disposition="left", reason="pulang")
    results.give_result(order, results={"HB": "9,2"}, by=yuni)
    return ResultToRead.objects.get()


def test_a_question_is_answered_and_the_patient_goes_back(asked, dentist, client):
    referral, visit = asked
    called_in(visit, by=dentist)

    assert "Infeksi gigi sebelum operasi?" in client.get(reverse(INBOX)).content.decode()
    page = client.get(reverse("referrals:question", args=[referral.code])).content.decode()
    assert "Simpan jawaban, kembali ke Klaster 3" in page
    assert "Tn. Budi Santoso" in page
    answer = client.post(reverse("referrals:answer_question", args=[referral.code]), {"answer": "Tidak ada fokus."})

    assert (answer.status_code, place_of(visit)) == (303, "KLASTER3")
    assert "Infeksi gigi" not in client.get(reverse(INBOX)).content.decode()


def test_an_empty_answer_and_a_second_one_are_refused(asked, dentist, client):
    referral, visit = asked
    called_in(visit, by=dentist)
    address = reverse("referrals:answer_question", args=[referral.code])

    refused = client.post(address, {"answer": " "})
    assert refused.status_code == 400
    assert "Tulis jawaban" in refused.content.decode()
    client.post(address, {"answer": "Aman."})

    assert client.post(address, {"answer": "Aman sekali."}).status_code == 409


def test_a_question_is_taken_back_with_a_reason(asked, dentist, client):
    referral, _visit = asked
    address = reverse("referrals:withdraw", args=[referral.code])

    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "drg. cuti"}).status_code == 303
    referral.refresh_from_db()
    assert referral.withdrawn_reason == "drg. cuti"


def test_the_inbox_shows_ones_own_rooms_until_all_are_asked_for(asked, galis, client):
    nurse = staff(galis, "perawat")
    nurse.points.set(galis.points.filter(place="KLASTER3"))
    client.force_login(nurse.user)

    assert "Infeksi gigi" not in client.get(reverse(INBOX)).content.decode()
    assert "Infeksi gigi" in client.get(reverse(INBOX) + "?semua").content.decode()


def test_a_late_result_is_read_and_leads_to_a_task_or_an_appointment(late, dr_ayu, client):
    client.force_login(dr_ayu.user)
    address = reverse("referrals:late_result", args=[late.code])

    assert "9,2 g/dL" in client.get(reverse(INBOX)).content.decode()
    assert "Rendah" in client.get(address).content.decode()
    refused = client.post(address, {"outcome": "task", "action": "Jemput untuk kontrol"})
    assert refused.status_code == 400
    assert "Pilih tanggalnya" in refused.content.decode()
    client.post(address, {"outcome": "task", "action": "Jemput untuk kontrol", "on": "2024-05-10"})

    late.refresh_from_db()
    assert late.follow_up == FollowUp.objects.get()
    assert late.order.read_at is not None
    assert client.post(address, {"outcome": "none"}).status_code == 409


def test_a_promise_for_a_late_result_is_kept_only_with_its_decision(late, galis, dr_ayu, client, monkeypatch):
    client.force_login(dr_ayu.user)
    galis.services.filter(code="UMUM").update(bookable=True)
    service = galis.services.get(code="UMUM")
    typed = {"outcome": "appointment", "service": service.code, "on": "2024-05-10", "advice": "Periksa feses"}
    address = reverse("referrals:late_result", args=[late.code])

    def refuses(*args, **kwargs):
        raise MoveRefused("already_done", "Hasil ini sudah diputuskan.")

    with monkeypatch.context() as patched:
        patched.setattr("referrals.late_results.settle_late_result", refuses)
        assert client.post(address, typed).status_code == 409
    assert not Appointment.objects.exists()
    client.post(address, typed)

    late.refresh_from_db()
    assert late.appointment == Appointment.objects.get()


def test_what_was_left_unfinished_is_tied_up_with_a_note(galis, dr_ayu, client):
    visit, entry = in_the_room(galis, cast.pak_budi(galis))
    lab.order_lab(visit, entry, tests=menu(galis, "HB"), by=dr_ayu)
    movement.close(fresh(visit), by=dr_ayu, disposition="left", reason="pulang")
    client.force_login(dr_ayu.user)
    end = LooseEnd.objects.get()
    address = reverse("referrals:settle", args=[end.code])

    assert "Pengantar laboratorium" in client.get(reverse(INBOX)).content.decode()
    refused = client.post(address, {"note": ""})
    assert refused.status_code == 400
    assert "Tulis bagaimana" in refused.content.decode()
    client.post(address, {"note": "pasien periksa di RSUD"})

    assert "Tidak ada yang tertinggal" in client.get(reverse(INBOX)).content.decode()
    assert client.post(address, {"note": "lagi"}).status_code == 409


@pytest.mark.parametrize("role", ["loket", "kasir", "lab"])
def test_questions_and_results_are_for_those_who_treat(asked, late, galis, client, role):
    referral, visit = asked
    client.force_login(staff(galis, role).user)

    inbox = client.get(reverse(INBOX) + "?semua").content.decode()
    assert "Infeksi gigi" not in inbox
    assert "9,2" not in inbox
    assert client.get(reverse("referrals:question", args=[referral.code])).status_code == 403
    assert client.post(reverse("referrals:answer_question", args=[referral.code]), {"answer": "x"}).status_code == 403
    assert client.get(reverse("referrals:late_result", args=[late.code])).status_code == 403
    assert entry_of(visit).place == "GIGI"


def test_another_puskesmas_papers_do_not_exist(asked, late, sungai_kakap, client):
    client.force_login(staff(sungai_kakap, "dokter").user)

    assert client.get(reverse("referrals:question", args=[asked[0].code])).status_code == 404
    assert client.get(reverse("referrals:late_result", args=[late.code])).status_code == 404
    assert client.get(reverse(INBOX) + "?semua").content.decode().count("data-row=") == 0


def test_the_inbox_asks_the_same_however_full_it_is(galis, dr_ayu, client):
    client.force_login(dr_ayu.user)
    counts = []
    for n in (1, 3):
        for one in range(n):
            patient = cast.a_patient(galis, f"Pasien {n}{one}", born=cast.MONDAY.date().replace(year=1980))
            _visit, entry = in_the_room(galis, patient)
            internal.refer_internally(entry, ["GIGI"], question="Gigi?", by=dr_ayu)
        client.get(reverse(INBOX))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(INBOX) + "?semua")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15

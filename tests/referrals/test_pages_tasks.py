"""Tasks: the phone of Pustu and kader, and the list of the puskesmas that gave them."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals import follow_ups
from referrals.models import FollowUp
from tests import cast
from tests.cast import staff

TASKS = "referrals:tasks"
ON_FRIDAY = date(2024, 5, 10)


@pytest.fixture
def sari(galis, belidak):
    return cast.a_patient(
        galis, "Sari Wulandari", born=date(1996, 2, 11), village=belidak, address="Gg. Merpati 4", payer="jkn"
    )


@pytest.fixture
def petugas(galis, belidak):
    person = staff(galis, "pustu")
    person.pustu = belidak.pustu.get()
    person.save()
    return person


@pytest.fixture
def task(sari, rina):
    return follow_ups.give(sari, action="Kunjungan nifas", reason="Tekanan darah 150/100", due_on=ON_FRIDAY, by=rina)


@pytest.fixture
def phone(client, petugas):
    client.force_login(petugas.user)
    return client


def answered(client, task, **typed):
    fields = {"outcome": "found", "base_version": task.version, "answer_id": uuid4()} | typed
    return client.post(reverse("referrals:answer_task", args=[task.code]), fields)


def test_the_officer_reads_whom_where_and_what_and_the_task_is_seen(task, phone):
    page = phone.get(reverse(TASKS)).content.decode()

    assert "0 dari 1" in page
    assert "Sari Wulandari" in page
    assert "Gg. Merpati 4" in page
    assert "Kunjungan nifas" in page
    assert "150/100" not in page
    assert FollowUp.objects.get().status == "seen"


def test_what_was_found_is_typed_at_the_door(task, phone):
    answer = answered(phone, task, pressure="118/74", weight="54,5", temperature="36,7", note="Ibu sehat")

    stored = FollowUp.objects.get()
    assert answer.status_code == 303
    assert (stored.outcome, stored.note) == ("found", "Ibu sehat")
    assert stored.measured == {"pressure": "118/74", "weight": 54.5, "temperature": 36.7}
    assert "1 dari 1" in phone.get(reverse(TASKS)).content.decode()
    assert "Sari Wulandari" in phone.get(reverse(TASKS) + "?selesai").content.decode()


def test_what_cannot_be_is_refused_with_what_was_typed(task, phone):
    refused = answered(phone, task, pressure="118", weight="5450", note="Ibu sehat")

    page = refused.content.decode()
    assert refused.status_code == 400
    assert "Tulis seperti 120/80" in page
    assert "Ibu sehat" in page
    assert FollowUp.objects.get().outcome == ""
    assert "Pilih hasil kunjungan" in answered(phone, task, outcome="").content.decode()


def test_an_answer_is_kept_once_and_never_over_a_newer_task(task, phone):
    sent = uuid4()
    assert answered(phone, task, base_version=99).status_code == 409

    answered(phone, task, answer_id=sent)
    again = answered(phone, task, answer_id=sent, outcome="moved")

    assert again.status_code == 303
    assert FollowUp.objects.get().outcome == "found"
    assert answered(phone, task, base_version=FollowUp.objects.get().version).status_code == 409


def test_a_kader_sees_their_own_tasks_only_by_name_and_action(galis, task, sari, petugas, client):
    kader = staff(galis, "kader")
    client.force_login(kader.user)
    assert "Sari Wulandari" not in client.get(reverse(TASKS)).content.decode()
    assert client.get(reverse("referrals:task", args=[task.code])).status_code == 404
    assert answered(client, task).status_code == 404

    follow_ups.pass_on(task, to=kader, by=petugas)
    page = client.get(reverse(TASKS)).content.decode()

    assert "Sari Wulandari" in page
    assert "Kunjungan nifas" in page
    assert "Merpati" not in page
    assert "Belidak" not in page
    assert 'name="weight"' not in page
    assert answered(client, FollowUp.objects.get(), outcome="not_found").status_code == 303


def test_the_puskesmas_reviews_an_answer_or_takes_a_task_back(task, petugas, rina, client):
    client.force_login(rina.user)
    assert "1 berjalan" in client.get(reverse(TASKS)).content.decode()
    review, cancel = (reverse(f"referrals:{name}_task", args=[task.code]) for name in ("review", "cancel"))

    assert client.post(review).status_code == 409
    assert client.post(cancel, {"reason": ""}).status_code == 400
    follow_ups.answer(task, outcome="found", note="Ibu sehat", measured={"weight": 54.5}, by=petugas)
    page = client.get(reverse("referrals:task", args=[task.code])).content.decode()
    assert "54,5" in page
    assert "150/100" in page
    client.post(review, {"reason": "lanjut"})

    assert FollowUp.objects.get().status == "reviewed"
    assert client.post(cancel, {"reason": "terlambat"}).status_code == 409


@pytest.mark.parametrize("role", ["kasir", "lab", "loket"])
def test_tasks_are_for_those_who_give_and_do_them(task, galis, client, role):
    client.force_login(staff(galis, role).user)

    assert client.get(reverse(TASKS)).status_code == 403
    assert answered(client, task).status_code == 403


def test_an_officer_neither_reviews_nor_takes_back(task, phone):
    assert phone.post(reverse("referrals:review_task", args=[task.code])).status_code == 403
    assert phone.post(reverse("referrals:cancel_task", args=[task.code]), {"reason": "x"}).status_code == 403


def test_another_puskesmas_task_does_not_exist(task, sungai_kakap, client):
    client.force_login(staff(sungai_kakap, "bidan").user)
    assert client.get(reverse("referrals:task", args=[task.code])).status_code == 404
    client.force_login(staff(sungai_kakap, "pustu").user)
    assert answered(client, task).status_code == 404


@pytest.mark.parametrize("role", ["pustu", "bidan"])
def test_the_list_asks_the_same_however_long_it_is(galis, belidak, petugas, rina, client, role):
    client.force_login(staff(galis, role).user)
    counts = []
    for n in (1, 3):
        for one in range(n):
            patient = cast.a_patient(galis, f"Pasien {n}{one}", born=date(1990, 1, 1), village=belidak)
            follow_ups.give(patient, action="Kunjungan", due_on=ON_FRIDAY, by=rina)
        client.get(reverse(TASKS))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(TASKS))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15

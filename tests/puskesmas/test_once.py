"""A form sent twice does its work once, whether by a double click, a reload or a resend after a cut network."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from puskesmas.patients.models import Patient, RecordOpened
from puskesmas.visits.models import IdempotencyKey, Visit
from tests import cast


def signed_in(facility, role="loket") -> Client:
    client = Client()
    client.force_login(cast.staff(facility, role).user, backend="puskesmas.facility.signing.StaffBackend")
    return client


@pytest.fixture
def kakap(db):
    return cast.a_puskesmas("sungai_kakap")


def give(**typed):
    return reverse("registration:give"), {"count": "1"} | typed


def test_a_form_resent_is_led_where_it_was_led_with_the_same_words_and_gives_no_second_number(kakap):
    clerk = signed_in(kakap, "pandu")

    first = clerk.post(*give(idempotency_key="k1"))
    again = clerk.post(*give(idempotency_key="k1"), follow=True)

    assert Visit.objects.count() == 1
    assert again.redirect_chain[0] == (first["Location"], first.status_code)


def test_what_was_said_to_the_first_is_said_to_the_resend(kakap):
    clerk, other_screen = signed_in(kakap), signed_in(kakap)
    visit = cast.at_counter(kakap, cast.pak_joko(kakap))
    typed = {"disposition": "left", "reason": "Pulang sendiri", "idempotency_key": "k2"}

    clerk.post(reverse("visits:close", args=[visit.code]), typed)
    page = other_screen.post(reverse("visits:close", args=[visit.code]), typed, follow=True)

    assert "ditutup" in " ".join(str(one) for one in page.context["messages"])


def test_another_press_is_another_number(kakap):
    clerk = signed_in(kakap, "pandu")

    clerk.post(*give(idempotency_key="k1"))
    clerk.post(*give(idempotency_key="k2"))
    clerk.post(*give())
    clerk.post(*give())

    assert Visit.objects.count() == 4


def test_two_people_may_happen_on_the_same_key(kakap):
    signed_in(kakap, "pandu").post(*give(idempotency_key="k1"))
    signed_in(kakap, "loket").post(*give(idempotency_key="k1"))

    assert Visit.objects.count() == 2


def test_a_key_that_comes_back_with_other_words_does_nothing_and_says_so(kakap):
    clerk = signed_in(kakap, "pandu")
    clerk.post(*give(idempotency_key="k1"))

    answer = clerk.post(*give(idempotency_key="k1", count="3"))

    assert answer.status_code == 409
    assert "sudah dikirim" in answer.content.decode()
    assert Visit.objects.count() == 1


def test_a_form_shown_again_with_errors_is_usable_again_under_its_key(kakap):
    clerk = signed_in(kakap)
    visit = cast.at_counter(kakap, None)
    at = reverse("registration:at", args=[cast.entry_of(visit).code])
    typed = {"baru": "1", "name": "Siti Aminah", "sex": "P", "birth_date": "04-03-1994", "payer": "umum"}

    wrong = clerk.post(at, typed | {"nik": "6112", "idempotency_key": "k1"})
    right = clerk.post(at, typed | {"idempotency_key": "k1"})

    assert wrong.status_code == 400
    assert right.status_code in (302, 303)
    assert Patient.objects.filter(name="Siti Aminah").count() == 1


def test_a_page_that_refuses_still_says_who_opened_the_record(kakap):
    doctor = signed_in(kakap, "dokter")
    visit = cast.at_counter(kakap, cast.pak_joko(kakap))

    refused = doctor.post(
        reverse("visits:close", args=[visit.code]), {"disposition": "died", "reason": "", "idempotency_key": "k1"}
    )

    assert refused.status_code == 409
    assert RecordOpened.objects.filter(patient=visit.patient).exists()
    assert not IdempotencyKey.objects.exists()


def test_a_view_that_falls_leaves_nothing_and_its_key_free(kakap):
    clerk = signed_in(kakap, "pandu")

    assert clerk.post(reverse("visits:close", args=["nobody"]), {"idempotency_key": "k1"}).status_code == 404
    assert not IdempotencyKey.objects.exists()


def test_a_covered_page_keeps_no_key_so_that_the_form_works_once_uncovered(kakap):
    clerk = signed_in(kakap, "pandu")
    clerk.post(reverse("accounts:cover"))

    assert clerk.post(*give(idempotency_key="k1")).status_code == 403

    clerk.post(reverse("accounts:uncover"), {"username": "pandu.sungai_kakap", "password": "rahasia-sekali"})
    clerk.post(*give(idempotency_key="k1"))
    assert Visit.objects.count() == 1


def test_after_a_day_a_key_is_new(kakap):
    clerk = signed_in(kakap, "pandu")
    clerk.post(*give(idempotency_key="k1"))
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))

    clerk.post(*give(idempotency_key="k1"))

    assert Visit.objects.count() == 2


@pytest.mark.parametrize("key", ["x" * 81, "dua kata", "é"])
def test_a_key_that_cannot_be_kept_is_no_key(kakap, key):
    signed_in(kakap, "pandu").post(*give(idempotency_key=key))

    assert Visit.objects.count() == 1
    assert not IdempotencyKey.objects.exists()


def test_a_double_click_on_two_lines_at_once_gives_one_number(committed_db):
    kakap = cast.a_puskesmas("sungai_kakap")
    clerk = cast.staff(kakap, "pandu")
    answers, start = [], Barrier(2)

    def click():
        client = Client()
        client.force_login(clerk.user, backend="puskesmas.facility.signing.StaffBackend")
        try:
            start.wait()
            answers.append(client.post(*give(idempotency_key="twin")))
        finally:
            connection.close()

    clicks = [Thread(target=click) for _one in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert Visit.objects.count() == 1
    assert len({answer["Location"] for answer in answers}) == 1
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 1

"""The administrator revises the SOP on the page: checked, previewed, published with a reason, kept in a history."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from puskesmas.facility.models import ServicePoint
from puskesmas.visits import profiles, sop
from puskesmas.visits.models import FlowProfile
from tests import cast

from .test_profiles import PAY_FIRST, pay_before_the_exam

EDIT, PUBLISH = "/kunjungan/sop/revisi/baru/", "/kunjungan/sop/revisi/terbitkan/"


@pytest.fixture
def kakap(db):
    return cast.a_puskesmas("sungai_kakap")


@pytest.fixture
def admin(kakap) -> Client:
    return signed_in(kakap, "admin")


def signed_in(facility, role) -> Client:
    client = Client()
    client.force_login(cast.staff(facility, role).user, backend="puskesmas.facility.signing.StaffBackend")
    return client


def typed(text, **more):
    return {"key": "sungai_kakap", "text": text} | more


def in_force(facility):
    return FlowProfile.objects.get(facility=facility, is_current=True)


def test_the_editor_begins_with_the_revision_in_force(admin):
    shown = admin.get(EDIT)

    assert shown.context["form"].initial == typed(PAY_FIRST)


def test_the_editor_may_begin_with_a_file_that_comes_with_alur(admin):
    assert admin.get(EDIT, {"dari": "kemenkes"}).context["form"].initial["text"] == sop.shipped()["kemenkes"]


def test_a_wrong_fact_is_said_with_its_line_and_nothing_typed_is_lost(admin, kakap):
    wrong = PAY_FIRST.replace('when = ["umum", "bill_open"]', 'when = ["umum", "lunas"]')

    shown = admin.post(EDIT, typed(wrong))

    assert shown.status_code == 400
    page = shown.content.decode()
    line = wrong[: wrong.index('[[step]]\nkey = "kasir"')].count("\n") + 1
    assert f"Baris {line}: Fakta lunas tidak dikenal" in page
    assert shown.context["form"].initial["text"] == wrong
    assert any(one["wrong"] and one["no"] == line for one in shown.context["around"])
    assert in_force(kakap).revision == 1


def test_an_unlawful_move_is_said_with_its_facts_and_pair(admin):
    shown = admin.post(EDIT, typed(PAY_FIRST.replace('state = "cashier"', 'state = "screening"')))

    assert re.search(r"Baris \d+: Bila [^:]*umum[^:]*: dari \w+ ke screening bukan", shown.content.decode())


def test_a_file_that_runs_is_shown_beside_the_running_one_before_anything_changes(admin, kakap):
    early = cast.at_counter(kakap, cast.pak_joko(kakap))

    shown = admin.post(EDIT, typed(pay_before_the_exam()))

    assert shown.status_code == 200
    kinds = {row["row"].change for row in shown.context["beside"]}
    assert kinds == {"tetap", "pindah", "pindah dari sini"}
    assert [one.who for one in shown.context["samples"]] != []
    assert f'1 kunjungan. <span class="nb">{early.number}</span>' in shown.content.decode()
    assert in_force(kakap).revision == 1


def test_a_windows_file_uploaded_stands_for_the_text_and_keeps_its_hash(admin, kakap):
    file = SimpleUploadedFile("baru.toml", b"\xef\xbb\xbf" + PAY_FIRST.replace("\n", "\r\n").encode())

    assert admin.post(EDIT, typed("lain sama sekali", file=file)).context["same"]


def test_a_picture_uploaded_instead_is_refused_beside_its_field(admin):
    shown = admin.post(EDIT, typed("", file=SimpleUploadedFile("foto.png", b"\x89PNG\xff\xd8")))

    assert shown.status_code == 400
    assert "bukan tulisan UTF-8" in shown.content.decode()


def test_published_with_a_reason_it_stands_in_the_history_and_visits_inside_keep_theirs(admin, kakap):
    early = cast.at_counter(kakap, cast.pak_joko(kakap))

    answer = admin.post(PUBLISH, typed(pay_before_the_exam(), over=1, reason="Kasir pindah ke depan"))

    assert answer.status_code == 302
    assert in_force(kakap).revision == 2
    assert in_force(kakap).published_by == cast.staff(kakap, "admin")
    assert cast.fresh(early).profile.revision == 1
    history = admin.get("/kunjungan/sop/revisi/")
    assert "Kasir pindah ke depan" in history.content.decode()
    assert [len(row["inside"]) for row in history.context["rows"]] == [0, 1]


def test_without_a_reason_nothing_is_published_and_the_preview_stays(admin, kakap):
    shown = admin.post(PUBLISH, typed(pay_before_the_exam(), over=1, reason=" "))

    assert shown.status_code == 400
    assert "Tulis mengapa SOP diubah" in shown.content.decode()
    assert shown.context["form"]["text"].value() == pay_before_the_exam()
    assert in_force(kakap).revision == 1


def test_who_compared_with_an_older_revision_is_told_and_compares_again(admin, kakap):
    profiles.publish(kakap, pay_before_the_exam(), key="sungai_kakap", by=cast.staff(kakap, "admin"))

    shown = admin.post(PUBLISH, typed(PAY_FIRST + "\n# lagi\n", over=1, reason="x"))

    assert shown.status_code == 409
    assert "Sementara itu revisi 2 sudah diterbitkan" in shown.content.decode()
    assert in_force(kakap).revision == 2


def test_while_somebody_inside_can_no_longer_walk_theirs_nothing_is_published_and_they_are_named(admin, kakap):
    dental = '[[route]]\nplace = "GIGI"\nwhen = ["dental"]\nsays = "keluhan gigi"\n\n'
    at = PAY_FIRST.index("[[route]]")
    profiles.publish(kakap, PAY_FIRST[:at] + dental + PAY_FIRST[at:], key="sungai_kakap")
    stuck = cast.at_counter(kakap, cast.pak_joko(kakap))
    ServicePoint.objects.filter(facility=kakap, place="GIGI").update(closed_for_good_on=kakap.today())

    shown = admin.post(PUBLISH, typed(PAY_FIRST, over=2, reason="Tanpa gigi"))

    assert shown.status_code == 409
    assert f"{stuck.number} ({stuck.code})" in shown.content.decode()
    assert in_force(kakap).revision == 2


def test_the_history_gives_each_file_as_it_was_published(admin, kakap):
    first = in_force(kakap)
    profiles.publish(kakap, pay_before_the_exam(), key="sungai_kakap")

    answer = admin.get(f"/kunjungan/sop/revisi/{first.code}/unduh/")

    assert answer.content.decode() == PAY_FIRST
    assert "sungai_kakap-revisi-1.toml" in answer["Content-Disposition"]
    assert "sudah tidak berlaku" in admin.get(f"/kunjungan/sop/revisi/{first.code}/").content.decode()


def test_a_clerk_reads_the_history_but_changes_nothing(kakap):
    clerk = signed_in(kakap, "loket")

    assert clerk.get("/kunjungan/sop/revisi/").status_code == 200
    assert clerk.get(EDIT).status_code == 403
    assert clerk.post(PUBLISH, typed(PAY_FIRST, over=1, reason="x")).status_code == 403
    with pytest.raises(profiles.PublishRefused):
        profiles.publish(kakap, pay_before_the_exam(), key="x", by=cast.staff(kakap, "loket"))


def test_an_administrator_publishes_for_no_other_puskesmas(kakap):
    rini = cast.a_puskesmas("dharma_rini")

    with pytest.raises(profiles.PublishRefused):
        profiles.publish(rini, PAY_FIRST, key="x", by=cast.staff(kakap, "admin"))


def test_the_preview_asks_the_database_little_however_many_are_inside(admin, kakap, django_assert_max_num_queries):
    for _ in range(6):
        cast.arrive(kakap)

    with django_assert_max_num_queries(12):
        admin.post(EDIT, typed(pay_before_the_exam()))
    with django_assert_max_num_queries(8):
        admin.get("/kunjungan/sop/revisi/")

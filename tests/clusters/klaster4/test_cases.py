"""A notifiable diagnosis is a notice at once, and is investigated within a day."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse

from clusters import diagnosing
from clusters.klaster4 import noticing
from clusters.klaster4.models import CaseNotice, Investigation
from clusters.models import Diagnosis
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in

PE = {
    "do": "investigate", "investigated_at": "2024-05-06T07:59", "place": "rumah kasus", "visited": "20",
    "more_cases": "1", "responses": ["vector", "education"], "finding": "probable",
}  # fmt: skip


@pytest.fixture
def dr_ayu(sungai_kakap):
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def at_the_desk(sungai_kakap):
    return in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))


@pytest.fixture
def officer(sungai_kakap):
    """The nurse of klaster 4 at her terminal."""
    return signed_in(staff(sungai_kakap, "perawat"))


def words(answer):
    return answer.content.decode()


def page_of(notice):
    return reverse("klaster4:notice", args=[notice.code])


def test_dengue_is_told_the_moment_it_is_named(at_the_desk, dr_ayu, officer):
    visit, entry = at_the_desk

    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)

    notice = CaseNotice.objects.get(visit=visit)
    assert (notice.disease, notice.icd10, notice.status, notice.raised_by) == ("C", "A91", "new", dr_ayu)
    assert notice.due_at - notice.raised_at == timedelta(hours=24)
    page = words(officer.get(reverse("klaster4:worklist")))
    assert "Suspek dengue" in page and "Budi Santoso" in page


def test_a_diagnosis_whose_notice_fails_is_not_written_either(at_the_desk, dr_ayu):
    visit, entry = at_the_desk

    with mock.patch.object(noticing.skdr, "due_at", side_effect=RuntimeError("the clock stands still")):
        with pytest.raises(RuntimeError):
            diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)

    assert not Diagnosis.objects.filter(visit=visit).exists()


def test_an_ordinary_illness_is_nobodys_notice_and_one_of_two_codes_is_told_once(at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    for icd10 in ("I10", "A90", "A91"):
        diagnosing.diagnose(visit, icd10, by=dr_ayu, entry=entry)
    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry, is_main=True)

    assert list(CaseNotice.objects.values_list("disease", flat=True)) == ["C"]


def test_a_diagnosis_taken_back_drops_its_notice_unless_another_keeps_it(at_the_desk, dr_ayu):
    visit, entry = at_the_desk
    first = diagnosing.diagnose(visit, "A90", by=dr_ayu, entry=entry)
    second = diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)

    diagnosing.withdraw_diagnosis(first, by=dr_ayu, reason="salah")
    assert CaseNotice.objects.get().status == "new"
    diagnosing.withdraw_diagnosis(second, by=dr_ayu, reason="salah")

    assert CaseNotice.objects.get().status == "not_a_case"


def test_a_case_is_verified_and_investigated_and_leaves_the_list(at_the_desk, dr_ayu, officer):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)
    notice = CaseNotice.objects.get()

    officer.post(page_of(notice), {"do": "verify"})
    early = officer.post(page_of(notice), PE | {"investigated_at": "2024-05-05T08:00"})
    later = officer.post(page_of(notice), PE | {"investigated_at": "2024-05-07T08:00"})
    bare = officer.post(page_of(notice), PE | {"finding": "", "place": ""})
    officer.post(page_of(notice), PE)
    again = officer.post(page_of(notice), PE)

    assert early.status_code == 400 and "sebelum kasus ditemukan" in words(early)
    assert later.status_code == 400 and "belum lewat" in words(later)
    assert bare.status_code == 400 and "Pilih salah satu." in words(bare) and "Tulis tempatnya" in words(bare)
    record = Investigation.objects.get()
    assert (record.finding, record.visited, record.responses) == ("probable", 20, ["vector", "education"])
    notice = CaseNotice.objects.get()
    assert (notice.status, notice.in_time) == ("investigated", True)
    assert again.status_code == 409 and "sudah sudah" not in words(again)
    assert "Suspek dengue" not in words(officer.get(reverse("klaster4:worklist")))
    assert "Suspek dengue" in words(officer.get(reverse("klaster4:worklist") + "?selesai=ya"))


def test_a_case_past_its_day_is_shown_as_late(at_the_desk, dr_ayu, sungai_kakap, monday_morning):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "B05", by=dr_ayu, entry=entry)
    monday_morning.shift(timedelta(hours=25))

    page = words(signed_in(staff(sungai_kakap, "perawat")).get(reverse("klaster4:worklist")))

    assert "lewat" in page and "1 kasus" in page


def test_what_is_no_case_says_why(at_the_desk, dr_ayu, officer):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "B05", by=dr_ayu, entry=entry)
    notice = CaseNotice.objects.get()

    silent = officer.post(page_of(notice), {"do": "drop", "reason": ""})
    officer.post(page_of(notice), {"do": "drop", "reason": "serologi negatif"})

    assert silent.status_code == 400 and "Tulis alasannya." in words(silent)
    assert CaseNotice.objects.get().dropped_because == "serologi negatif"


def test_cases_are_for_klaster_4_and_doctors(at_the_desk, dr_ayu, sungai_kakap):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)

    for role in ("loket", "kasir", "bidan", "gigi", "kapus"):
        browser = signed_in(staff(sungai_kakap, role))
        assert browser.get(reverse("klaster4:worklist")).status_code == 403
        assert browser.get(page_of(CaseNotice.objects.get())).status_code == 403


def test_an_investigation_is_put_right_with_its_reason(at_the_desk, dr_ayu, officer):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)
    officer.post(page_of(CaseNotice.objects.get()), PE)
    record = Investigation.objects.get()
    told = {name: getattr(record, name) for name in ("investigated_at", "place", "visited", "source", "responses")}

    after = noticing.correct(record, told | {"finding": "confirmed", "more_cases": 2}, by=dr_ayu, reason="hasil NS1")

    assert (after.version, after.finding, after.more_cases) == (2, "confirmed", 2)


def test_the_worklist_costs_the_same_for_one_and_for_many(at_the_desk, dr_ayu, officer, django_assert_max_num_queries):
    visit, entry = at_the_desk
    for icd10 in ("A91", "B05", "A36", "A22"):
        diagnosing.diagnose(visit, icd10, by=dr_ayu, entry=entry)
    officer.get(reverse("klaster4:worklist"))

    with django_assert_max_num_queries(8):
        officer.get(reverse("klaster4:worklist"))


def test_an_investigation_is_put_right_on_its_page(at_the_desk, dr_ayu, officer):
    visit, entry = at_the_desk
    diagnosing.diagnose(visit, "A91", by=dr_ayu, entry=entry)
    page = page_of(CaseNotice.objects.get())
    officer.post(page, PE)

    silent = officer.post(page, PE | {"do": "correct", "finding": "confirmed"})
    officer.post(page, PE | {"do": "correct", "finding": "confirmed", "reason": "hasil NS1"})

    assert silent.status_code == 400 and "Tulis alasannya." in words(silent)
    assert Investigation.objects.current().get().finding == "confirmed"

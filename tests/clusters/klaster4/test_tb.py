"""Tuberculosis from the suspicion to the outcome, with the contacts."""

import pytest
from django.urls import reverse

from clusters import diagnosing, instruments, screening
from clusters.klaster4.models import TbCase, TbContact
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in


@pytest.fixture
def dr_ayu(sungai_kakap):
    return staff(sungai_kakap, "dokter")


@pytest.fixture
def officer(sungai_kakap):
    return signed_in(staff(sungai_kakap, "perawat"))


@pytest.fixture
def suspect(sungai_kakap, dr_ayu):
    """Pak Budi coughs, and was asked."""
    visit, entry = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    return screening.ask(visit, instruments.instrument("tbc", on=visit.on), coughs(), by=dr_ayu, entry=entry)


def coughs(**answers):
    asked = instruments.editions()
    tbc = next(one for one in asked if one.code == "tbc")
    return {item.key: "tidak" for item in tbc.items if item.is_asked} | {"cough": "ya"} | answers


def words(answer):
    return answer.content.decode()


def page_of(case):
    return reverse("klaster4:episode", args=[case.code])


def test_a_suspect_opens_one_episode_that_lists_call_a_visit_of_klaster_4(suspect, officer, dr_ayu):
    case = TbCase.objects.get()
    assert (case.suspect_on, case.sampled_on, case.positive_on) == (suspect.on, None, None)

    page = words(officer.get(reverse("klaster4:worklist")))

    assert "Kunjungan K4" in page and "Budi Santoso" in page and "menunggu sampel" in page
    assert "TBC" not in page and "Terduga" not in page


def test_an_episode_goes_from_sample_to_outcome_in_its_order(suspect, officer, monday_morning):
    case = TbCase.objects.get()
    day = {"on": "2024-05-06"}
    unsampled = officer.post(page_of(case), {"do": "result", "test": "tcm", "result": "sensitive", **day})
    untreated = officer.post(page_of(case), {"do": "treat", "regimen": "so", **day})
    officer.post(page_of(case), {"do": "sample", **day})
    tomorrow = officer.post(page_of(case), {"do": "result", "test": "tcm", "result": "sensitive", "on": "2024-05-07"})
    officer.post(page_of(case), {"do": "result", "test": "tcm", "result": "sensitive", **day})
    unfinished = officer.post(page_of(case), {"do": "finish", "outcome": "cured", **day})
    officer.post(page_of(case), {"do": "treat", "regimen": "so", **day})
    officer.post(page_of(case), {"do": "finish", "outcome": "completed", **day})

    assert unsampled.status_code == 400 and "Dahak belum diambil" in words(unsampled)
    assert untreated.status_code == 400, "the form is not there before it is found"
    assert tomorrow.status_code == 400 and "belum tiba" in words(tomorrow)
    assert unfinished.status_code == 400 and "Pengobatan belum dimulai" in words(unfinished)
    case = TbCase.objects.get()
    assert {case.sampled_on, case.tested_on, case.positive_on, case.treated_on, case.outcome_on} == {suspect.on}
    assert (case.result, case.regimen, case.outcome, case.is_open) == ("sensitive", "so", "completed", False)
    assert case.visit.events.filter(data__exam="k4").count() == 4


@pytest.mark.parametrize(
    ("result", "positive"), [("negative", False), ("invalid", False), ("resistant", True), ("positive", True)]
)
def test_only_a_positive_result_is_one(suspect, officer, result, positive):
    case = TbCase.objects.get()
    officer.post(page_of(case), {"do": "sample", "on": "2024-05-06"})
    officer.post(page_of(case), {"do": "result", "test": "tcm", "result": result, "on": "2024-05-06"})

    case = TbCase.objects.get()
    assert case.is_positive == positive and case.tested_on == suspect.on


def test_a_doctors_diagnosis_is_found_without_a_test_and_joins_the_episode(suspect, dr_ayu):
    diagnosing.diagnose(suspect.visit, "A15", by=dr_ayu)

    case = TbCase.objects.get()
    assert (case.test, case.result, case.positive_on) == ("clinical", "positive", suspect.on)


def test_an_answer_put_right_ends_an_episode_nothing_was_done_in(suspect, dr_ayu):
    screening.correct(suspect, coughs(cough="tidak"), by=dr_ayu, reason="salah dengar")

    case = TbCase.objects.get()
    assert (case.outcome, case.is_open) == ("not_tb", False)


def test_an_answer_put_right_does_not_end_one_that_was_sampled(suspect, dr_ayu, officer):
    officer.post(page_of(TbCase.objects.get()), {"do": "sample", "on": "2024-05-06"})

    screening.correct(suspect, coughs(cough="tidak"), by=dr_ayu, reason="salah dengar")

    assert TbCase.objects.get().is_open


def test_contacts_are_listed_examined_and_protected(suspect, officer):
    case = TbCase.objects.get()
    who = {"do": "contact", "name": "Siti Aminah", "sex": "P", "years": "60", "household": "on", "on": "2024-05-06"}
    officer.post(page_of(case), who)
    contact = TbContact.objects.get()
    seen = {"do": "screen", "contact": contact.code, "on": "2024-05-06"}
    ill = officer.post(page_of(case), seen | {"symptomatic": "ya", "tpt_on": "2024-05-06"})
    officer.post(page_of(case), seen | {"symptomatic": "tidak", "tpt_on": "2024-05-06"})

    assert ill.status_code == 400 and "TPT untuk kontak tanpa gejala" in words(ill)
    contact = TbContact.objects.get()
    assert (contact.screened_on, contact.symptomatic, contact.tpt_on) == (suspect.on, False, suspect.on)
    assert "1 dari 1 diperiksa" in words(officer.get(reverse("klaster4:worklist")))


def test_a_suspect_asked_again_stays_in_the_same_episode(suspect, dr_ayu):
    screening.correct(suspect, coughs(fever="ya"), by=dr_ayu, reason="ternyata demam")

    assert TbCase.objects.count() == 1
